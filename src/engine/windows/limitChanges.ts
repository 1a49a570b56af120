/** Finds when a limit appears to have changed: a lasting step in what local use takes of it. */
import type { Stretches } from "./stretches.ts";

/** A span within which a limit stayed the same. */
export interface Era {
  from: number;
  /** Logarithm of the percent that a weighted token took. */
  level: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Slack and threshold of the cumulated sums, in deviations of a day. */
const SLACK = 0.25;
const ALARM = 4;
/** Days and intervals on either side that a step has to show in. */
const LEAST_DAYS = 4;
const LEAST_INTERVALS = 8;
/** Smaller steps (a fifth) are not told from drifting use. */
const LEAST_STEP = Math.log(1.2);
const LEAST_DEVIATIONS = 4;
/** No day is taken to be known better than its rounding lets it. */
const LEAST_DEVIATION = 0.04;
/** Use elsewhere raises some of a day's ratios: the low middle is what local use takes. */
const DAY_QUANTILE = 0.35;

interface Day {
  from: number;
  ratio: number;
  intervals: number;
}

/** The eras, oldest first; at least one. A two-sided CUSUM over days raises an alarm, a comparison of both sides confirms it. */
export function limitChanges(intervals: Stretches, ratios: Float64Array): Era[] {
  const days = byDay(intervals, ratios);
  const starts = [0];
  let start = 0;
  for (let at = LEAST_DAYS; at < days.length; at++) {
    const change = alarm(days, start, at);
    if (change === null || !isStep(days, start, change, at)) continue;
    starts.push(change);
    start = change;
    at = Math.max(at, change + LEAST_DAYS - 1);
  }
  return starts.map((from, i) => ({
    from: i === 0 ? -Infinity : (days[from]?.from ?? 0),
    level: median(days.slice(from, starts[i + 1]).map(({ ratio }) => ratio)),
  }));
}

/** What the ratios of each day with intervals come to. */
function byDay({ from, count }: Stretches, ratios: Float64Array): Day[] {
  const days: Day[] = [];
  let first = 0;
  for (let i = 1; i <= count; i++) {
    if (i < count && Math.floor((from[i] ?? 0) / DAY_MS) === Math.floor((from[first] ?? 0) / DAY_MS)) continue;
    const sorted = ratios.slice(first, i).toSorted();
    const ratio = sorted[Math.floor(DAY_QUANTILE * (sorted.length - 1) + 0.5)] ?? 0;
    days.push({ from: from[first] ?? 0, ratio, intervals: i - first });
    first = i;
  }
  return days;
}

/** Runs the sums over the days of an era up to one; gives the day at which the sum that raised the alarm began to grow. */
function alarm(days: readonly Day[], start: number, end: number): number | null {
  const span = days.slice(start, end + 1).map(({ ratio }) => ratio);
  // The era's first days are the reference: those after a step must not blur it.
  const reference = span.slice(0, Math.max(LEAST_DAYS, span.length >> 1));
  const middle = median(reference);
  const deviation = Math.max(LEAST_DEVIATION, deviationOf(reference, middle));
  let [up, down, upSince, downSince] = [0, 0, start, start];
  for (const [i, ratio] of span.entries()) {
    const score = (ratio - middle) / deviation;
    up = Math.max(0, up + score - SLACK);
    down = Math.max(0, down - score - SLACK);
    if (up === 0) upSince = start + i + 1;
    if (down === 0) downSince = start + i + 1;
  }
  if (up > ALARM && up >= down) return upSince;
  return down > ALARM ? downSince : null;
}

function isStep(days: readonly Day[], start: number, change: number, end: number): boolean {
  const before = days.slice(start, change);
  const after = days.slice(change, end + 1);
  for (const side of [before, after]) {
    const intervals = side.reduce((sum, day) => sum + day.intervals, 0);
    if (side.length < LEAST_DAYS || intervals < LEAST_INTERVALS) return false;
  }
  const [was, is] = [before.map(({ ratio }) => ratio), after.map(({ ratio }) => ratio)];
  const step = Math.abs(median(is) - median(was));
  const spread = (values: readonly number[]) =>
    Math.max(LEAST_DEVIATION, deviationOf(values, median(values))) ** 2 / values.length;
  return step > LEAST_STEP && step > LEAST_DEVIATIONS * Math.sqrt(spread(was) + spread(is));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** From the median absolute deviation, which a few days of use elsewhere do not move. */
const deviationOf = (values: readonly number[], middle: number): number =>
  1.4826 * median(values.map((value) => Math.abs(value - middle)));
