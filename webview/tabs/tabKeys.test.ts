import assert from "node:assert/strict";
import { tabAfterKey } from "./tabKeys.ts";

describe("tabAfterKey", () => {
  it("goes round by the arrows", () => {
    assert.deepEqual(
      [0, 3, 4].map((index) => tabAfterKey("ArrowRight", index, 5)),
      [1, 4, 0],
    );
    assert.deepEqual(
      [0, 1, 4].map((index) => tabAfterKey("ArrowLeft", index, 5)),
      [4, 0, 3],
    );
  });
  it("goes to either end", () => {
    assert.equal(tabAfterKey("Home", 3, 5), 0);
    assert.equal(tabAfterKey("End", 1, 5), 4);
  });
  it("leaves other keys alone", () => {
    for (const key of ["Tab", "Enter", "ArrowDown", "a"]) assert.equal(tabAfterKey(key, 1, 5), null);
  });
});
