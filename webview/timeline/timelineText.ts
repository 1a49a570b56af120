/** What is said about a session's course. */
import * as l10n from "@vscode/l10n";
import { formatClock, formatCount, formatDate, formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import type { TimelineMark } from "./timelineMarks.ts";

/** A request in a line, with what happened at it; empty when there is no such request. `now`: for the clock's day. */
export function requestText(
  timeline: SessionTimeline,
  marks: readonly TimelineMark[],
  index: number,
  now: number,
): string {
  const { requests, leftOut } = timeline;
  const at = requests.at[index];
  if (at === undefined) return "";
  const tokens = requests.context[index] ?? 0;
  const figures = {
    number: formatCount(leftOut + index + 1),
    count: formatCount(leftOut + requests.at.length),
    time: formatClock(at, now),
    context: formatTokens(tokens),
    cost: usdText(requests.usd[index] ?? null),
  };
  const sentence =
    tokens === 1
      ? l10n.t("Request {number} of {count}, {time}, context 1 token, {cost}.", figures)
      : l10n.t("Request {number} of {count}, {time}, context {context} tokens, {cost}.", figures);
  return [sentence, ...marks.filter((mark) => mark.index === index).map(markText)].join(" ");
}

export function usdText(usd: number | null): string {
  return usd === null ? l10n.t("unpriced") : formatUsd(usd);
}

/** As a sentence of its own. */
export function markText(mark: TimelineMark): string {
  switch (mark.kind) {
    case "compaction":
      return compactionText(mark.auto);
    case "switch":
      return l10n.t("Model switched from {0} to {1}.", mark.from, mark.to);
    case "break":
      return mark.tokens === 1
        ? l10n.t("Cache break: 1 token written again.")
        : l10n.t("Cache break: {0} tokens written again.", formatTokens(mark.tokens));
  }
}

function compactionText(auto: boolean | null): string {
  if (auto === null) return l10n.t("Compacted before it.");
  return auto ? l10n.t("Compacted before it, automatically.") : l10n.t("Compacted before it, on request.");
}

/** What a mark on the chart stands for; for the legend. */
export const MARK_KINDS = ["compactionAuto", "compactionAsked", "compactionUnknown", "switch", "break"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export function markKind(mark: TimelineMark): MarkKind {
  if (mark.kind !== "compaction") return mark.kind;
  if (mark.auto === null) return "compactionUnknown";
  return mark.auto ? "compactionAuto" : "compactionAsked";
}

export function markKindText(kind: MarkKind, count: number): string {
  const number = formatCount(count);
  switch (kind) {
    case "compactionAuto":
      return count === 1 ? l10n.t("1 automatic compaction") : l10n.t("{0} automatic compactions", number);
    case "compactionAsked":
      return count === 1 ? l10n.t("1 compaction on request") : l10n.t("{0} compactions on request", number);
    case "compactionUnknown":
      return count === 1
        ? l10n.t("1 compaction, not known how begun")
        : l10n.t("{0} compactions, not known how begun", number);
    case "switch":
      return count === 1 ? l10n.t("1 model switch") : l10n.t("{0} model switches", number);
    case "break":
      return count === 1 ? l10n.t("1 cache break") : l10n.t("{0} cache breaks", number);
  }
}

/** The chart in a sentence, for who does not see it. */
export function timelineSummary({ requests, leftOut }: SessionTimeline): string {
  const count = leftOut + requests.at.length;
  const peak = Math.max(0, ...requests.context);
  const last = formatTokens(requests.context.at(-1) ?? 0);
  if (count === 1) {
    return peak === 1 ? l10n.t("1 request, context 1 token.") : l10n.t("1 request, context {0} tokens.", last);
  }
  const requestCount = formatCount(count);
  return peak === 1
    ? l10n.t("{0} requests, context at most 1 token, {1} at the last.", requestCount, last)
    : l10n.t("{0} requests, context at most {1} tokens, {2} at the last.", requestCount, formatTokens(peak), last);
}

export function leftOutText(leftOut: number): string {
  return leftOut === 1
    ? l10n.t("The earliest request is left out.")
    : l10n.t("The {0} earliest requests are left out.", formatCount(leftOut));
}

/** When a session was worked in: `18 Nov, 09:12 to 14:06`. */
export function periodText(startedAt: number, lastActivity: number, now: number): string {
  return l10n.t(
    "{0} to {1}",
    formatClock(startedAt, now),
    formatClock(lastActivity, sameDay(startedAt, lastActivity) ? lastActivity : now),
  );
}

function sameDay(a: number, b: number): boolean {
  return formatDate(a, b) === formatDate(b, b);
}
