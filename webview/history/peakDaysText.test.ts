import assert from "node:assert/strict";
import { timesText } from "./peakDaysText.ts";

describe("timesText", () => {
  it("has a decimal while that tells something", () => {
    assert.equal(timesText({ timesMedian: 4.2 }), "4.2× your median day");
    assert.equal(timesText({ timesMedian: 2 }), "2.0× your median day");
    assert.equal(timesText({ timesMedian: 12.4 }), "12× your median day");
  });
});
