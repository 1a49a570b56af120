/** Rule: compact now, where the requests still to come pay for it and no thread of work is torn. */
import type { Suggestion } from "../../shared/snapshot.ts";
import { breakEvenRequests, compactionCost, compactionGain, type CompactionAssumptions } from "./compaction.ts";
import { inBoth, inQuota, type Currency } from "./currency.ts";
import { economicsOf, isWarm } from "./economics.ts";
import type { Boundary, Expectation, SessionFacts, WindowFacts } from "./facts.ts";
import {
  atPrice,
  bothWays,
  compactCommand,
  confidenceOf,
  insert,
  insertsText,
  learntLine,
  line,
  ratioLines,
  requestsText,
  savingLines,
  tokensText,
} from "./wording.ts";

/** Below this multiple of the size after a compaction there is too little to remove. */
export const ENOUGH_ABOVE_AFTER = 1.3;
/** The requests to come must pay this many times, as their number is uncertain. */
export const TIMES_BREAK_EVEN = 2;

/** Whether compacting at `context` pays well enough to say so. */
export function compactingPays(
  context: number,
  currency: Currency,
  assumptions: CompactionAssumptions,
  expected: Expectation,
): boolean {
  const breakEven = breakEvenRequests(context, currency.ratios, assumptions);
  return context >= ENOUGH_ABOVE_AFTER * assumptions.after && expected.mid >= TIMES_BREAK_EVEN * breakEven;
}

export function adviseCompactNow(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const economics = economicsOf(session);
  const { expected, boundary } = session;
  if (!economics || !expected || boundary === "none" || session.midDebug !== false) return null;
  const { context, usd, assumptions, cache } = economics;
  if (!compactingPays(context, usd, assumptions, expected)) return null;

  const breakEven = breakEvenRequests(context, usd.ratios, assumptions);
  const cost = compactionCost(context, usd.ratios, assumptions) * usd.input;
  const gain = compactionGain(context, usd.ratios, assumptions) * usd.input;
  const saving = inBoth(window, (view) => savingRange(context, view(usd), assumptions, expected));
  const weighted = window?.quota.kind === "weighted" ? inQuota(usd, window.quota) : null;
  const breakEvenInQuota = weighted && breakEvenRequests(context, weighted.ratios, assumptions);
  const paysInQuota = breakEvenInQuota === null || breakEvenInQuota <= expected.mid;
  const cold = isWarm(cache, now) === false;
  const confidence = confidenceOf(session);
  return {
    id: `compact:${session.sessionId}`,
    kind: "compact",
    sessionId: session.sessionId,
    title: `Compact “${session.name}”`,
    why:
      `At ${tokensText(context)}, ${AT_BOUNDARY[boundary]}: compacting costs about ${atPrice(cost, window)} and saves ` +
      `${atPrice(gain, null)} on each later request, so ${requestsText(Math.ceil(breakEven))} pay for it; about ` +
      `${Math.round(expected.mid)} more are to be expected, which saves ${bothWays(saving.usd ?? ZERO, saving.window, window)}.` +
      (paysInQuota ? "" : ` Of the ${window?.label} window it saves nothing: cache reads hardly count there.`),
    arithmetic: [
      line("Context now", context, "tokens", session.contextSource),
      learntLine("Context after, typically (C′)", session.after),
      line("Cost of compacting", cost, "usd", "estimated"),
      ...(cold ? [line("Reading the cold context again, either way", coldCost(context, usd), "usd", "estimated")] : []),
      line("Saved on each later request", gain, "usd", "estimated"),
      line("Paid back after (N*)", breakEven, "requests", "estimated"),
      ...(breakEvenInQuota !== null && Number.isFinite(breakEvenInQuota)
        ? [line(`Paid back after, in the ${window?.label} window`, breakEvenInQuota, "requests", "estimated")]
        : []),
      line("Requests to be expected", expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: paysInQuota
      ? confidence
      : { level: "low", reason: `It pays in dollars at list price, not in the ${window?.label} window.` },
    action: insert(compactCommand(session.focus)),
    click: insertsText(compactCommand(session.focus), session.name),
    sideEffects: ["What the summary leaves out must be read again when it is needed."],
  };
}

const ZERO = { low: 0, mid: 0, high: 0 };

const AT_BOUNDARY: Record<Exclude<Boundary, "none">, string> = {
  commit: "just after a commit",
  "tests passed": "with the tests passing",
  "todos done": "with all todos done",
  "topic change": "at a change of topic",
};

/** What writing a cold context again costs beyond reading it. */
export const coldCost = (context: number, { input, ratios }: Currency) =>
  (ratios.write - ratios.read) * context * input;

/** What compacting now saves over the requests to come. */
export function savingRange(
  context: number,
  { input, ratios }: Currency,
  assumptions: CompactionAssumptions,
  expected: Expectation,
) {
  const cost = compactionCost(context, ratios, assumptions);
  const gain = compactionGain(context, ratios, assumptions);
  const over = (requests: number) => (gain * requests - cost) * input;
  return { low: over(expected.low), mid: over(expected.mid), high: over(expected.high) };
}
