import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";

/** What is chosen: the session that the status bar shows, by its id; the account whose window it shows, by its config directory. */
export type WorkspaceChoiceKey = "pinnedSessionId" | "statusBarConfigDir";

/** What the user chose for this workspace, kept by VS Code under `key`; null where the choice is Bursar's. */
export class WorkspaceChoice implements Disposable {
  readonly #state: vscode.Memento;
  readonly #key: WorkspaceChoiceKey;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onChange = this.#changed.event;

  constructor(state: vscode.Memento, key: WorkspaceChoiceKey) {
    this.#state = state;
    this.#key = key;
  }

  get value(): string | null {
    const value = this.#state.get<unknown>(this.#key);
    return typeof value === "string" ? value : null;
  }

  async set(value: string | null): Promise<void> {
    await this.#state.update(this.#key, value ?? undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
