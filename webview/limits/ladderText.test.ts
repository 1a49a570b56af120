import assert from "node:assert/strict";
import { ladder } from "../../test/webview/snapshots.ts";
import { ladderText } from "./ladderText.ts";

function left(low: number, high: number): string {
  return ladderText({ ...ladder, windowsLeft: { low, mid: (low + high) / 2, high } }).split("; ")[1] ?? "";
}

describe("ladderText", () => {
  it("gives the share of the week with its range", () => {
    assert.match(ladderText(ladder), /^One full 5-hour window takes about 13% of the week \(11–16%\); /);
  });
  it("counts full windows only", () => {
    assert.equal(left(4.2, 6.9), "4 to 6 full ones are left this week.");
    assert.equal(left(4.2, 4.9), "4 full ones are left this week.");
    assert.equal(left(1.1, 1.6), "1 full one is left this week.");
    assert.equal(left(0.4, 1.6), "at most 1 full one is left this week.");
    assert.equal(left(0.2, 0.9), "not one full one is left this week.");
  });
});
