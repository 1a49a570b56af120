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
  if (before?.sessionId !== session.sessionId) return [`Session at hand: ${sessionName(session)}.`];
  const said: string[] = [];
  if (session.context.kind === "known") {
    const { percent } = session.context;
    const percentBefore = before.context.kind === "known" ? before.context.percent : null;
    if (step(percentBefore) !== step(percent)) said.push(`Context ${formatPercent(percent)} full.`);
  }
  if (session.context.kind === "compacted" && before.context.kind !== "compacted") said.push("Context compacted.");
  const waits = session.state.kind === "live" && session.state.status === "waiting";
  const waited = before.state.kind === "live" && before.state.status === "waiting";
  if (waits && !waited) said.push("The session waits for you.");
  return said;
}

function windowChange(previous: Snapshot, next: Snapshot): string[] {
  const [before, window] = [previous.tightestWindow, next.tightestWindow];
  if (window === null) return [];
  const left = `${formatPercent(window.leftPercent)} left`;
  const same = before?.key === window.key && before.configDir === window.configDir;
  if (!same && before !== null && window.binds) return [`The ${window.label} window ends first now: ${left}.`];
  if (same && step(before.leftPercent) === step(window.leftPercent)) return [];
  return [`${window.label} window: ${left}.`];
}

function newSuggestions(previous: Snapshot, next: Snapshot): string[] {
  const known = new Set(previous.suggestions.map(({ id }) => id));
  return next.suggestions.filter(({ id }) => !known.has(id)).map(({ title }) => `Suggestion: ${title}.`);
}

function step(percent: number | null): number | null {
  return percent === null ? null : Math.floor(percent / STEP);
}
