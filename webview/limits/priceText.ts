/** What is said about the price of a window's percent, and about use that this machine does not see. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatDate, formatPercent, formatPercentRange, formatUsdRange } from "../../src/shared/format.ts";
import type { Interval, WindowPrice } from "../../src/shared/snapshot.ts";

/** One sentence a fact. */
export function priceTexts(price: WindowPrice | null, label: string, now: number): string[] {
  if (price === null) return [l10n.t("What one percent comes to cannot be told yet.")];
  const { usdPerPercent, elsewhereShare, changedAt, intervals } = price;
  return [
    l10n.t("One percent comes to {range} at list price, from {count} changes.", {
      range: formatUsdRange(usdPerPercent.low, usdPerPercent.high),
      count: formatCount(intervals),
    }),
    ...(elsewhereShare === null ? [] : [elsewhereText(elsewhereShare, label)]),
    ...(changedAt === null ? [] : [l10n.t("Limits appear to have changed on {0}.", formatDate(changedAt, now))]),
  ];
}

function elsewhereText({ low, mid, high }: Interval, label: string): string {
  const range = formatPercentRange(low * 100, high * 100);
  return Math.round(mid * 100) === 0
    ? l10n.t("No {label} use from elsewhere is seen ({range}).", { label, range })
    : l10n.t("About {share} of the {label} use came from elsewhere ({range}).", {
        share: formatPercent(mid * 100),
        label,
        range,
      });
}
