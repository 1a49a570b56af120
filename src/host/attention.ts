import * as vscode from "vscode";
import type { Attention } from "../shared/engineProtocol.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import type { WorkspaceChoice } from "./workspaceChoice.ts";

/** Follows what this window looks at: its folders, the focused terminal, the pinned session. */
export class AttentionFeed implements Disposable {
  readonly #pin: WorkspaceChoice;
  readonly #deliver: (attention: Attention) => void;
  readonly #disposables = new DisposableStore();
  #terminalPid: number | null = null;
  #last = "";

  constructor(pin: WorkspaceChoice, deliver: (attention: Attention) => void) {
    this.#pin = pin;
    this.#deliver = deliver;
    const tell = (): void => {
      this.#tell();
    };
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(tell));
    this.#disposables.add(pin.onChange(tell));
    this.#disposables.add(vscode.window.onDidChangeActiveTerminal((terminal) => void this.#follow(terminal)));
    this.#tell();
    void this.#follow(vscode.window.activeTerminal);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #follow(terminal: vscode.Terminal | undefined): Promise<void> {
    const pid = (await terminal?.processId) ?? null;
    // The focus moved on while the terminal was starting.
    if (terminal !== vscode.window.activeTerminal) return;
    this.#terminalPid = pid;
    this.#tell();
  }

  #tell(): void {
    const attention: Attention = {
      // Here the extension runs where the files are, so that a remote folder's path is a path of this machine.
      folders: (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === "file" || uri.scheme === "vscode-remote")
        .map(({ uri }) => uri.fsPath),
      terminalPid: this.#terminalPid,
      pinnedSessionId: this.#pin.value,
    };
    const text = JSON.stringify(attention);
    if (text === this.#last) return;
    this.#last = text;
    this.#deliver(attention);
  }
}
