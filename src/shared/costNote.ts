/** What a cost is made of and what qualifies it, in words. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatUsd } from "./format.ts";
import type { Cost, PriceSource } from "./snapshot.ts";

/** For a hover; empty for a plain, counted sum. */
export function costNote(cost: Cost): string {
  const notes: string[] = [];
  if (cost.sideUsd > 0) {
    notes.push(
      l10n.t("Counted {counted} + compaction, titles, side calls {side}, as Claude Code reported.", {
        counted: formatUsd(cost.usd),
        side: formatUsd(cost.sideUsd),
      }),
    );
  }
  if (cost.lowerBoundRequests > 0) {
    notes.push(lowerBoundNote(requests(cost.lowerBoundRequests), cost.estimatedMissingUsd));
  }
  if (cost.unpricedRequests > 0) {
    notes.push(
      cost.sideUsd > 0
        ? l10n.t("{0} without a known price: only in what Claude Code reported.", requests(cost.unpricedRequests))
        : l10n.t("{0} without a known price: in no sum.", requests(cost.unpricedRequests)),
    );
  }
  return notes.join(" ");
}

function lowerBoundNote(requests: string, missingUsd: number): string {
  return missingUsd > 0
    ? l10n.t(
        "≥: for {requests} no complete answer is recorded, so the cost may be higher; estimated from visible text: about {usd} more.",
        { requests, usd: formatUsd(missingUsd) },
      )
    : l10n.t("≥: for {0} no complete answer is recorded, so the cost may be higher.", requests);
}

/** Where a model's price comes from; empty for the price table. */
export function priceSourceNote(source: PriceSource): string {
  switch (source) {
    case "table":
      return "";
    case "setting":
      return l10n.t("price from your settings (bursar.prices)");
    case "derived":
      return l10n.t("price derived from Claude Code's own totals");
  }
}

export function requests(count: number): string {
  return count === 1 ? l10n.t("1 request") : l10n.t("{0} requests", formatCount(count));
}
