/** What is said about the price of a window's percent, and about use that this machine does not see. */
import { formatDate, formatPercent, formatPercentRange, formatUsdRange } from "../../src/shared/format.ts";
import type { Interval, WindowPrice } from "../../src/shared/snapshot.ts";

/** One sentence a fact. */
export function priceTexts(price: WindowPrice | null, label: string, now: number): string[] {
  if (price === null) return ["What one percent comes to cannot be told yet."];
  const { usdPerPercent, elsewhereShare, changedAt, intervals } = price;
  return [
    `One percent comes to ${formatUsdRange(usdPerPercent.low, usdPerPercent.high)} at list price, from ${intervals.toLocaleString("en-US")} changes.`,
    ...(elsewhereShare === null ? [] : [elsewhereText(elsewhereShare, label)]),
    ...(changedAt === null ? [] : [`Limits appear to have changed on ${formatDate(changedAt, now)}.`]),
  ];
}

function elsewhereText({ low, mid, high }: Interval, label: string): string {
  const range = formatPercentRange(low * 100, high * 100);
  return Math.round(mid * 100) === 0
    ? `No ${label} use from elsewhere is seen (${range}).`
    : `About ${formatPercent(mid * 100)} of the ${label} use came from elsewhere (${range}).`;
}
