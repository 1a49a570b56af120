import * as vscode from "vscode";
import { contextKeys } from "./contributions.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";

const STATE_KEY = "pinnedSessionId";

/** The session that the user pinned to the status bar of this workspace, if any. */
export class Pin implements Disposable {
  readonly #state: vscode.Memento;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#showInContext();
  }

  get sessionId(): string | null {
    const value = this.#state.get<unknown>(STATE_KEY);
    return typeof value === "string" ? value : null;
  }

  async set(sessionId: string | null): Promise<void> {
    await this.#state.update(STATE_KEY, sessionId ?? undefined);
    this.#showInContext();
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #showInContext(): void {
    void vscode.commands.executeCommand("setContext", contextKeys["bursar.sessionPinned"], this.sessionId !== null);
  }
}
