import assert from "node:assert/strict";
import fc from "fast-check";
import { CONTEXT_PARTS } from "../../src/shared/historyPages.ts";
import { fillRows, fillSum, largestPart } from "./fill.data.ts";

const parts = fc
  .subarray([...CONTEXT_PARTS])
  .chain((names) =>
    fc.tuple(
      ...names.map((part) =>
        fc.record({ part: fc.constant(part), exact: fc.nat(100_000), allocated: fc.nat(100_000) }),
      ),
    ),
  );

describe("fillRows", () => {
  it("adds up to the whole, each part under a look of its own", () => {
    fc.assert(
      fc.property(parts, (parts) => {
        const total = parts.reduce((sum, { exact, allocated }) => sum + exact + allocated, 0);
        const rows = fillRows({ parts, total });
        assert.equal(fillSum(rows).tokens, total);
        assert.equal(fillSum(rows).exact + fillSum(rows).allocated, total);
        if (total > 0) assert.ok(Math.abs(rows.reduce((sum, { percent }) => sum + percent, 0) - 100) < 1e-6);
        assert.equal(new Set(rows.map(({ colour, pale }) => `${colour} ${pale}`)).size, rows.length);
      }),
    );
  });
  it("keeps a part's colour whichever others there are", () => {
    const look = (names: ("files" | "user" | "mcp")[]): unknown =>
      fillRows({ parts: names.map((part) => ({ part, exact: 1, allocated: 0 })), total: names.length })
        .filter(({ part }) => part === "mcp")
        .map(({ colour, pale }) => ({ colour, pale }));
    assert.deepEqual(look(["mcp"]), look(["user", "files", "mcp"]));
  });
  it("shares out nothing of nothing", () => {
    assert.deepEqual(
      fillRows({ parts: [{ part: "user", exact: 0, allocated: 0 }], total: 0 }).map(({ percent }) => percent),
      [0],
    );
  });
});

describe("largestPart", () => {
  it("is the one with most tokens, exact and allocated together", () => {
    const rows = fillRows({
      parts: [
        { part: "floor", exact: 20, allocated: 0 },
        { part: "files", exact: 10, allocated: 30 },
        { part: "user", exact: 40, allocated: 0 },
      ],
      total: 100,
    });
    assert.equal(largestPart(rows)?.part, "files");
    assert.equal(largestPart([]), null);
  });
});
