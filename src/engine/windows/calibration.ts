/** How much of a window local use takes: fitted to the window's own changes (docs/forecast.md has the method). */
import { limitChanges, type Era } from "./limitChanges.ts";
import { percentPerToken, type Candidate } from "./percentPerToken.ts";
import { joined, picked, type Stretches } from "./stretches.ts";
import { priceWeights, READ_WEIGHTS, unweighted, weighted, WRITE_WEIGHTS, type TokenWeights } from "./tokenWeights.ts";
import { indexAt, sortWeighted, weightedQuantile } from "./weightedQuantile.ts";

/** Readings are whole percent: over a rise of 3 the rounding of both ends stays below a third. */
const LEAST_RISE = 3;
/** Fewer say too little. */
export const LEAST_INTERVALS = 8;
/** Newer ones count more anyway, and so many bound the time that a fit takes. */
const MOST_INTERVALS = 300;
const HALF_LIFE_MS = 7 * 24 * 60 * 60_000;
/** Use elsewhere only ever adds to a change, so what local use takes lies below the middle of the ratios. */
const RATIO_QUANTILE = 0.35;
/** Above, an interval says nothing more about which weights are right: it holds use from elsewhere. */
const WORST_ERROR = 1;
/** A longer rise is rounded less, but is no better known beyond this. */
const FULL_WEIGHT_RISE = 12;
const ENSEMBLE_ERROR = 1.1;
const MOST_FITS = 4;
/** Of an interval that counts as one model's. */
const PURE_SHARE = 0.9;

/** One set of weights, and how many percent of the window a weighted token takes. */
export interface Fit {
  weights: TokenWeights;
  percentPerToken: number;
  /** What else it may be. */
  candidates: Candidate[];
  /** Mean error of the logarithm of an interval's ratio, each predicted from the others. */
  error: number;
}

export type Calibration =
  | { kind: "few"; intervals: number; changedAt: number | null }
  | {
      kind: "fitted";
      best: Fit;
      /** All fits about as good as the best, which is the first. */
      ensemble: Fit[];
      intervals: Stretches;
      /** Spans within which the limit stayed the same, oldest first; the last one is what the fits are of. */
      eras: readonly Era[];
      changedAt: number | null;
    };

/** Fits the weights to the stretches between readings. */
export function calibrate(stretches: Stretches, inputPrices: readonly (number | null)[], now: number): Calibration {
  const intervals = usable(stretches);
  if (intervals.count < LEAST_INTERVALS) return { kind: "few", intervals: intervals.count, changedAt: null };
  const first = fitsOf(latest(intervals), inputPrices, now);
  const eras = first[0] ? limitChanges(intervals, logRatios(intervals, first[0].weights)) : [];
  const era = eras.at(-1);
  if (eras.length < 2 || !era) return fitted(first, latest(intervals), eras, null);
  const since = usable(picked(stretches, indicesSince(stretches, era.from)));
  if (since.count < LEAST_INTERVALS) return { kind: "few", intervals: since.count, changedAt: era.from };
  return fitted(fitsOf(latest(since), inputPrices, now), latest(since), eras, era.from);
}

function fitted(fits: Fit[], intervals: Stretches, eras: readonly Era[], changedAt: number | null): Calibration {
  const [best] = fits;
  return best
    ? { kind: "fitted", best, ensemble: fits, intervals, eras, changedAt }
    : { kind: "few", intervals: 0, changedAt };
}

/** Intervals with a rise that stands out from the rounding, and with local use to compare it with. */
function usable(stretches: Stretches): Stretches {
  const long = joined(stretches, stretches.rise, (rise) => rise >= LEAST_RISE);
  const tokens = new Float64Array(long.count);
  for (let i = 0; i < long.sums.length; i++) {
    const at = Math.floor(i / long.width);
    tokens[at] = (tokens[at] ?? 0) + (long.sums[i] ?? 0);
  }
  return picked(
    long,
    [...tokens.keys()].filter((i) => (tokens[i] ?? 0) > 0),
  );
}

function indicesSince({ from, count }: Stretches, since: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < count; i++) if ((from[i] ?? 0) >= since) indices.push(i);
  return indices;
}

function latest(intervals: Stretches): Stretches {
  if (intervals.count <= MOST_INTERVALS) return intervals;
  const first = intervals.count - MOST_INTERVALS;
  return picked(
    intervals,
    Array.from({ length: MOST_INTERVALS }, (_, i) => first + i),
  );
}

/** All fits whose error is near the least, best first. */
function fitsOf(intervals: Stretches, inputPrices: readonly (number | null)[], now: number): Fit[] {
  const recency = Float64Array.from(intervals.to, (to) => 2 ** (-Math.max(0, now - to) / HALF_LIFE_MS));
  const byPrice = priceWeights(inputPrices);
  const fits: Fit[] = [];
  for (const write of WRITE_WEIGHTS) {
    for (const read of READ_WEIGHTS) {
      const ofModel = inputPrices.map((_, model) => unweighted(intervals, model, read, write));
      for (const models of [byPrice, freed(ofModel, byPrice, intervals, recency)]) {
        if (models) fits.push(fit(intervals, ofModel, { read, write, models }, recency));
      }
    }
  }
  const sorted = fits.filter(({ percentPerToken }) => percentPerToken > 0).toSorted((a, b) => a.error - b.error);
  const most = (sorted[0]?.error ?? 0) * ENSEMBLE_ERROR;
  return sorted
    .filter(({ error }) => error <= most)
    .slice(0, MOST_FITS)
    .map((fit) => likeliest(fit, intervals, recency));
}

