import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Snapshot, Suggestion, SuggestionAction } from "../../shared/snapshot.ts";
import type { CommandInserter, InsertResult } from "../typing/insertCommand.ts";
import { withoutIcons } from "../../shared/withoutIcons.ts";

/** What a click came to: which suggestion, and what became of its text. */
export interface Acted {
  suggestion: Suggestion;
  result: InsertResult;
}

/**
 * Carries out one suggestion: the one that was named, else the one that the user picks.
 * @param suggestionId unknown because links and keybindings carry it.
 * @returns null when nothing was carried out.
 */
export async function act(
  suggestionId: unknown,
  snapshot: Snapshot | null,
  inserter: CommandInserter,
): Promise<Acted | null> {
  const suggestions = snapshot?.suggestions ?? [];
  const suggestion =
    typeof suggestionId === "string" ? suggestions.find(({ id }) => id === suggestionId) : await pick(suggestions);
  if (!suggestion) {
    if (typeof suggestionId === "string") {
      void vscode.window.showInformationMessage(l10n.t("This suggestion no longer applies."));
    }
    return null;
  }
  const { action, sessionId } = suggestion;
  if (action.kind === "insertCommand" && sessionId !== null) {
    return { suggestion, result: await inserter.insert(action.command, sessionId) };
  }
  const text = textOf(action);
  if (text === null) {
    void vscode.window.showInformationMessage(`${suggestion.title}. ${suggestion.why}`);
    return null;
  }
  const why =
    action.kind === "copyText"
      ? l10n.t("It goes to {0}.", action.goesTo)
      : l10n.t("Paste it at the prompt of your session.");
  await vscode.env.clipboard.writeText(text);
  void vscode.window.showInformationMessage(`${l10n.t("Copied {0} to the clipboard.", text)} ${why}`);
  return { suggestion, result: { kind: "copied", why } };
}

function textOf(action: SuggestionAction): string | null {
  switch (action.kind) {
    case "insertCommand":
      return action.command;
    case "copyText":
      return action.text;
    case "none":
      return null;
  }
}

async function pick(suggestions: readonly Suggestion[]): Promise<Suggestion | undefined> {
  if (suggestions.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("Bursar has nothing to suggest right now."));
    return undefined;
  }
  const items = suggestions.map((suggestion) => ({
    label: withoutIcons(suggestion.title),
    description: withoutIcons(textOf(suggestion.action) ?? ""),
    detail: withoutIcons(suggestion.why),
    suggestion,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("Suggestions") });
  return chosen?.suggestion;
}
