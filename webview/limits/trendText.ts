import * as l10n from "@vscode/l10n";
import { formatClock, formatPercent, formatPercentRange } from "../../src/shared/format.ts";
import type { Interval, WindowPoint } from "../../src/shared/snapshot.ts";

export interface Trend {
  label: string;
  trend: readonly WindowPoint[];
  resetsAt: number | null;
  /** Use at the reset, where it is foretold. */
  endPercent: Interval | null;
}

/** A sparkline in words. */
export function trendText({ label, trend, resetsAt, endPercent }: Trend, now: number): string {
  const [first, last] = [trend[0], trend.at(-1)];
  if (first === undefined || last === undefined) return l10n.t("{0} window: nothing read", label);
  const seen = { label, first: pointText(first, now), last: pointText(last, now) };
  if (endPercent === null || resetsAt === null) return l10n.t("{label} window, used: {first} to {last}", seen);
  return l10n.t("{label} window, used: {first} to {last}, on course for {range} at {clock}", {
    ...seen,
    range: formatPercentRange(endPercent.low, endPercent.high),
    clock: formatClock(resetsAt, now),
  });
}

function pointText({ at, usedPercent }: WindowPoint, now: number): string {
  return l10n.t("{share} at {clock}", { share: formatPercent(usedPercent), clock: formatClock(at, now) });
}
