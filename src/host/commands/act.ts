import * as vscode from "vscode";
import type { Snapshot, Suggestion } from "../../shared/snapshot.ts";

/**
 * Carries out one suggestion: the one that was named, else the one that the user picks.
 * @param suggestionId unknown because links and keybindings carry it.
 */
export async function act(
  suggestionId: unknown,
  snapshot: Snapshot | null,
  insert: (command: string, sessionId: string) => Promise<void>,
): Promise<void> {
  const suggestions = snapshot?.suggestions ?? [];
  const suggestion =
    typeof suggestionId === "string" ? suggestions.find(({ id }) => id === suggestionId) : await pick(suggestions);
  if (suggestion) {
    await insert(suggestion.action.command, suggestion.sessionId);
  } else if (typeof suggestionId === "string") {
    void vscode.window.showInformationMessage("This suggestion no longer applies.");
  }
}

async function pick(suggestions: readonly Suggestion[]): Promise<Suggestion | undefined> {
  if (suggestions.length === 0) {
    void vscode.window.showInformationMessage("Bursar has nothing to suggest right now.");
    return undefined;
  }
  const items = suggestions.map((suggestion) => ({
    label: suggestion.title,
    description: suggestion.action.command,
    detail: suggestion.why,
    suggestion,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: "Suggestions" });
  return chosen?.suggestion;
}
