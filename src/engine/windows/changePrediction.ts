/**
 * What a window will rise by, given the local use: the calibration's expectation, and an interval around it from how far
 * past changes fell beside theirs (conformal prediction: docs/forecast.md).
 */
import type { Interval } from "../../shared/snapshot.ts";
import type { Fit } from "./calibration.ts";
import { joined, type Stretches } from "./stretches.ts";
import { weighted } from "./tokenWeights.ts";
import { indexAt, sortWeighted, type Weighted } from "./weightedQuantile.ts";

/** A change is the rise over the least local use that is expected to come to so many percent of the window. */
const CHANGE_PERCENT = 3;
const HALF_LIFE_MS = 14 * 24 * 60 * 60_000;
const MOST_CHANGES = 400;
const LOW = 0.1;
const HIGH = 0.9;

/** Past changes: what local use let expect, and how far beside it, in units of `unitOf`, the window rose. */
export interface Changes {
  from: Float64Array;
  to: Float64Array;
  expected: Float64Array;
  rise: Float64Array;
  scores: Float64Array;
}

/** Cuts stretches into changes; where one ends depends on local use alone, never on what the window did. */
export function pastChanges(stretches: Stretches, fit: Fit): Changes {
  const parts = weighted(stretches, fit.weights).map((tokens) => tokens * fit.percentPerToken);
  const changes = joined(stretches, parts, (_, expected) => expected >= CHANGE_PERCENT);
  const first = Math.max(0, changes.count - MOST_CHANGES);
  const expected = weighted(changes, fit.weights).map((tokens) => tokens * fit.percentPerToken);
  return {
    from: changes.from.subarray(first),
    to: changes.to.subarray(first),
    expected: expected.subarray(first),
    rise: changes.rise.subarray(first),
    scores: Float64Array.from(expected, (value, i) => ((changes.rise[i] ?? 0) - value) / unitOf(value)).subarray(first),
  };
}

/** Rounding stays as it is, wrong weights and use elsewhere grow with the change. */
const unitOf = (expected: number): number => 1 + expected / 10;

/** The 80 % interval of the next change after `now`, in percent of the window; null without past changes. */
export function changeInterval({ to, scores }: Changes, expected: number, now: number): Interval | null {
  if (scores.length === 0) return null;
  const sorted = sortWeighted(scores, recency(to, now));
  const unit = unitOf(expected);
  const at = (share: number) => Math.max(0, expected + unit * conformal(sorted, share));
  return { low: at(LOW), mid: at(0.5), high: at(HIGH) };
}

const recency = (to: Float64Array, now: number): Float64Array =>
  to.map((at) => 2 ** (-Math.max(0, now - at) / HALF_LIFE_MS));

/** A quantile of past scores that leaves room for the next one: it counts as one more, at either end. */
function conformal(sorted: Weighted, share: number): number {
  const total = (sorted.cumulated.at(-1) ?? 0) + 1;
  // Below the middle the one more stands before the first, above it behind the last.
  return sorted.values[indexAt(sorted, share < 0.5 ? share * total - 1 : share * total)] ?? 0;
}

/** What the window rose by since it was last read, drawn anew each time: what local use came to, as it did in past changes. */
export function drawChange({ scores }: Changes, expected: number, random: () => number): number {
  if (expected <= 0 || scores.length === 0) return Math.max(0, expected);
  return Math.max(0, expected + unitOf(expected) * (scores[Math.floor(random() * scores.length)] ?? 0));
}
