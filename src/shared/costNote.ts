/** What a cost is made of and what qualifies it, in words. */
import { formatUsd } from "./format.ts";
import type { Cost, PriceSource } from "./snapshot.ts";

/** What a total of Claude Code's has beyond the requests in its transcripts. */
export const SIDE_CALLS = "compaction, titles, side calls";

/** For a hover; empty for a plain, counted sum. */
export function costNote(cost: Cost): string {
  const notes: string[] = [];
  if (cost.sideUsd > 0) {
    notes.push(`Counted ${formatUsd(cost.usd)} + ${SIDE_CALLS} ${formatUsd(cost.sideUsd)}, as Claude Code reported.`);
  }
  if (cost.lowerBoundRequests > 0) {
    notes.push(
      `≥: for ${requests(cost.lowerBoundRequests)} no complete answer is recorded, so the cost may be higher${missing(cost)}.`,
    );
  }
  if (cost.unpricedRequests > 0) {
    notes.push(
      cost.sideUsd > 0
        ? `${requests(cost.unpricedRequests)} without a known price: only in what Claude Code reported.`
        : `${requests(cost.unpricedRequests)} without a known price: in no sum.`,
    );
  }
  return notes.join(" ");
}

function missing({ estimatedMissingUsd: usd }: Cost): string {
  return usd > 0 ? `; estimated from visible text: about ${formatUsd(usd)} more` : "";
}

/** Where a model's price comes from, where it is not the price table. */
export const PRICE_SOURCE_NOTE = {
  table: "",
  setting: "price from your settings (bursar.prices)",
  derived: "price derived from Claude Code's own totals",
} as const satisfies Record<PriceSource, string>;

export function requests(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "request" : "requests"}`;
}
