import assert from "node:assert/strict";
import fc from "fast-check";
import { breakEvenRequests, compactionThreshold, type PriceRatios } from "./compaction.ts";

const prices = (read: number, write: number): PriceRatios => ({ read, write, output: 5 });
const near = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);

const anyPrices = fc.record({
  read: fc.double({ min: 0.01, max: 1, noNaN: true }),
  write: fc.double({ min: 1, max: 2, noNaN: true }),
  output: fc.double({ min: 1, max: 10, noNaN: true }),
});

describe("compaction", () => {
  describe("break-even", () => {
    for (const [read, write, values] of [
      [0.1, 1.25, [23.59, 14.56, 7.78, 5.52, 3.71, 2.51, 1.71]],
      [0.1, 2, [30.72, 18.83, 9.92, 6.94, 4.57, 2.98, 1.94]],
      [0.05, 1.25, [45.47, 27.68, 14.34, 9.89, 6.34, 3.96, 2.4]],
      [0.05, 2, [59.72, 36.23, 18.61, 12.74, 8.05, 4.91, 2.85]],
      [0.025, 2, [117.72, 71.03, 36.02, 24.34, 15.01, 8.78, 4.69]],
    ] as const) {
      it(`equals the worked numbers for r = ${read}, w = ${write}`, () => {
        const contexts = [80_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000];
        for (const [index, context] of contexts.entries()) {
          near(breakEvenRequests(context, prices(read, write)), values[index] ?? NaN, 0.0051);
        }
      });
    }

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
  });

  it("has the worked thresholds", () => {
    near(compactionThreshold(prices(0.1, 1.25)), 90_300, 50);
    near(compactionThreshold(prices(0.1, 2)), 96_300, 50);
    near(compactionThreshold(prices(0.05, 1.25)), 106_600, 50);
    near(compactionThreshold(prices(0.05, 2)), 115_000, 50);
    const fast = { after: 50_000, cachedPrefix: 21_500, summary: 6_000, growth: 3_000 };
    near(compactionThreshold(prices(0.1, 1.25), fast), 113_800, 50);
    near(compactionThreshold(prices(0.05, 2), fast), 152_800, 50);
  });
});
