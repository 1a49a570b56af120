import assert from "node:assert/strict";
import fc from "fast-check";
import type { Rates } from "../../shared/priceSettings.ts";
import {
  breakEvenRequests,
  COMPACTION_DEFAULTS,
  compactionThreshold,
  leavingDeskThreshold,
  priceRatios,
  type PriceRatios,
} from "./compaction.ts";
import { compact, conversation, goOn } from "./testConversation.ts";
import { FABLE_5_1, OPUS_5, OPUS_5_5 } from "./testFacts.ts";

const prices = (read: number, write: number): PriceRatios => ({ read, write, output: 5 });
const near = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);

const anyPrices = fc.record({
  read: fc.double({ min: 0.01, max: 1, noNaN: true }),
  write: fc.double({ min: 1, max: 2, noNaN: true }),
  output: fc.double({ min: 1, max: 10, noNaN: true }),
});

const CONTEXTS = [80_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000];

describe("compaction", () => {
  describe("break-even", () => {
    // F = 5 · 6,000 + (w − r) · 28,500, written out; N* = (r·C + F) / (r · (C − 50,000)).
    for (const [read, write, fixed, rounded] of [
      [0.1, 1.25, 30_000 + 32_775, [23.59, 14.56, 7.78, 5.52, 3.71, 2.51, 1.71]],
      [0.1, 2, 30_000 + 54_150, [30.72, 18.83, 9.92, 6.94, 4.57, 2.98, 1.94]],
      [0.05, 1.25, 30_000 + 34_200, [45.47, 27.68, 14.34, 9.89, 6.34, 3.96, 2.4]],
      [0.05, 2, 30_000 + 55_575, [59.72, 36.23, 18.61, 12.74, 8.05, 4.91, 2.85]],
      [0.025, 2, 30_000 + 56_287.5, [117.72, 71.03, 36.02, 24.34, 15.01, 8.78, 4.69]],
      // The plan's window, if reads weigh 0.015 and writes 1.
      [0.015, 1, 30_000 + 28_072.5, [131.72, 79.43, 40.21, 27.14, 16.69, 9.71, 5.13]],
    ] as const) {
      it(`equals the worked numbers for r = ${read}, w = ${write}`, () => {
        for (const [index, context] of CONTEXTS.entries()) {
          const breakEven = breakEvenRequests(context, prices(read, write));
          near(breakEven, (read * context + fixed) / (read * (context - 50_000)), 1e-9);
          near(breakEven, rounded[index] ?? NaN, 0.0051);
        }
      });
    }

    it("has r, w and o from the model's own prices", () => {
      for (const [rates, hourCache, ratios] of [
        [OPUS_5, false, prices(0.1, 1.25)],
        [OPUS_5_5, true, prices(0.05, 2)],
        [FABLE_5_1, true, prices(0.025, 2)],
      ] as const) {
        assert.deepEqual(priceRatios(rates, hourCache), ratios);
      }
    });

    it("never comes at or below the size after a compaction", () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 50_000 }), anyPrices, (context, ratios) => {
          assert.equal(breakEvenRequests(context, ratios), Infinity);
        }),
      );
    });

    it("comes sooner the larger the context is", () => {
      const size = fc.integer({ min: 50_001, max: 2_000_000 });
      fc.assert(
        fc.property(size, size, anyPrices, (a, b, ratios) => {
          const [small, large] = [Math.min(a, b), Math.max(a, b)];
          assert.ok(breakEvenRequests(large, ratios) <= breakEvenRequests(small, ratios));
        }),
      );
    });

    it("is where the compacted branch, played request by request, becomes the cheaper one, warm or cold", () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 60_000, max: 1_000_000 }),
          fc.constantFrom(OPUS_5, OPUS_5_5, FABLE_5_1),
          fc.constantFrom("5m", "1h"),
          fc.boolean(),
          fc.integer({ min: 0, max: 5_000 }),
          (context, rates, ttl, warm, growth) => {
            const formula = breakEvenRequests(context, priceRatios(rates, ttl === "1h"));
            const counted = countedBreakEven(context, rates, ttl, warm, growth, Math.ceil(formula) + 2);
            assert.ok(Math.abs(counted - formula) <= 1, `${counted} requests, not ${formula}`);
          },
        ),
      );
    });
  });

  it("has the worked thresholds", () => {
    for (const [growth, read, write, expected] of [
      [1_200, 0.1, 1.25, 90_300],
      [1_200, 0.1, 2, 96_300],
      [1_200, 0.05, 1.25, 106_600],
      [1_200, 0.05, 2, 115_000],
      [3_000, 0.1, 1.25, 113_800],
      [3_000, 0.1, 2, 123_100],
      [3_000, 0.05, 1.25, 139_500],
      [3_000, 0.05, 2, 152_800],
    ] as const) {
      near(compactionThreshold(prices(read, write), { ...COMPACTION_DEFAULTS, growth }), expected, 50);
    }
    // 50,000 + √(2 · 1,200 · (62,775 + 5,000) / 0.1) and 50,000 + √(2 · 1,200 · (85,575 + 2,500) / 0.05).
    near(compactionThreshold(prices(0.1, 1.25)), 90_331.1294, 0.0001);
    near(compactionThreshold(prices(0.05, 2)), 115_019.9969, 0.0001);
  });

  it("has the threshold at which a steady session, played cycle by cycle, is cheapest", () => {
    for (const [rates, ttl] of [
      [OPUS_5, "5m"],
      [OPUS_5, "1h"],
      [OPUS_5_5, "5m"],
      [OPUS_5_5, "1h"],
    ] as const) {
      const { growth, after } = COMPACTION_DEFAULTS;
      const lengths = Array.from({ length: 200 }, (_, index) => index + 2);
      const costs = lengths.map((length) => cycleCost(rates, ttl, length) / length);
      const cheapest = after + growth * (lengths[costs.indexOf(Math.min(...costs))] ?? NaN);
      near(compactionThreshold(priceRatios(rates, ttl === "1h")), cheapest, 5_000);
    }
  });

  it("has the worked thresholds of leaving the desk", () => {
    near(leavingDeskThreshold(prices(0.1, 1.25)), (30_000 + 62_500) / 1.15, 1e-9);
    near(leavingDeskThreshold(prices(0.1, 2)), (30_000 + 100_000) / 1.9, 1e-9);
    near(leavingDeskThreshold(prices(0.1, 1.25)), 80_000, 500);
    near(leavingDeskThreshold(prices(0.1, 2)), 68_000, 500);
    assert.equal(leavingDeskThreshold(prices(1, 1)), Infinity);
  });
});

/** After how many requests the compacted branch has cost no more. */
function countedBreakEven(
  context: number,
  rates: Rates,
  ttl: "5m" | "1h",
  warm: boolean,
  growth: number,
  most: number,
): number {
  const { after, cachedPrefix, summary } = COMPACTION_DEFAULTS;
  for (let requests = 0; requests <= most; requests++) {
    const kept = conversation(rates, ttl, warm ? context : 0);
    goOn(kept, context, requests, growth, 500);
    const compacted = conversation(rates, ttl, warm ? context : 0);
    compact(compacted, context, summary, cachedPrefix);
    goOn(compacted, after, requests, growth, 500);
    if (requests > 0 && compacted.usd <= kept.usd) return requests;
  }
  return Infinity;
}

/** From one compaction to the next, so many requests on. */
function cycleCost(rates: Rates, ttl: "5m" | "1h", requests: number): number {
  const { after, cachedPrefix, summary, growth } = COMPACTION_DEFAULTS;
  const talk = conversation(rates, ttl, cachedPrefix);
  goOn(talk, after, requests, growth, 0);
  compact(talk, after + requests * growth, summary, cachedPrefix);
  return talk.usd;
}
