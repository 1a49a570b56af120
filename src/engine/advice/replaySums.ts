/** What the outcomes of a replay come to. Each is of another session, so that nothing is counted twice. */
import type { ReplayOutcome } from "./replay.ts";

export interface ReplaySums {
  advised: number;
  /** Of those with a result: where following the advice would have saved, and where it would have cost. */
  won: number;
  lost: number;
  /** Without a result, as a request has no price: in no other figure. */
  unpriced: number;
  costUsd: number;
  savedUsd: number;
  netUsd: number;
  /** In how many the result was within what the advice promised. */
  promiseHeld: number;
  /** The session that saved most; null when none did. */
  largest: { sessionId: string; netUsd: number } | null;
}

export function replaySums(outcomes: readonly ReplayOutcome[]): ReplaySums {
  const sums: ReplaySums = {
    advised: outcomes.length,
    won: 0,
    lost: 0,
    unpriced: 0,
    costUsd: 0,
    savedUsd: 0,
    netUsd: 0,
    promiseHeld: 0,
    largest: null,
  };
  for (const { sessionId, promisedUsd, result } of outcomes) {
    if (!result) {
      sums.unpriced++;
      continue;
    }
    const { costUsd, savedUsd, netUsd } = result;
    if (netUsd > 0) sums.won++;
    else sums.lost++;
    if (netUsd >= promisedUsd.low && netUsd <= promisedUsd.high) sums.promiseHeld++;
    if (netUsd > (sums.largest?.netUsd ?? 0)) sums.largest = { sessionId, netUsd };
    sums.costUsd += costUsd;
    sums.savedUsd += savedUsd;
    sums.netUsd += netUsd;
  }
  return sums;
}
