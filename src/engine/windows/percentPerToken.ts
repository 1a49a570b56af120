/**
 * How many percent of a window a weighted token takes, when some of the changes also hold use from elsewhere: the
 * likelihood of each figure near a first guess (docs/forecast.md has the model).
 */

/** A figure of the grid, with its likelihood; they sum to 1. */
export interface Candidate {
  percentPerToken: number;
  likelihood: number;
}

/** Two values rounded to whole percent: the deviation of their difference. */
const ROUNDING = Math.sqrt(1 / 6);
/** Of what a change is expected to be: requests of one kind do not all weigh alike. */
const MISFIT = 0.06;
/** Changes that no part of the model explains: how often, and over how many percent they spread. */
const STRAY = 0.01;
const STRAY_PERCENT = 50;
/** Percent that use elsewhere adds to a change where there is some, in the mean. */
const SURPLUS = [1, 3, 9];
const ROUNDS = 5;
/** Points of a grid; the first is this wide (as a logarithm) to either side of the guess. */
const GRID = 15;
const WIDEST = Math.log(1.6);
/** Less likely (as a logarithm) than the likeliest by more is not looked at more closely. */
const NEGLIGIBLE = 5;
/** Changes of one day are not independent: that many count as one. */
const DEPENDENCE = 2;

/** Rises in percent beside weighted tokens and how much each counts (at most 1). The likeliest first. */
export function percentPerToken(
  guess: number,
  tokens: Float64Array,
  rises: Float64Array,
  counts: Float64Array,
): Candidate[] {
  const at = (position: number): Point => {
    const value = guess * Math.exp(position);
    return { position, value, log: logLikelihood(value, tokens, rises, counts) / DEPENDENCE };
  };
  const coarse = grid(-WIDEST, WIDEST).map(at);
  const most = Math.max(...coarse.map(({ log }) => log));
  const near = coarse.filter(({ log }) => log > most - NEGLIGIBLE);
  const step = (2 * WIDEST) / (GRID - 1);
  const fine = grid((near[0]?.position ?? 0) - step, (near.at(-1)?.position ?? 0) + step).map(at);
  const found = fine.toSorted((a, b) => b.log - a.log);
  const best = found[0]?.log ?? 0;
  const sum = found.reduce((total, { log }) => total + Math.exp(log - best), 0);
  return found.map(({ value, log }) => ({ percentPerToken: value, likelihood: Math.exp(log - best) / sum }));
}

interface Point {
  /** The logarithm of the value over the guess. */
  position: number;
  value: number;
  log: number;
}

const grid = (from: number, to: number): number[] =>
  Array.from({ length: GRID }, (_, i) => from + ((to - from) * i) / (GRID - 1));

function logLikelihood(value: number, tokens: Float64Array, rises: Float64Array, counts: Float64Array): number {
  const plain = new Float64Array(tokens.length);
  const more = new Float64Array(tokens.length);
  let best = -Infinity;
  for (const surplus of SURPLUS) {
    for (let i = 0; i < tokens.length; i++) {
      const expected = value * (tokens[i] ?? 0);
      const beside = (rises[i] ?? 0) - expected;
      const deviation = Math.hypot(ROUNDING, MISFIT * expected);
      plain[i] = Math.exp(-0.5 * (beside / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
      more[i] = exponentialAround(beside, deviation, surplus);
    }
    best = Math.max(best, mixed(plain, more, counts));
  }
  return best;
}

/** Log likelihood under the share of changes with use elsewhere that fits best (expectation maximisation). */
function mixed(plain: Float64Array, more: Float64Array, counts: Float64Array): number {
  let share = 0.3;
  let log = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let [of, all] = [0, 0];
    for (let i = 0; i < plain.length; i++) {
      const [a, b] = [(1 - share) * (plain[i] ?? 0), share * (more[i] ?? 0)];
      const sum = (1 - STRAY) * (a + b) + STRAY / STRAY_PERCENT;
      of += ((counts[i] ?? 0) * (1 - STRAY) * b) / sum;
      all += counts[i] ?? 0;
      if (round === ROUNDS - 1) log += (counts[i] ?? 0) * Math.log(sum);
    }
    share = all > 0 ? Math.min(0.95, of / all) : 0;
  }
  return log;
}

/** Density of a normal error plus an exponential surplus (the exponentially modified Gaussian). */
function exponentialAround(beside: number, deviation: number, surplus: number): number {
  const z = beside / deviation - deviation / surplus;
  if (z < -8) return 0;
  return Math.exp(deviation ** 2 / (2 * surplus ** 2) - beside / surplus) * (normalBelow(z) / surplus);
}

/** The normal distribution, to four digits (Page's logistic approximation). */
const normalBelow = (z: number): number => 1 / (1 + Math.exp(-1.5976 * z - 0.070566 * z ** 3));
