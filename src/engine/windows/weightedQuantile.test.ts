import assert from "node:assert/strict";
import fc from "fast-check";
import { quantileOfSorted, sortWeighted, weightedQuantile } from "./weightedQuantile.ts";

describe("weightedQuantile", () => {
  it("gives the value at which a share of the weight is reached", () => {
    const values = Float64Array.of(5, -3, 9);
    assert.equal(weightedQuantile(values, Float64Array.of(1, 1, 1), 0.5), 5);
    assert.equal(weightedQuantile(values, Float64Array.of(1, 1, 8), 0.5), 9);
    assert.equal(weightedQuantile(values, Float64Array.of(1, 8, 1), 0.5), -3);
    assert.equal(weightedQuantile(new Float64Array(), new Float64Array(), 0.5), NaN);
  });

  it("sorts like a comparison, with every value's own weight", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 9 }))), (pairs) => {
        const sorted = sortWeighted(
          Float64Array.from(pairs, ([value]) => value),
          Float64Array.from(pairs, ([, weight]) => weight),
        );
        assert.deepEqual(
          [...sorted.values],
          pairs.map(([value]) => value).toSorted((a, b) => a - b),
        );
        let sum = 0;
        for (const [i, from] of sorted.order.entries()) {
          assert.equal(sorted.values[i], pairs[from]?.[0]);
          assert.equal(sorted.cumulated[i], (sum += pairs[from]?.[1] ?? NaN));
        }
      }),
    );
  });

  it("interpolates between sorted values", () => {
    assert.deepEqual(
      [0, 0.25, 0.5, 1].map((share) => quantileOfSorted([10, 20, 40], share)),
      [10, 15, 20, 40],
    );
  });
});
