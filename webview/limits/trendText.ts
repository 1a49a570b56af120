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
  if (first === undefined || last === undefined) return `${label} window: nothing read`;
  const course =
    endPercent === null || resetsAt === null
      ? ""
      : `, on course for ${formatPercentRange(endPercent.low, endPercent.high)} at ${formatClock(resetsAt, now)}`;
  return `${label} window, used: ${pointText(first, now)} to ${pointText(last, now)}${course}`;
}

function pointText({ at, usedPercent }: WindowPoint, now: number): string {
  return `${formatPercent(usedPercent)} at ${formatClock(at, now)}`;
}
