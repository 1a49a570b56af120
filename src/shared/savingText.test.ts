import assert from "node:assert/strict";
import { savingText } from "./savingText.ts";

describe("savingText", () => {
  const usd = { low: 1.2, mid: 2.1, high: 3.4 };
  const window = { label: "5-hour", percent: { low: 1.8, mid: 2.9, high: 4.2 } };

  it("gives dollars, and percent of a window where that is calibrated", () => {
    assert.equal(savingText({ usd, window }), "saves about $1.20–$3.40 · 2–4% of the 5-hour window");
    assert.equal(savingText({ usd, window: null }), "saves about $1.20–$3.40");
    assert.equal(savingText({ usd: null, window }), "saves 2–4% of the 5-hour window");
  });
  it("does not hide that it may cost", () => {
    assert.equal(
      savingText({ usd: { low: -0.34, mid: 1.8, high: 3.4 }, window: null }),
      "saves about $1.80, from $0.34 lost to $3.40 saved",
    );
    assert.equal(savingText({ usd: { low: -0.4, mid: -0.2, high: -0.1 }, window: null }), "costs about $0.10–$0.40");
  });
  it("says how much at most where the least is nothing", () => {
    const none = { label: "7-day", percent: { low: -0.5, mid: 0, high: 0 } };
    assert.equal(
      savingText({ usd: { low: 0, mid: 1, high: 2 }, window: none }),
      "saves up to $2.00 · nothing of the 7-day window",
    );
    const some = { label: "7-day", percent: { low: -0.5, mid: 0.8, high: 2 } };
    assert.equal(savingText({ usd, window: some }), "saves about $1.20–$3.40 · up to 2% of the 7-day window");
  });
  it("gives the lower end of what reaches over several windows", () => {
    const several = { label: "5-hour", percent: { low: 7, mid: 66, high: 203 } };
    assert.equal(savingText({ usd: null, window: several }), "saves at least 7% of the 5-hour window");
    const all = { label: "5-hour", percent: { low: 110, mid: 160, high: 203 } };
    assert.equal(savingText({ usd: null, window: all }), "saves at least 100% of the 5-hour window");
    const open = { label: "5-hour", percent: { low: -3, mid: 66, high: 203 } };
    assert.equal(savingText({ usd: null, window: open }), "saves up to a whole 5-hour window");
  });
  it("has no words for what is not known", () => assert.equal(savingText({ usd: null, window: null }), null));
});
