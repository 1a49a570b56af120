/** Whether a window will last until its reset: its end and, where it does not, when it is used up (docs/forecast.md). */
import { FULL_PERCENT } from "./stretches.ts";
import { followPaths, type Hidden } from "./usePaths.ts";
import { STEP_MS, type UsePattern } from "./usePattern.ts";

export interface ForecastInputs {
  pattern: UsePattern;
  /** The last step that is known. */
  at: number;
  hidden: Hidden | null;
  /** To the reset. */
  remainingMs: number;
  /** Use at the end of that step, drawn anew for each path: it is only known up to rounding and use since. */
  used: () => number;
  paths: number;
  pieceHours: number;
  random: () => number;
}

/** Where the paths ended, ascending, at most full; and after how many milliseconds those that were used up were, ascending. */
export interface Paths {
  ends: Float64Array;
  hits: Float64Array;
}

export function forecast(inputs: ForecastInputs): Paths {
  const { remainingMs, paths, used } = inputs;
  const length = Math.max(0, Math.ceil(remainingMs / STEP_MS));
  const ends = Float64Array.from({ length: paths }, () => Math.min(FULL_PERCENT, Math.max(0, used())));
  const hits: number[] = [];
  const lastShare = remainingMs / STEP_MS - (length - 1);
  followPaths({ ...inputs, length }, (path, step, rise) => {
    const before = ends[path] ?? 0;
    const more = step === length - 1 ? rise * lastShare : rise;
    if (before + more < FULL_PERCENT) {
      ends[path] = before + more;
      return true;
    }
    ends[path] = FULL_PERCENT;
    hits.push((step + (more > 0 ? (FULL_PERCENT - before) / more : 0)) * STEP_MS);
    return false;
  });
  return { ends: ends.toSorted(), hits: Float64Array.from(hits).toSorted() };
}
