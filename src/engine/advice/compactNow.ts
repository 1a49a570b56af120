/** Rule: compact now, where the requests still to come pay for it and no thread of work is torn. */
import * as l10n from "@vscode/l10n";
import { requests } from "../../shared/costNote.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { breakEvenRequests, compactionCost, compactionGain, type CompactionAssumptions } from "./compaction.ts";
import { exactly, inBoth, inQuota, overExpected, type Currency } from "./currency.ts";
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
  savingLines,
  tokensText,
} from "./wording.ts";

/** Below this multiple of the size after a compaction there is too little to remove. */
const ENOUGH_ABOVE_AFTER = 1.3;
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
    title: l10n.t("Compact “{0}”", session.name),
    why: [
      l10n.t(
        "At {tokens}, {boundary}: compacting costs about {cost} and saves {gain} on each later request, so {requests} pay for it; " +
          "about {more} more are to be expected, which saves {saving}.",
        {
          tokens: tokensText(context),
          boundary: atBoundary(boundary),
          cost: atPrice(cost, window),
          gain: atPrice(gain, null),
          requests: requests(Math.ceil(breakEven)),
          more: Math.round(expected.mid),
          saving: bothWays(saving.usd ?? exactly(0), saving.window, window),
        },
      ),
      ...(paysInQuota
        ? []
        : [l10n.t("Of the {0} window it saves nothing: cache reads hardly count there.", window?.label ?? "")]),
    ].join(" "),
    arithmetic: [
      line(l10n.t("Context now"), context, "tokens", session.contextSource),
      learntLine(l10n.t("Context after, typically (C′)"), session.after),
      line(l10n.t("Cost of compacting"), cost, "usd", "estimated"),
      ...(cold
        ? [line(l10n.t("Reading the cold context again, either way"), coldCost(context, usd), "usd", "estimated")]
        : []),
      line(l10n.t("Saved on each later request"), gain, "usd", "estimated"),
      line(l10n.t("Paid back after (N*)"), breakEven, "requests", "estimated"),
      ...(breakEvenInQuota !== null && Number.isFinite(breakEvenInQuota)
        ? [
            line(
              l10n.t("Paid back after, in the {0} window", window?.label ?? ""),
              breakEvenInQuota,
              "requests",
              "estimated",
            ),
          ]
        : []),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: paysInQuota
      ? confidence
      : {
          level: "low",
          reason: l10n.t("It pays in dollars at list price, not in the {0} window.", window?.label ?? ""),
        },
    action: insert(compactCommand(session.focus)),
    click: insertsText(compactCommand(session.focus), session.name),
    sideEffects: [l10n.t("What the summary leaves out must be read again when it is needed.")],
  };
}

function atBoundary(boundary: Exclude<Boundary, "none">): string {
  switch (boundary) {
    case "commit":
      return l10n.t("just after a commit");
    case "tests passed":
      return l10n.t("with the tests passing");
    case "todos done":
      return l10n.t("with all todos done");
    case "topic change":
      return l10n.t("at a change of topic");
  }
}

/** What writing a cold context again costs beyond reading it. */
const coldCost = (context: number, { input, ratios }: Currency) => (ratios.write - ratios.read) * context * input;

/** What compacting now saves over the requests to come. */
export function savingRange(
  context: number,
  { input, ratios }: Currency,
  assumptions: CompactionAssumptions,
  expected: Expectation,
) {
  const cost = compactionCost(context, ratios, assumptions);
  const gain = compactionGain(context, ratios, assumptions);
  return overExpected(expected, (requests) => (gain * requests - cost) * input);
}
