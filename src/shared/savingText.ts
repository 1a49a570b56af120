/** What following a suggestion is expected to save, in words; the same in the status bar's hover and the dashboard. */
import { formatPercentRange, formatUsd, formatUsdRange } from "./format.ts";
import type { Interval, Saving } from "./snapshot.ts";

/** "saves about $1.20–$3.40 · 2–4% of the 5-hour window", with the chance of a loss said; null where nothing can be told. */
export function savingText({ usd, window }: Saving): string | null {
  const parts = [
    ...(usd ? [usdText(usd)] : []),
    ...(window ? [`${usd ? "" : "saves "}${percentText(window.percent)} of the ${window.label} window`] : []),
  ];
  return parts.length === 0 ? null : parts.join(" · ");
}

function usdText({ low, mid, high }: Interval): string {
  if (high <= 0) return `costs about ${formatUsdRange(-high, -low)}`;
  if (low < 0) return `saves about ${formatUsd(mid)}, from ${formatUsd(-low)} lost to ${formatUsd(high)} saved`;
  return low === 0 ? `saves up to ${formatUsd(high)}` : `saves about ${formatUsdRange(low, high)}`;
}

/** Nothing is taken from a window by a saving that would be negative there: only its better end is worth saying. */
function percentText({ low, high }: Interval): string {
  if (high <= 0) return "nothing";
  return low <= 0 ? `up to ${formatPercentRange(high, high)}` : formatPercentRange(low, high);
}
