import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { CommandId } from "../contributions.ts";

/** Tells the user that something failed, with the log as the way to more. `what` is for the log. */
export async function tellError(what: string, error: unknown, logError: (message: string) => void): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  logError(`${what}: ${message}`);
  const showLog = l10n.t("Show Log");
  const answer = await vscode.window.showErrorMessage(`Bursar: ${message}`, showLog);
  if (answer === showLog) void vscode.commands.executeCommand("bursar.showLog" satisfies CommandId);
}
