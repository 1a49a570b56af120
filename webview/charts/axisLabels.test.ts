import assert from "node:assert/strict";
import fc from "fast-check";
import { labelledBars } from "./axisLabels.ts";

describe("labelledBars", () => {
  it("names all bars where there is room", () => assert.equal(labelledBars(12, 1200, 100).size, 12));
  it("names the last one always, and never more than have room", () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 300 }),
        (count, width, size) => {
          const shown = labelledBars(count, width, size);
          assert.equal(shown.has(count - 1), count > 0);
          assert.ok(shown.size <= 1 || (shown.size - 1) * size <= width);
        },
      ),
    );
  });
});
