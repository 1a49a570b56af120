/** How much tokens of each kind and model may weigh against a limit, and what stretches of use then come to. */
import { KINDS, type Stretches } from "./stretches.ts";

/** What of one fresh input token a cache read and a cache write weigh; nobody outside knows, so all are tried. */
export const READ_WEIGHTS = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] as const;
export const WRITE_WEIGHTS = [1, 1.25, 2] as const;
const OUTPUT_WEIGHT = 5;

export interface TokenWeights {
  read: number;
  write: number;
  /** What an input token of each model weighs against the others'. */
  models: Float64Array;
}

/** What a stretch comes to in weighted tokens, for one model, before the model's own weight. */
export function unweighted(stretches: Stretches, model: number, read: number, write: number): Float64Array {
  const { sums, width, count } = stretches;
  const result = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const base = i * width + model * KINDS;
    result[i] =
      (sums[base] ?? 0) +
      write * (sums[base + 1] ?? 0) +
      read * (sums[base + 2] ?? 0) +
      OUTPUT_WEIGHT * (sums[base + 3] ?? 0);
  }
  return result;
}

/** What stretches come to in weighted tokens. */
export function weighted(
  stretches: Pick<Stretches, "sums" | "width"> & { count: number },
  weights: TokenWeights,
): Float64Array {
  const { sums, width, count } = stretches;
  const factors = new Float64Array(width);
  for (let model = 0; model * KINDS < width; model++) {
    const weight = weights.models[model] ?? 0;
    factors[model * KINDS] = weight;
    factors[model * KINDS + 1] = weight * weights.write;
    factors[model * KINDS + 2] = weight * weights.read;
    factors[model * KINDS + 3] = weight * OUTPUT_WEIGHT;
  }
  const result = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (factors[k] ?? 0) * (sums[i * width + k] ?? 0);
    result[i] = sum;
  }
  return result;
}

/**
 * Models weigh as their input prices; one without a price as the middle of the others. The dearest is 1, so that
 * sums keep the size of tokens.
 */
export function priceWeights(inputPrices: readonly (number | null)[]): Float64Array {
  const known = inputPrices.filter((price): price is number => price !== null && price > 0).toSorted((a, b) => a - b);
  const middle = known[known.length >> 1] ?? 1;
  const most = known.at(-1) ?? 1;
  return Float64Array.from(inputPrices, (price) => (price !== null && price > 0 ? price : middle) / most);
}
