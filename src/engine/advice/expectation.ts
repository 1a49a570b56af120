/** How many requests a session still has before it, from how long the user's ended sessions were. */
import type { Expectation } from "./facts.ts";
import { quantile } from "./quantile.ts";

/** Fewer sessions than this tell nothing. */
const FEWEST_SESSIONS = 5;

/**
 * The requests that sessions which came as far still had before them: median, 10th and 90th percentile. `lengths` are
 * main-chain requests of ended sessions. Null when fewer than five came as far.
 */
export function expectedRemaining(lengths: readonly number[], soFar: number): Expectation | null {
  const remaining = lengths.flatMap((length) => (length >= soFar ? [length - soFar] : []));
  if (remaining.length < FEWEST_SESSIONS) return null;
  remaining.sort((a, b) => a - b);
  return {
    low: quantile(remaining, 0.1),
    mid: quantile(remaining, 0.5),
    high: quantile(remaining, 0.9),
    samples: remaining.length,
  };
}
