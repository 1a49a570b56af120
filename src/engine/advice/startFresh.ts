/** Rules: a finished task, or a new topic, needs nothing of the old context: `/clear`. */
import * as l10n from "@vscode/l10n";
import { formatTokens } from "../../shared/format.ts";
import type { ArithmeticLine, Saving, Suggestion } from "../../shared/snapshot.ts";
import { inBoth, overExpected, type Currency } from "./currency.ts";
import { economicsOf, isWarm, type SessionEconomics } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { atPrice, bothWays, insert, insertsText, line, ratioLines, savingLines } from "./wording.ts";

export function adviseTaskFinished(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const { taskFinished } = session;
  const figures = taskFinished !== null && session.midDebug === false ? clearing(session, window, now) : null;
  if (taskFinished === null || !figures) return null;
  return {
    ...figures.advice,
    id: `taskFinished:${session.sessionId}`,
    kind: "taskFinished",
    title: l10n.t("Clear “{0}”", session.name),
    why: [l10n.t("Its task looks finished: {0}.", taskFinished), figures.sentence, l10n.t("Clearing is free.")].join(
      " ",
    ),
    confidence: { level: "medium", reason: l10n.t("Whether the task is done is read from signs, not known.") },
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
    title: l10n.t("Start afresh instead of going on in “{0}”", session.name),
    why: [l10n.t("The topic changed: {0}.", topicChange), figures.sentence].join(" "),
    confidence: {
      level: "low",
      reason: l10n.t("Whether the new topic needs what came before is a guess from the words of the prompts."),
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
  const carrying = { tokens: formatTokens(context - floor), each: atPrice(carried, window) };
  const arithmetic: ArithmeticLine[] = [
    line(l10n.t("Context now"), context, "tokens", session.contextSource),
    line(l10n.t("A new session begins with"), floor, "tokens", "measured"),
    line(l10n.t("Saved on each later request"), carried, "usd", "estimated"),
    ...(expected ? [line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured")] : []),
    ...savingLines(saving),
    ...ratioLines(economics),
  ];
  return {
    sentence: saving.usd
      ? l10n.t(
          "Whatever comes next would carry {tokens} tokens that it does not need, {each} on each request, {inAll} over the next {count}.",
          {
            ...carrying,
            inAll: bothWays(saving.usd, saving.window, window),
            count: Math.round(expected?.mid ?? 0),
          },
        )
      : l10n.t(
          "Whatever comes next would carry {tokens} tokens that it does not need, {each} on each request.",
          carrying,
        ),
    advice: {
      sessionId,
      arithmetic,
      saving,
      family: "context" as const,
      action: insert("/clear"),
      click: insertsText("/clear", name),
      sideEffects: [l10n.t("It begins a new session; the old one can be taken up again with `/resume`.")],
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
