import assert from "node:assert/strict";
import fc from "fast-check";
import { rowRange, ROWS_A_PAGE } from "./eventsRange.ts";

describe("rowRange", () => {
  it("is all of few rows, with no other page", () => {
    assert.deepEqual(rowRange(ROWS_A_PAGE, 0), { page: 0, from: 0, to: ROWS_A_PAGE, previous: null, next: null });
    assert.deepEqual(rowRange(0, 0), { page: 0, from: 0, to: 0, previous: null, next: null });
  });
  it("is the last page where there are fewer than asked for", () => {
    assert.deepEqual(rowRange(201, 7), { page: 2, from: 200, to: 201, previous: 1, next: null });
  });
  it("leads through every row once", () => {
    fc.assert(
      fc.property(fc.nat(1_000), (rows) => {
        const seen: number[] = [];
        for (let page: number | null = 0; page !== null;) {
          const range = rowRange(rows, page);
          for (let row = range.from; row < range.to; row++) seen.push(row);
          assert.ok(range.to - range.from <= ROWS_A_PAGE);
          page = range.next;
        }
        assert.deepEqual(seen, [...Array.from({ length: rows }).keys()]);
      }),
    );
  });
});
