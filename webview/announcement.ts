import * as l10n from "@vscode/l10n";
import { formatPercent } from "../src/shared/format.ts";
import type { Snapshot } from "../src/shared/snapshot.ts";
import { sessionName } from "./sessions/sessionText.ts";

/** Percentages are announced by fives: each step of one would talk without end. */
const STEP = 5;

/** What a screen reader is told of the change from one Snapshot to the next; empty when nothing weighs enough. */
export function announcement(previous: Snapshot, next: Snapshot): string {
  return [...atHandChange(previous, next), ...windowChange(previous, next), ...newSuggestions(previous, next)].join(
    " ",
  );
}

function atHandChange(previous: Snapshot, next: Snapshot): string[] {
  const session = next.atHand?.session;
  if (session === undefined) return [];
  const before = previous.atHand?.session;
  if (before?.sessionId !== session.sessionId) return [l10n.t("Session at hand: {0}.", sessionName(session))];
  const said: string[] = [];
  if (session.context.kind === "known") {
    const { percent } = session.context;
    const percentBefore = before.context.kind === "known" ? before.context.percent : null;
    if (step(percentBefore) !== step(percent)) said.push(l10n.t("Context {0} full.", formatPercent(percent)));
  }
  if (session.context.kind === "compacted" && before.context.kind !== "compacted")
    said.push(l10n.t("Context compacted."));
  const waits = session.state.kind === "live" && session.state.status === "waiting";
  const waited = before.state.kind === "live" && before.state.status === "waiting";
  if (waits && !waited) said.push(l10n.t("The session waits for you."));
  return said;
}

function windowChange(previous: Snapshot, next: Snapshot): string[] {
  const [before, window] = [previous.tightestWindow, next.tightestWindow];
  if (window === null) return [];
  const said = { window: window.label, left: formatPercent(window.leftPercent) };
  const same = before?.key === window.key && before.configDir === window.configDir;
  if (!same && before !== null && window.binds)
    return [l10n.t("The {window} window ends first now: {left} left.", said)];
  if (same && step(before.leftPercent) === step(window.leftPercent)) return [];
  return [l10n.t("{window} window: {left} left.", said)];
}

function newSuggestions(previous: Snapshot, next: Snapshot): string[] {
  const known = new Set(previous.suggestions.map(({ id }) => id));
  return next.suggestions.filter(({ id }) => !known.has(id)).map(({ title }) => l10n.t("Suggestion: {0}.", title));
}

function step(percent: number | null): number | null {
  return percent === null ? null : Math.floor(percent / STEP);
}
