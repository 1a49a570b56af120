/** Rules: a finished task, or a new topic, needs nothing of the old context: `/clear`. */
import { formatTokens } from "../../shared/format.ts";
import type { ArithmeticLine, Interval, Saving, Suggestion } from "../../shared/snapshot.ts";
import { inBoth, rangeOf, type Currency } from "./currency.ts";
import { economicsOf, isWarm, type SessionEconomics } from "./economics.ts";
import type { Expectation, SessionFacts, WindowFacts } from "./facts.ts";
import { atPrice, bothWays, insert, insertsText, line, ratioLines, savingLines } from "./wording.ts";

export function adviseTaskFinished(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const { taskFinished } = session;
  const figures = taskFinished !== null && session.midDebug === false ? clearing(session, window, now) : null;
  if (taskFinished === null || !figures) return null;
  return {
    ...figures.advice,
    id: `taskFinished:${session.sessionId}`,
    kind: "taskFinished",
    title: `Clear “${session.name}”`,
    why: `Its task looks finished: ${taskFinished}. ${figures.sentence} Clearing is free.`,
    confidence: { level: "medium", reason: "Whether the task is done is read from signs, not known." },
  };
}

export function adviseTopicChanged(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const { topicChange } = session;
  const figures = topicChange !== null && session.midDebug === false ? clearing(session, window, now) : null;
  if (topicChange === null || !figures) return null;
  return {
    ...figures.advice,
    id: `topicChanged:${session.sessionId}`,
    kind: "topicChanged",
    title: `Start afresh instead of going on in “${session.name}”`,
    why: `The topic changed: ${topicChange}. ${figures.sentence}`,
    confidence: {
      level: "low",
      reason: "Whether the new topic needs what came before is a guess from the words of the prompts.",
    },
  };
}

/** Below this multiple of what a new session begins with there is too little to leave behind. */
const ENOUGH_ABOVE_FLOOR = 1.3;
/** Requests within which it must save, where nothing tells how many will come. */
const SOON = 2;

/** Null where clearing saves nothing. */
function clearing(session: SessionFacts, window: WindowFacts | null, now: number) {
  const economics = economicsOf(session);
  const { floor, expected, sessionId, name } = session;
  if (!economics || floor === null) return null;
  const { context, usd, cache } = economics;
  // Where nothing tells, the dearer case for clearing: the cache still lives.
  const cold = isWarm(cache, now) === false;
  if (context < ENOUGH_ABOVE_FLOOR * floor || freshSaving(economics, usd, floor, cold, expected?.mid ?? SOON) <= 0)
    return null;

  const carried = usd.ratios.read * (context - floor) * usd.input;
  const saving: Saving = expected
    ? inBoth(window, (view) => overExpected(expected, (n) => freshSaving(economics, view(usd), floor, cold, n)))
    : { usd: null, window: null };
  const inAll = saving.usd
    ? `, ${bothWays(saving.usd, saving.window, window)} over the next ${Math.round(expected?.mid ?? 0)}`
    : "";
  const arithmetic: ArithmeticLine[] = [
    line("Context now", context, "tokens", session.contextSource),
    line("A new session begins with", floor, "tokens", "measured"),
    line("Saved on each later request", carried, "usd", "estimated"),
    ...(expected ? [line("Requests to be expected", expected.mid, "requests", "measured")] : []),
    ...savingLines(saving),
    ...ratioLines(economics),
  ];
  return {
    sentence:
      `Whatever comes next would carry ${formatTokens(context - floor)} tokens that it does not need, ` +
      `${atPrice(carried, window)} on each request${inAll}.`,
    advice: {
      sessionId,
      arithmetic,
      saving,
      family: "context" as const,
      action: insert("/clear"),
      click: insertsText("/clear", name),
      sideEffects: ["It begins a new session; the old one can be taken up again with `/resume`."],
    },
  };
}

/**
 * What so many requests in a new session save against the old context. While the cache lives, the new session finds
 * its system prompt and tools there, and writes the rest of its first prompt.
 */
export function freshSaving(
  { context, assumptions }: SessionEconomics,
  { input, ratios: { read, write } }: Currency,
  floor: number,
  cold: boolean,
  requests: number,
): number {
  if (requests < 1) return 0;
  const found = cold ? 0 : Math.min(floor, assumptions.cachedPrefix);
  const first = (cold ? write : read) * context - read * found - write * (floor - found);
  return (first + read * (context - floor) * (requests - 1)) * input;
}

/** A saving that need not grow with the requests. */
export const overExpected = ({ low, mid, high }: Expectation, saving: (requests: number) => number): Interval =>
  rangeOf(saving(mid), [saving(low), saving(high)]);
