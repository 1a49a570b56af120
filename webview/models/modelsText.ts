/** What the table of models says, in words. */
import * as l10n from "@vscode/l10n";
import { formatPercent, formatUsd } from "../../src/shared/format.ts";
import type { ModelPeriod, ModelRow } from "../../src/shared/historyPages.ts";

export function periodLabel(period: ModelPeriod): string {
  switch (period) {
    case "7d":
      return l10n.t("7 days");
    case "30d":
      return l10n.t("30 days");
    case "all":
      return l10n.t("All time");
  }
}

/** Where a model's price comes from. What only Claude Code reported has no model, and needs no price. */
export function priceText({ model, priceSource }: Pick<ModelRow, "model" | "priceSource">): string {
  if (model === "") return l10n.t("reported by Claude Code");
  switch (priceSource) {
    case null:
      return l10n.t("no known price");
    case "table":
      return l10n.t("price table");
    case "setting":
      return l10n.t("your settings");
    case "derived":
      return l10n.t("derived from Claude Code's totals");
  }
}

/** A figure that is not known, or that would say nothing. */
export const NONE = "–";

export const usdOrNone = (usd: number | null): string => (usd === null ? NONE : formatUsd(usd));
export const percentOrNone = (percent: number | null): string => (percent === null ? NONE : formatPercent(percent));

/** Its share of the cost; nothing is known of the share of what has no price. */
export function shareText({ cost, share }: Pick<ModelRow, "cost" | "share">): string {
  return cost.requests > 0 && cost.unpricedRequests === cost.requests && cost.sideUsd === 0
    ? NONE
    : formatPercent(share);
}
