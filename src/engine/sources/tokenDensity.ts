/**
 * How many tokens a character has, by texture, fitted to a session's own steps. Facts: docs/context-fill.md.
 */
import type { Addition, Texture } from "./contextAddition.ts";

export type Density = Readonly<Record<Texture, number>>;

/** What a step added (characters by texture) and the tokens that it came to. */
export interface DensitySample {
  chars: Density;
  tokens: number;
}

/** Medians of the public transcripts that this was tried on; 10,000 characters of a session's own weigh as much. */
export const USUAL_DENSITY: Density = { answer: 1 / 2.7, result: 1 / 2.9, words: 1 / 2.8 };
const PRIOR_CHARS = 10_000;
/** No text of any size is outside these. */
const LEAST = 1 / 8;
const MOST = 1;
/** A step whose miss is larger than that of most is counted less: something else was added that nobody sees. */
const HUBER = 1.5;
const ROUNDS = 4;
const SWEEPS = 20;
/** The latest: a session changes its ways. */
const SAMPLES = 500;
const TEXTURES = ["answer", "result", "words"] as const;

/** Tokens around a text, of what says whose it is: measured on results and prompts of a few characters. */
const FRAME: Density = { answer: 0, result: 13, words: 5 };
/** What an image of the largest size that is not scaled down comes to: 1,092 × 1,092 pixels at 750 a token. */
const IMAGE = 1_590;

/** Estimated; more than 0. */
export const estimate = (addition: Pick<Addition, "texture" | "chars" | "images">, density: Density): number =>
  Math.max(1, addition.chars * density[addition.texture] + FRAME[addition.texture] + addition.images * IMAGE);

/** Tokens that an addition's frame and images take, whatever its text. */
export const fixedTokens = ({ texture, images }: Pick<Addition, "texture" | "images">): number =>
  FRAME[texture] + images * IMAGE;

/** A robust least-squares fit, each density pulled to the usual one by as much as little evidence deserves. */
export function fitDensity(all: readonly DensitySample[]): Density {
  const samples = all.slice(-SAMPLES);
  const fitted: Record<Texture, number> = { ...USUAL_DENSITY };
  let trust = samples.map(() => 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (let sweep = 0; sweep < SWEEPS; sweep++)
      for (const texture of TEXTURES) fitted[texture] = best(texture, fitted, samples, trust);
    trust = trustIn(samples, fitted);
  }
  return fitted;
}

/** The density of one texture that fits best while the others stay as they are. */
function best(texture: Texture, density: Density, samples: readonly DensitySample[], trust: readonly number[]): number {
  const prior = PRIOR_CHARS / USUAL_DENSITY[texture];
  let [weighed, sum] = [prior, prior * USUAL_DENSITY[texture]];
  samples.forEach((sample, index) => {
    const chars = sample.chars[texture];
    const weight = (trust[index] ?? 0) / spread(sample);
    const others = expected(sample, density) - chars * density[texture];
    weighed += weight * chars * chars;
    sum += weight * chars * (sample.tokens - others);
  });
  return Math.min(MOST, Math.max(LEAST, sum / weighed));
}

function trustIn(samples: readonly DensitySample[], density: Density): number[] {
  const misses = samples.map(
    (sample) => Math.abs(sample.tokens - expected(sample, density)) / Math.sqrt(spread(sample)),
  );
  const usual = misses.toSorted((a, b) => a - b)[Math.floor(misses.length / 2)] ?? 0;
  const bound = HUBER * Math.max(usual, 1);
  return misses.map((miss) => (miss <= bound ? 1 : bound / miss));
}

const expected = ({ chars }: DensitySample, density: Density): number =>
  chars.answer * density.answer + chars.result * density.result + chars.words * density.words;

/** A count's spread grows with it. */
const spread = (sample: DensitySample): number => Math.max(100, expected(sample, USUAL_DENSITY));
