/** Stretches of time between two readings of one window: how much it rose, and what this machine used meanwhile. */
import type { LocalUse } from "./localUse.ts";
import type { WindowInstance } from "./windowInstances.ts";

/** Token kinds in the order in which sums hold them. */
export const KINDS = 4;

/** Columns of one length, oldest first, without overlap; of a request in (from, to] its tokens are in `sums`. */
export interface Stretches {
  count: number;
  from: Float64Array;
  to: Float64Array;
  /** In percent of the window, and its use at the end. */
  rise: Float64Array;
  end: Float64Array;
  /** Index of the window that it lies in. */
  instance: Uint32Array;
  /** For each stretch, for each model: input, write, read, output tokens. */
  sums: Float64Array;
  /** How many sums a stretch has. */
  width: number;
  /** List price of the local use in US dollars. */
  usd: Float64Array;
}

/** From every reading to the next, and from a window's start, where that is known, to its first reading. */
export function stretchesBetween(instances: readonly WindowInstance[], use: LocalUse): Stretches {
  const from: number[] = [];
  const to: number[] = [];
  const rise: number[] = [];
  const end: number[] = [];
  const instance: number[] = [];
  for (const [index, { startedAt, readings }] of instances.entries()) {
    let [at, value] = [startedAt, 0];
    for (const reading of readings) {
      if (at !== null) {
        from.push(at);
        to.push(reading.at);
        rise.push(reading.usedPercent - value);
        end.push(reading.usedPercent);
        instance.push(index);
      }
      [at, value] = [reading.at, reading.usedPercent];
    }
  }
  const bounds = { from: Float64Array.from(from), to: Float64Array.from(to) };
  return {
    count: from.length,
    ...bounds,
    rise: Float64Array.from(rise),
    end: Float64Array.from(end),
    instance: Uint32Array.from(instance),
    ...sumUse(use, bounds.from, bounds.to),
  };
}

/** Tokens by model and kind, and cost, of the requests in each (from, to]; the stretches are in order and apart. */
export function sumUse(use: LocalUse, from: Float64Array, to: Float64Array): Pick<Stretches, "sums" | "width" | "usd"> {
  const width = use.models.length * KINDS;
  const sums = new Float64Array(from.length * width);
  const usd = new Float64Array(from.length);
  const { at, model, input, write, read, output } = use;
  let next = 0;
  for (let i = 0; i < from.length; i++) {
    const [start, stop] = [from[i] ?? 0, to[i] ?? 0];
    while (next < at.length && (at[next] ?? 0) <= start) next++;
    for (; next < at.length && (at[next] ?? 0) <= stop; next++) {
      const base = i * width + (model[next] ?? 0) * KINDS;
      sums[base] = (sums[base] ?? 0) + (input[next] ?? 0);
      sums[base + 1] = (sums[base + 1] ?? 0) + (write[next] ?? 0);
      sums[base + 2] = (sums[base + 2] ?? 0) + (read[next] ?? 0);
      sums[base + 3] = (sums[base + 3] ?? 0) + (output[next] ?? 0);
      usd[i] = (usd[i] ?? 0) + (use.usd[next] ?? 0);
    }
  }
  return { sums, width, usd };
}

/** Where a window is used up, its value stands still: what it rose to there is not known. */
export const FULL_PERCENT = 100;

/**
 * Joins neighbours within a window until they are `enough`, given the rise and `amounts` (one figure a stretch) added
 * up. What is left over at a window's end, or runs into a full window, is dropped.
 */
export function joined(
  parts: Stretches,
  amounts: Float64Array,
  enough: (rise: number, amount: number) => boolean,
): Stretches {
  const { width } = parts;
  const firsts: number[] = [];
  const lasts: number[] = [];
  const rises: number[] = [];
  let first = 0;
  let [rise, amount] = [0, 0];
  for (let i = 0; i < parts.count; i++) {
    if (parts.instance[i] !== parts.instance[first] || parts.to[i - 1] !== parts.from[i]) {
      first = i;
      [rise, amount] = [0, 0];
    }
    rise += parts.rise[i] ?? 0;
    amount += amounts[i] ?? 0;
    if ((parts.end[i] ?? 0) >= FULL_PERCENT || !enough(rise, amount)) continue;
    firsts.push(first);
    lasts.push(i);
    rises.push(rise);
    first = i + 1;
    [rise, amount] = [0, 0];
  }
  const count = firsts.length;
  const sums = new Float64Array(count * width);
  const usd = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let part = firsts[i] ?? 0; part <= (lasts[i] ?? 0); part++) {
      for (let k = 0; k < width; k++) {
        sums[i * width + k] = (sums[i * width + k] ?? 0) + (parts.sums[part * width + k] ?? 0);
      }
      usd[i] = (usd[i] ?? 0) + (parts.usd[part] ?? 0);
    }
  }
  return {
    count,
    from: Float64Array.from(firsts, (at) => parts.from[at] ?? 0),
    to: Float64Array.from(lasts, (at) => parts.to[at] ?? 0),
    rise: Float64Array.from(rises),
    end: Float64Array.from(lasts, (at) => parts.end[at] ?? 0),
    instance: Uint32Array.from(lasts, (at) => parts.instance[at] ?? 0),
    sums,
    width,
    usd,
  };
}

/** Some of the stretches, by their indices. */
export function picked(stretches: Stretches, indices: readonly number[]): Stretches {
  const { width } = stretches;
  const column = (values: Float64Array) => Float64Array.from(indices, (i) => values[i] ?? 0);
  const sums = new Float64Array(indices.length * width);
  for (const [to, from] of indices.entries()) {
    sums.set(stretches.sums.subarray(from * width, (from + 1) * width), to * width);
  }
  return {
    count: indices.length,
    from: column(stretches.from),
    to: column(stretches.to),
    rise: column(stretches.rise),
    end: column(stretches.end),
    instance: Uint32Array.from(indices, (i) => stretches.instance[i] ?? 0),
    sums,
    width,
    usd: column(stretches.usd),
  };
}
