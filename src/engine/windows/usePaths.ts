/** Continues a window's use into the future by pieces of its own past (a block bootstrap: docs/forecast.md). */
import { AWAY, STEP_MS, STEPS_A_DAY, type UsePattern } from "./usePattern.ts";

const STEPS_A_WEEK = 7 * STEPS_A_DAY;
const STEPS_AN_HOUR = (60 * 60_000) / STEP_MS;
/** How many past moments of the same hour of any day weigh as much as those of the same hour of the week. */
const SMOOTHING = 6;
/** Past moments that are looked at before one that does not fit is taken. */
const TRIES = 16;

/** Steps to either side of a time of day that are like it. */
const NEAR = 3 * STEPS_AN_HOUR;

/** Of the past, the steps [from, to) may not be used: a back-test must not know them. */
export interface Hidden {
  from: number;
  to: number;
}

export interface PathPlan {
  pattern: UsePattern;
  /** The paths begin after this step. */
  at: number;
  hidden: Hidden | null;
  /** Steps that a path is long. */
  length: number;
  paths: number;
  /** Mean length of a piece in hours. */
  pieceHours: number;
  random: () => number;
}

/**
 * Each path is handed to `visit` step by step, with the rise of the step, until that returns false. A path begins at a
 * past moment like that of `at`: near in the time of day, as active, of like intensity. By the hour it may go on at
 * another past moment of the same hour of the week and activity.
 */
export function followPaths(plan: PathPlan, visit: (path: number, step: number, rise: number) => boolean): void {
  const { pattern, at, hidden, length, pieceHours, random } = plan;
  const starts = startsLike(plan);
  if (pattern.steps === 0) return;
  for (let path = 0; path < plan.paths; path++) {
    const weeks = resampledWeeks(plan);
    let from = draw(starts, random) ?? another(plan, weeks, at, at);
    for (let step = 0; step < length; step++) {
      const isHour = step > 0 && step % STEPS_AN_HOUR === 0;
      // Of another day of the week only the rest of the working time is like today's.
      const isOver = (from - at - step) % STEPS_A_WEEK !== 0 && pattern.state[from] === AWAY;
      if ((isHour && (isOver || random() * pieceHours < 1)) || !isUsable(pattern, hidden, from + 1)) {
        from = another(plan, weeks, from, at + step);
      }
      from++;
      if (!visit(path, step, pattern.rise[from] ?? 0)) break;
    }
  }
}

const isUsable = ({ steps, full }: UsePattern, hidden: Hidden | null, step: number): boolean =>
  step >= 0 && step < steps && full[step] === 0 && !(hidden && step >= hidden.from && step < hidden.to);

/** Past steps like a given one, and the sums of how much each counts. */
interface Starts {
  steps: number[];
  sums: number[];
}

function startsLike({ pattern, at, hidden }: PathPlan): Starts {
  const { steps, state, intensity, longIntensity, elsewhere } = pattern;
  const starts: Starts = { steps: [], sums: [] };
  const [isState, isElsewhere, level] = [state[at] ?? AWAY, elsewhere[at] ?? 0, intensity[at] ?? 0];
  const longLevel = longIntensity[at] ?? 0;
  let sum = 0;
  for (let day = -Math.ceil(at / STEPS_A_DAY); at + day * STEPS_A_DAY - NEAR < steps; day++) {
    for (let beside = -NEAR; beside <= NEAR; beside++) {
      const i = at + day * STEPS_A_DAY + beside;
      if (!isUsable(pattern, hidden, i + 1)) continue;
      const hours = beside / STEPS_AN_HOUR;
      const apart = (intensity[i] ?? 0) - level;
      const longApart = (longIntensity[i] ?? 0) - longLevel;
      sum +=
        (1 / (1 + hours * hours)) *
        (1 / (1 + 16 * apart * apart)) *
        (1 / (1 + 16 * longApart * longApart)) *
        (state[i] === isState ? 1 : 0.01) *
        (elsewhere[i] === isElsewhere ? 1 : 0.2) *
        (day % 7 === 0 ? 2 : 1);
      starts.steps.push(i);
      starts.sums.push(sum);
    }
  }
  return starts;
}

function draw({ steps, sums }: Starts, random: () => number): number | undefined {
  const target = random() * (sums.at(-1) ?? 0);
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return steps[low];
}

/**
 * Weeks drawn from the past with replacement: that these were the weeks seen is chance too, and over the paths of a
 * week it would otherwise average out.
 */
function resampledWeeks({ pattern, random }: PathPlan): Uint32Array {
  const weeks = Math.max(1, Math.ceil(pattern.steps / STEPS_A_WEEK));
  return Uint32Array.from({ length: weeks }, () => Math.floor(random() * weeks));
}

/** A past step at the same time of day as `like`, as active as `from`; of the same day of the week where there are enough. */
function another({ pattern, hidden, random }: PathPlan, weeks: Uint32Array, from: number, like: number): number {
  const { steps, state, intensity, longIntensity } = pattern;
  const level = intensity[Math.max(0, from)] ?? 0;
  const longLevel = longIntensity[Math.max(0, from)] ?? 0;
  const phase = ((like % STEPS_A_DAY) + STEPS_A_DAY) % STEPS_A_DAY;
  const days = Math.floor((steps - 1 - phase) / STEPS_A_DAY) + 1;
  const wanted = state[Math.max(0, from)] ?? AWAY;
  let usable = -1;
  for (let attempt = 0; attempt < TRIES && days > 0; attempt++) {
    const sameDay = random() < weeks.length / (weeks.length + SMOOTHING);
    const day = sameDay ? ((Math.floor(like / STEPS_A_DAY) % 7) + 7) % 7 : Math.floor(random() * 7);
    const week = weeks[Math.floor(random() * weeks.length)] ?? 0;
    const step = phase + (day + 7 * week) * STEPS_A_DAY;
    if (!isUsable(pattern, hidden, step + 1)) continue;
    if (state[step] === wanted) {
      // Dear hours are followed by dear ones: where a window was used up, they are what is missing of it.
      const apart = (intensity[step] ?? 0) - level;
      const longApart = (longIntensity[step] ?? 0) - longLevel;
      if (random() < 1 / (1 + 9 * apart * apart + 9 * longApart * longApart)) return step;
    }
    usable = step;
  }
  if (usable >= 0) return usable;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const step = Math.floor(random() * (steps - 1));
    if (isUsable(pattern, hidden, step + 1)) return step;
  }
  // Nothing of the past may be used: the path stands still at a step of no use.
  return steps;
}
