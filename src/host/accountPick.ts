import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";

const STATE_KEY = "statusBarConfigDir";

/** The account (config directory) whose window the user picked for the status bar of this workspace, if any. */
export class AccountPick implements Disposable {
  readonly #state: vscode.Memento;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get configDir(): string | null {
    const value = this.#state.get<unknown>(STATE_KEY);
    return typeof value === "string" ? value : null;
  }

  async set(configDir: string | null): Promise<void> {
    await this.#state.update(STATE_KEY, configDir ?? undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
