import assert from "node:assert/strict";
import { HOUR, NOW } from "../../test/webview/snapshots.ts";
import { trendText } from "./trendText.ts";

describe("trendText", () => {
  const trend = [
    { at: NOW - 2 * HOUR, usedPercent: 2 },
    { at: NOW, usedPercent: 41 },
  ];
  const line = { label: "5-hour", trend, resetsAt: NOW + HOUR, endPercent: { low: 69, mid: 78, high: 88 } };

  it("tells a line's ends, and its course", () => {
    assert.match(
      trendText(line, NOW),
      /^5-hour window, used: 2% at (12:06|12:06\sPM) to 41% at (14:06|2:06\sPM), on course for 69–88% at (15:06|3:06\sPM)$/,
    );
  });
  it("tells no course that is not foretold", () => {
    assert.doesNotMatch(trendText({ ...line, endPercent: null }, NOW), /course/);
    assert.doesNotMatch(trendText({ ...line, resetsAt: null }, NOW), /course/);
  });
  it("tells that there is nothing to tell", () => {
    assert.equal(trendText({ ...line, trend: [] }, NOW), "5-hour window: nothing read");
  });
});
