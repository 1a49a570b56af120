import * as vscode from "vscode";
import { walkthroughId } from "../contributions.ts";

export async function openWalkthrough(extensionId: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#${walkthroughId}`, false);
}
