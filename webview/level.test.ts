import assert from "node:assert/strict";
import { contextLevel, windowLevel } from "./level.ts";

const bounds = { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 };

describe("levels", () => {
  it("of a context", () =>
    assert.deepEqual(
      [69.9, 70, 90].map((percent) => contextLevel(percent, bounds)),
      ["normal", "warning", "error"],
    ));
  it("of a window", () =>
    assert.deepEqual(
      [79.9, 80, 95].map((percent) => windowLevel(percent, bounds)),
      ["normal", "warning", "error"],
    ));
});
