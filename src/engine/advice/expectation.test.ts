import assert from "node:assert/strict";
import fc from "fast-check";
import { expectedRemaining } from "./expectation.ts";

describe("expectedRemaining", () => {
  it("is the median of what remained to sessions that came as far", () => {
    const lengths = [3, 10, 20, 30, 40, 50, 60];
    assert.deepEqual(expectedRemaining(lengths, 20), { low: 4, mid: 20, high: 36, samples: 5 });
    assert.deepEqual(expectedRemaining(lengths, 0)?.mid, 30);
  });

  it("is not known from fewer than five", () => {
    assert.equal(expectedRemaining([1, 50, 60, 70, 80], 2), null);
    assert.equal(expectedRemaining([], 0), null);
  });

  it("never looks at sessions that ended before", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 0, max: 500 }), (some, others, soFar) => {
        const shorter = others.filter((length) => length < soFar);
        assert.deepEqual(expectedRemaining([...some, ...shorter], soFar), expectedRemaining(some, soFar));
      }),
    );
  });
});
