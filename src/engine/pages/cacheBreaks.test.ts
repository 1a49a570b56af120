import assert from "node:assert/strict";
import { tokens } from "../ledger/testParts.ts";
import type { Tokens } from "../sources/transcriptRow.ts";
import { rewrittenTokens, type ChainRequest } from "./cacheBreaks.ts";

const sent = (cacheRead: number, cacheWrite1h: number, input = 0): ChainRequest => {
  const one = tokens({ input, cacheRead, cacheWrite1h });
  return { at: 0, first: one, last: one };
};

describe("rewrittenTokens", () => {
  // 100,000 tokens are in the cache after it.
  const before = sent(98_000, 2_000);

  it("are none while the cache is read", () => {
    assert.equal(rewrittenTokens(sent(100_000, 3_000), before, false), 0);
    assert.equal(rewrittenTokens(sent(0, 22_000), null, false), 0);
  });

  it("are what was there and had to be written again, without what is new", () => {
    assert.equal(rewrittenTokens(sent(0, 104_000), before, false), 100_000);
    assert.equal(rewrittenTokens(sent(21_000, 83_000), before, false), 79_000);
  });

  it("are no more than what was written: the rest was sent afresh", () => {
    assert.equal(rewrittenTokens(sent(0, 60_000, 44_000), before, false), 60_000);
  });

  it("are counted whichever duration was written", () => {
    const five: Tokens = tokens({ input: 0, cacheRead: 0, cacheWrite5m: 101_000, cacheWrite1h: 0 });
    assert.equal(rewrittenTokens({ at: 0, first: five, last: five }, before, false), 100_000);
  });

  it("begin below half of what was there", () => {
    assert.equal(rewrittenTokens(sent(50_000, 51_000), before, false), 0);
    assert.equal(rewrittenTokens(sent(49_999, 51_000), before, false), 50_001);
  });

  it("are none after a compaction, which makes another conversation", () => {
    assert.equal(rewrittenTokens(sent(21_000, 30_000), before, true), 0);
  });

  it("are none after a rewind, which asks for less", () => {
    assert.equal(rewrittenTokens(sent(40_000, 1_000), before, false), 0);
    assert.equal(rewrittenTokens(sent(5_000, 35_000), before, false), 35_000);
  });

  it("are none where nothing was cached", () => {
    assert.equal(rewrittenTokens(sent(0, 50_000), sent(0, 0, 50_000), false), 0);
  });

  it("are looked for between the last call of a response and the first of the next", () => {
    const cached = (cacheRead: number, cacheWrite1h: number) => tokens({ input: 0, cacheRead, cacheWrite1h });
    const several = { at: 0, first: cached(50_000, 10_000), last: cached(60_000, 40_000) };
    assert.equal(
      rewrittenTokens({ at: 1, first: cached(0, 101_000), last: cached(101_000, 500) }, several, false),
      100_000,
    );
  });
});
