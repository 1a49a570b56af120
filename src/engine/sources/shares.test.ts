import assert from "node:assert/strict";
import fc from "fast-check";
import { shares } from "./shares.ts";

const open = (weight: number) => ({ weight, bound: Infinity });

describe("shares", () => {
  it("shares in proportion, the largest remainders first", () => {
    assert.deepEqual(shares(10, [open(1), open(1), open(1)]), { tokens: [4, 3, 3], rest: 0 });
    assert.deepEqual(shares(7, [open(5), open(2)]), { tokens: [5, 2], rest: 0 });
  });

  it("gives what is above a bound to the others, and what nobody may take to nobody", () => {
    assert.deepEqual(shares(100, [{ weight: 9, bound: 30 }, open(1)]), { tokens: [30, 70], rest: 0 });
    assert.deepEqual(
      shares(100, [
        { weight: 9, bound: 30 },
        { weight: 1, bound: 20 },
      ]),
      { tokens: [30, 20], rest: 50 },
    );
    assert.deepEqual(shares(100, []), { tokens: [], rest: 100 });
    assert.deepEqual(shares(5, [open(0)]), { tokens: [0], rest: 5 });
  });

  it("adds up exactly, is never negative, and stays within the bounds", () => {
    const claim = fc.record({
      weight: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true })),
      bound: fc.oneof(fc.constant(Infinity), fc.nat(5_000)),
    });
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.array(claim, { maxLength: 12 }), (total, claims) => {
        const { tokens, rest } = shares(total, claims);
        assert.equal(
          tokens.reduce((sum, value) => sum + value, rest),
          total,
        );
        assert.ok(rest >= 0);
        tokens.forEach((value, index) => {
          assert.ok(Number.isInteger(value) && value >= 0 && value <= (claims[index]?.bound ?? 0));
        });
        if (claims.some(({ weight, bound }) => weight > 0 && bound === Infinity)) assert.equal(rest, 0);
      }),
    );
  });
});
