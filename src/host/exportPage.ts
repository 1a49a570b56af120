import { homedir } from "node:os";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { localDay } from "../shared/days.ts";

/** Asks for a file, writes the page into it as it is, and offers to open it. */
export async function exportPage(html: string, now: number): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const file = await vscode.window.showSaveDialog({
    title: l10n.t("Export Dashboard"),
    saveLabel: l10n.t("Export"),
    defaultUri: vscode.Uri.joinPath(folder, `bursar-${localDay(now)}.html`),
    filters: { HTML: ["html"] },
  });
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(html));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(l10n.t("The page could not be written to {0}: {1}. Choose another folder.", file.fsPath, reason), {
      cause: error,
    });
  }
  const open = l10n.t("Open");
  const answer = await vscode.window.showInformationMessage(l10n.t("Dashboard written to {0}.", file.fsPath), open);
  if (answer === open) await openPage(file);
}

/** In the browser; as text where that is on another machine than the file. */
async function openPage(file: vscode.Uri): Promise<void> {
  const opened = vscode.env.remoteName === undefined && (await vscode.env.openExternal(file));
  if (!opened) await vscode.commands.executeCommand("vscode.open", file);
}
