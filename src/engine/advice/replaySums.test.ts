import assert from "node:assert/strict";
import type { ReplayOutcome } from "./replay.ts";
import { replaySums } from "./replaySums.ts";

describe("sums of a replay", () => {
  const outcome = (sessionId: string, saved: number | null, cost: number): ReplayOutcome => ({
    sessionId,
    advice: "compact",
    advisedAt: 0,
    context: 150_000,
    requestsBefore: 10,
    expectedRequests: 30,
    requestsAfter: 20,
    endedBy: "end",
    promisedUsd: { low: -0.25, mid: 1, high: 2 },
    result: saved === null ? null : { costUsd: cost, savedUsd: saved, netUsd: saved - cost },
  });

  it("adds up what was won and lost, and tells how much of it is luck", () => {
    // Nets 5, 1.5, -0.25 and -0.5: the second and the third as promised.
    const outcomes = [outcome("a", 5.5, 0.5), outcome("b", 2, 0.5), outcome("c", 0, 0.25), outcome("d", 0, 0.5)];
    assert.deepEqual(replaySums([...outcomes, outcome("e", null, 0)]), {
      advised: 5,
      won: 2,
      lost: 2,
      unpriced: 1,
      costUsd: 1.75,
      savedUsd: 7.5,
      netUsd: 5.75,
      promiseHeld: 2,
      largest: { sessionId: "a", netUsd: 5 },
    });
  });

  it("has no largest gain where nothing was gained", () => {
    assert.equal(replaySums([outcome("a", 0, 0.5), outcome("b", 0.5, 0.5)]).largest, null);
    assert.equal(replaySums([outcome("a", 0.5, 0.5)]).lost, 1);
  });
});
