import assert from "node:assert/strict";
import { around } from "./around.ts";

describe("around", () => {
  it("puts what is drawn where the sentence has its place", () => {
    assert.deepEqual(
      around((place) => `${place} of context`, 62),
      ["", 62, " of context"],
    );
    assert.deepEqual(
      around((place) => `context: ${place}`, 62),
      ["context: ", 62, ""],
    );
  });
});
