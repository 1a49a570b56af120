import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Snapshot } from "../../shared/snapshot.ts";
import { accountPicks } from "../accountPicks.ts";
import type { WorkspaceChoice } from "../workspaceChoice.ts";

/** Asks whose window the status bar is to show: the automatic choice, or one of the accounts. */
export async function pickAccount(snapshot: Snapshot | null, account: WorkspaceChoice, now: number): Promise<void> {
  if (!snapshot) throw new Error(l10n.t("Bursar is still starting. Try again in a moment."));
  const [only, second] = snapshot.windows;
  if (only && !second) {
    void vscode.window.showInformationMessage(
      l10n.t(
        "Bursar reads one account, {0}, and the status bar shows its window. The setting bursar.configDirs names more.",
        only.configDir,
      ),
    );
    return;
  }
  const chosen = await vscode.window.showQuickPick(accountPicks(snapshot, account.value, now), {
    title: l10n.t("Account in the status bar"),
    placeHolder: l10n.t("Whose rate-limit window should the status bar of this window show?"),
    matchOnDescription: true,
  });
  if (chosen) await account.set(chosen.configDir);
}
