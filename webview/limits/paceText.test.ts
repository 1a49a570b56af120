import assert from "node:assert/strict";
import { evenLeft, paceText } from "./paceText.ts";

describe("paceText", () => {
  const pace = { percent: 62, over: "working hours" } as const;

  it("counts the points between use and even use", () => {
    assert.equal(paceText(pace, 74).text, "12 points ahead of even use");
    assert.equal(paceText(pace, 61).text, "1 point behind even use");
    assert.equal(paceText(pace, 62.4).text, "at even use");
  });
  it("says what even use is", () => {
    assert.equal(paceText(pace, 74).note, "Even use over your working hours would leave 38% now.");
    assert.equal(paceText({ ...pace, over: "all hours" }, 74).note, "Even use over all hours would leave 38% now.");
  });
});

describe("evenLeft", () => {
  it("stays on the bar", () => {
    assert.deepEqual(
      [62, 104, -1].map((percent) => evenLeft({ percent, over: "all hours" })),
      [38, 0, 100],
    );
  });
});
