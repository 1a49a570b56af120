import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../shared/disposables.ts";
import { RenderedScreen } from "./renderedScreen.ts";

/**
 * What the programs show that were started in terminals with VS Code's shell integration. One that was running before
 * this began to look cannot be seen: what it has drawn is not told again.
 */
export class TerminalScreens implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #running = new Map<vscode.Terminal, { execution: vscode.TerminalShellExecution; screen: RenderedScreen }>();

  constructor() {
    this.#disposables.add(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        this.#drop(terminal);
        this.#running.set(terminal, { execution, screen: new RenderedScreen(execution.read()) });
      }),
    );
    this.#disposables.add(
      vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
        if (this.#running.get(terminal)?.execution === execution) this.#drop(terminal);
      }),
    );
    this.#disposables.add(
      vscode.window.onDidCloseTerminal((terminal) => {
        this.#drop(terminal);
      }),
    );
  }

  /** Of the program that runs there now; null when it is not followed. */
  screenOf(terminal: vscode.Terminal): RenderedScreen | null {
    return this.#running.get(terminal)?.screen ?? null;
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const terminal of this.#running.keys()) this.#drop(terminal);
  }

  #drop(terminal: vscode.Terminal): void {
    this.#running.get(terminal)?.screen.dispose();
    this.#running.delete(terminal);
  }
}
