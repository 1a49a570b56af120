import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { sessionPicks } from "../../shared/sessionPicks.ts";
import type { Snapshot } from "../../shared/snapshot.ts";
import type { WorkspaceChoice } from "../workspaceChoice.ts";

/** Asks which session the status bar is to show: the automatic choice, or one of the recent ones. */
export async function pinSession(snapshot: Snapshot | null, pin: WorkspaceChoice, now: number): Promise<void> {
  const chosen = await vscode.window.showQuickPick(sessionPicks(snapshot?.recent ?? [], pin.value, now), {
    title: l10n.t("Session in the status bar"),
    placeHolder: l10n.t("Which session should the status bar of this window show?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen) await pin.set(chosen.sessionId);
}
