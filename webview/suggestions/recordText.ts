/** How advice did for this user, in words. */
import { formatCount, formatUsd } from "../../src/shared/format.ts";
import type { FollowUpPage, KindRecord, SuggestionKind } from "../../src/shared/snapshot.ts";

/** The kinds of suggestions, as people say them. */
export const KIND_NAMES: Record<SuggestionKind, string> = {
  compact: "Compact now",
  leavingDesk: "Compact before a pause",
  taskFinished: "Clear after a task",
  coldResume: "Take up a cold session",
  topicChanged: "Start afresh on a new topic",
  switchModel: "A smaller model",
  opusplan: "Opus for planning alone",
  strongerModel: "A stronger model",
  subagentModel: "A smaller model for subagents",
  effort: "Less effort",
  alwaysOn: "A smaller start",
  largeResult: "Smaller tool results",
  autoCompact: "Auto-compact threshold",
  fleet: "Many sessions at once",
};

/** "$12.40 saved", or what was lost. */
export const savedText = (usd: number): string => (usd < 0 ? `${formatUsd(-usd)} lost` : `${formatUsd(usd)} saved`);

/** What the sum is a sum of. */
export function basisText({ kinds }: FollowUpPage): string {
  const sum = (of: (record: KindRecord) => number): number => kinds.reduce((total, record) => total + of(record), 0);
  const [taken, measured, wrong] = [sum((each) => each.taken), sum((each) => each.measured), sum((each) => each.wrong)];
  return `at list price, by ${formatCount(measured)} measured of ${formatCount(taken)} taken; ${wrongText(wrong)}`;
}

export function recordText({ taken, measured, wrong }: KindRecord): string {
  if (taken === 0) return "never taken";
  const times = taken === 1 ? "taken once" : `taken ${formatCount(taken)} times`;
  return measured === 0
    ? `${times}, none measured`
    : `${times}, ${formatCount(measured)} measured, ${wrongText(wrong)}`;
}

const wrongText = (wrong: number): string =>
  wrong === 0
    ? "none cost more than it saved"
    : `${formatCount(wrong)} cost more than ${wrong === 1 ? "it" : "they"} saved`;

/** Why a kind is not suggested any more; null while it is. */
export function silenceText({ silent }: KindRecord): string | null {
  switch (silent) {
    case null:
      return null;
    case "often wrong":
      return "Not suggested any more: it cost more than it saved too often.";
    case "not wanted":
      return "Not suggested any more: you did not want it.";
  }
}