function likeliest(fit: Fit, intervals: Stretches, recency: Float64Array): Fit {
  const tokens = weighted(intervals, fit.weights);
  const candidates = percentPerToken(fit.percentPerToken, tokens, intervals.rise, recency);
  return { ...fit, candidates, percentPerToken: candidates[0]?.percentPerToken ?? fit.percentPerToken };
}

function fit(
  intervals: Stretches,
  ofModel: readonly Float64Array[],
  weights: TokenWeights,
  recency: Float64Array,
): Fit {
  const amounts = new Float64Array(intervals.count);
  for (const [model, column] of ofModel.entries()) {
    const weight = weights.models[model] ?? 0;
    for (let i = 0; i < amounts.length; i++) amounts[i] = (amounts[i] ?? 0) + weight * (column[i] ?? 0);
  }
  const ratios = new Float64Array(amounts.length);
  const counts = new Float64Array(amounts.length);
  for (let i = 0; i < amounts.length; i++) {
    // A model of no weight leaves nothing to compare with: an interval of it counts for nothing.
    const known = (amounts[i] ?? 0) > 0;
    ratios[i] = known ? Math.log((intervals.rise[i] ?? 0) / (amounts[i] ?? 1)) : 0;
    counts[i] = known ? (recency[i] ?? 0) * Math.min(intervals.rise[i] ?? 0, FULL_WEIGHT_RISE) : 0;
  }
  const { ratio, error } = leaveOneOut(ratios, counts);
  return {
    weights,
    percentPerToken: refined(Math.exp(ratio), amounts, intervals.rise, recency),
    candidates: [],
    error,
  };
}

/** The ratio in the low middle, and the mean error of each from that of the others, as its quantile counts errors. */
function leaveOneOut(ratios: Float64Array, counts: Float64Array): { ratio: number; error: number } {
  const sorted = sortWeighted(ratios, counts);
  const total = sorted.cumulated.at(-1) ?? 0;
  let sum = 0;
  for (let i = 0; i < sorted.values.length; i++) {
    const count = (sorted.cumulated[i] ?? 0) - (sorted.cumulated[i - 1] ?? 0);
    const target = RATIO_QUANTILE * (total - count);
    let at = indexAt(sorted, target);
    if (at >= i) at = indexAt(sorted, target + count);
    const difference = (sorted.values[i] ?? 0) - (sorted.values[at] ?? 0);
    const error = difference > 0 ? RATIO_QUANTILE * difference : (RATIO_QUANTILE - 1) * difference;
    sum += count * Math.min(WORST_ERROR, error);
  }
  return {
    ratio: sorted.values[indexAt(sorted, RATIO_QUANTILE * total)] ?? 0,
    error: total > 0 ? sum / total : Infinity,
  };
}

/**
 * The low quantile is a sure start but lies below the truth by a part of the rounding. Of the intervals that it explains
 * up to rounding, all rises over all use: their roundings cancel, as one ends where the next begins.
 */
function refined(start: number, amounts: Float64Array, rises: Float64Array, recency: Float64Array): number {
  let ratio = start;
  for (let round = 0; round < 4; round++) {
    let [rise, amount] = [0, 0];
    for (let i = 0; i < amounts.length; i++) {
      const expected = ratio * (amounts[i] ?? 0);
      if (Math.abs((rises[i] ?? 0) - expected) > 1 + 0.15 * expected) continue;
      rise += (recency[i] ?? 0) * (rises[i] ?? 0);
      amount += (recency[i] ?? 0) * (amounts[i] ?? 0);
    }
    if (amount > 0) ratio = rise / amount;
  }
  return ratio;
}

/**
 * Weights of models measured against the one with the most intervals of its own: only for models with enough of these,
 * the others by price. Null where there is nothing to measure.
 */
function freed(
  ofModel: readonly Float64Array[],
  byPrice: Float64Array,
  intervals: Stretches,
  recency: Float64Array,
): Float64Array | null {
  const pure: number[][] = ofModel.map(() => []);
  for (let i = 0; i < intervals.count; i++) {
    let sum = 0;
    for (const [model, column] of ofModel.entries()) sum += (byPrice[model] ?? 0) * (column[i] ?? 0);
    const of = ofModel.findIndex((column, model) => (byPrice[model] ?? 0) * (column[i] ?? 0) > PURE_SHARE * sum);
    pure[of]?.push(i);
  }
  const measured = [...pure.keys()]
    .filter((model) => (pure[model]?.length ?? 0) >= LEAST_INTERVALS)
    .toSorted((a, b) => (pure[b]?.length ?? 0) - (pure[a]?.length ?? 0));
  const [reference] = measured;
  if (reference === undefined || measured.length < 2) return null;
  const ratioOf = (model: number): number => {
    const own = pure[model] ?? [];
    const amounts = Float64Array.from(own, (i) => ofModel[model]?.[i] ?? 0);
    const rises = Float64Array.from(own, (i) => intervals.rise[i] ?? 0);
    const counts = Float64Array.from(own, (i) => recency[i] ?? 0);
    const ratios = Float64Array.from(own, (_, i) => Math.log((rises[i] ?? 0) / (amounts[i] ?? 1)));
    return refined(Math.exp(weightedQuantile(ratios, counts, RATIO_QUANTILE)), amounts, rises, counts);
  };
  const models = Float64Array.from(byPrice);
  const unit = ratioOf(reference) / (byPrice[reference] ?? 1);
  for (const model of measured) models[model] = ratioOf(model) / unit;
  return models;
}

/** The logarithm of what a weighted token took in each interval. */
function logRatios(intervals: Stretches, weights: TokenWeights): Float64Array {
  const amounts = weighted(intervals, weights);
  return Float64Array.from(intervals.rise, (rise, i) => Math.log(rise / Math.max(amounts[i] ?? 0, 1e-9)));
}
