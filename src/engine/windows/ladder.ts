/** How much of the week one full 5-hour window takes, from the readings of both (docs/allocation.md, "The ladder"). */
import type { Interval, Ladder } from "../../shared/snapshot.ts";
import { windowInstances, type WindowInstance } from "./windowInstances.ts";
import { FIVE_HOURS_MS, SEVEN_DAYS_MS } from "./windowKinds.ts";
import type { WindowReading } from "./windowReading.ts";

/** Points of the 5-hour window: over a smaller move the rounding of the week hides what it took. */
const MIN_MOVE = 20;
const MIN_WINDOWS = 3;
const LATEST_WINDOWS = 7;
/** Of the difference of two figures rounded to whole points. */
const ROUNDING_VARIANCE = 1 / 6;
/** Standard error of a median of normal values against that of their mean. */
const MEDIAN_ERROR = Math.sqrt(Math.PI / 2);
/** Standard deviations that hold 80 % of a normal distribution. */
const Z_80 = 1.2816;

/** What a 5-hour window moved itself and the week, in points. */
interface Moves {
  fiveHour: number;
  week: number;
}

/**
 * Null with fewer than three usable windows, and where the week moved too little to be told from rounding.
 * @param weekLeftPercent what is left of the open week
 */
export function ladder(
  fiveHour: readonly WindowReading[],
  sevenDay: readonly WindowReading[],
  weekLeftPercent: number,
): Ladder | null {
  const weeks = windowInstances(sevenDay, SEVEN_DAYS_MS).map(whileCounting);
  const moves: Moves[] = [];
  for (const window of windowInstances(fiveHour, FIVE_HOURS_MS).map(whileCounting).toReversed()) {
    const move = movesOf(window, weeks);
    if (move.fiveHour >= MIN_MOVE) moves.push(move);
    if (moves.length === LATEST_WINDOWS) break;
  }
  if (moves.length < MIN_WINDOWS) return null;
  const share = medianShare(moves);
  if (share.low <= 0) return null;
  const left = (full: number) => Math.max(0, weekLeftPercent) / full;
  return {
    weekPercent: { low: 100 * share.low, mid: 100 * share.mid, high: 100 * share.high },
    windowsLeft: {
      low: left(100 * share.high),
      mid: left(100 * share.mid),
      high: left(100 * share.low),
    },
    windows: moves.length,
  };
}

/** The readings up to the first at which the window was used up: what came then moved it no more. */
function whileCounting({ readings }: WindowInstance): WindowReading[] {
  const full = readings.findIndex(({ usedPercent }) => usedPercent >= 100);
  const last = readings[full];
  return last ? [...readings.slice(0, full), { ...last, until: last.at }] : readings;
}

/** From the first to the last moment at which both were told, for each week that the window lies in. */
function movesOf(window: readonly WindowReading[], weeks: readonly (readonly WindowReading[])[]): Moves {
  const sum: Moves = { fiveHour: 0, week: 0 };
  const [from, to] = [window[0]?.at ?? 0, window.at(-1)?.until ?? 0];
  for (const week of weeks) {
    if ((week[0]?.at ?? 0) > to || (week.at(-1)?.until ?? 0) < from) continue;
    const both = toldTogether(window, week);
    const [first, last] = [both[0], both.at(-1)];
    if (!first || !last) continue;
    sum.fiveHour += last.fiveHour - first.fiveHour;
    sum.week += last.week - first.week;
  }
  return sum;
}

/** What both stood at, wherever a reading of the one overlaps one of the other. */
function toldTogether(window: readonly WindowReading[], week: readonly WindowReading[]): Moves[] {
  const both: Moves[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [window[i], week[j]];
    if (!a || !b) return both;
    if (a.at <= b.until && b.at <= a.until) both.push({ fiveHour: a.usedPercent, week: b.usedPercent });
    if (a.until < b.until) i++;
    else j++;
  }
}

/** The median of the windows' ratios, with the 80 % interval that their spread and the rounding leave. */
function medianShare(moves: readonly Moves[]): Interval {
  const ratios = moves.map(({ fiveHour, week }) => week / fiveHour).toSorted((a, b) => a - b);
  const mid = median(ratios);
  const spread = Math.sqrt(ROUNDING_VARIANCE * (1 + mid * mid));
  const perWindow = median(moves.map(({ fiveHour }) => spread / fiveHour).toSorted((a, b) => a - b));
  const rounding = (Z_80 * MEDIAN_ERROR * perWindow) / Math.sqrt(moves.length);
  // A median lies between the outermost of 3, 4 or 5 values in 75, 88 or 94 % of cases, and between the second and the
  // last but one of 6 or 7 in 78 or 88 %.
  const cut = moves.length < 6 ? 0 : 1;
  return {
    low: Math.min(ratios[cut] ?? mid, mid - rounding),
    mid,
    high: Math.max(ratios.at(-1 - cut) ?? mid, mid + rounding),
  };
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
