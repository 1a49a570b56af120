import * as vscode from "vscode";
import { contextKeys } from "./contributions.ts";
import { WorkspaceChoice } from "./workspaceChoice.ts";

/** The session that the user pinned to the status bar of this workspace, by its id; a context key tells whether there is one. */
export function pinnedSession(state: vscode.Memento): WorkspaceChoice {
  const pin = new WorkspaceChoice(state, "pinnedSessionId");
  const show = (): void => {
    void vscode.commands.executeCommand("setContext", contextKeys["bursar.sessionPinned"], pin.value !== null);
  };
  pin.onChange(show);
  show();
  return pin;
}
