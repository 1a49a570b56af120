/** Why nothing of an action is measured: the names of the reasons, which the store keeps, and their words. */
import * as l10n from "@vscode/l10n";
import type { FollowUpState } from "../../../shared/snapshot.ts";
import type { OutcomeState } from "./outcome.ts";

const WORDS = {
  "thinking not known": () => l10n.t("How long the model would have thought at the other effort cannot be known."),
  "subagents not known": () => l10n.t("Which subagents it changed cannot be told from the transcripts."),
  "turned off not known": () => l10n.t("What was turned off afterwards cannot be told from the transcripts."),
  "all sessions": () => l10n.t("It holds for all sessions and shows in none of them alone."),
  habit: () => l10n.t("A habit shows in no single request."),
  "many sessions": () => l10n.t("It is about many sessions at once."),
  "no effect": () => l10n.t("It has no effect that can be measured."),
  "no session": () => l10n.t("Its session is not in the ledger."),
  superseded: () => l10n.t("Another suggestion was taken up instead."),
  "not run": () => l10n.t("The command was not run within a day."),
  "session ended": () => l10n.t("The session ended without it."),
  "compacted by itself": () => l10n.t("Claude Code compacted by itself before the command ran."),
  "context not known": () => l10n.t("The size of the context before is not known."),
  "unused after compaction": () => l10n.t("No request followed the compaction."),
  "unused after clear": () => l10n.t("No request followed in the new session."),
  "successor not known": () => l10n.t("The session ended, and which one followed it is not known."),
  "older session": () => l10n.t("An older session was taken up in its place."),
  "would have compacted": () => l10n.t("Claude Code would have compacted by itself at that size."),
  "model not known": () => l10n.t("The model before is not known."),
  "no price": () => l10n.t("A model that it ran on has no known price."),
} satisfies Record<string, () => string>;

export type WhyNothing = keyof typeof WORDS;

/** In the reader's language. A reason that only a newer Bursar knows, in another editor, has the most general words. */
export function followUpState(state: OutcomeState): FollowUpState {
  if (!("why" in state)) return state;
  const words = Object.hasOwn(WORDS, state.why) ? WORDS[state.why] : WORDS["no effect"];
  return { kind: "nothing", reason: words() };
}
