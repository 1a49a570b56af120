/** Quantiles of values that do not all count alike. */

/** Values in ascending order with the sums of their weights up to and with each. */
export interface Weighted {
  values: Float64Array;
  /** Where each value stood in the input. */
  order: Uint32Array;
  cumulated: Float64Array;
}

/**
 * Sorting by a comparator costs ten times sorting numbers: so each number carries its place in its low 32 bits, and is
 * sorted by the 20 bits of mantissa above them, a millionth.
 */
export function sortWeighted(values: Float64Array, weights: Float64Array): Weighted {
  const keys = Float64Array.from(values);
  const words = new Uint32Array(keys.buffer);
  for (let i = 0; i < values.length; i++) words[2 * i + LOW_WORD] = i;
  keys.sort();
  const order = new Uint32Array(values.length);
  const sorted = new Float64Array(values.length);
  const cumulated = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    const from = words[2 * i + LOW_WORD] ?? 0;
    order[i] = from;
    sorted[i] = values[from] ?? 0;
    cumulated[i] = sum += weights[from] ?? 0;
  }
  return { values: sorted, order, cumulated };
}

/** Which of a number's two words holds its low bits, on this machine. */
const LOW_WORD = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 0 : 1;

/** Index of the first value at which the sum of the weights reaches `sum`; the last one if none does. */
export function indexAt({ cumulated }: Weighted, sum: number): number {
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 0) >= sum) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The value below which `share` (0 to 1) of the weight lies; NaN of none. */
export function weightedQuantile(values: Float64Array, weights: Float64Array, share: number): number {
  const sorted = sortWeighted(values, weights);
  const total = sorted.cumulated.at(-1) ?? 0;
  return sorted.values[indexAt(sorted, share * total)] ?? Number.NaN;
}

/** The value below which `share` (0 to 1) of the ascending values lie, interpolated; NaN of none. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? Number.NaN) - below) * (at - Math.floor(at));
}
