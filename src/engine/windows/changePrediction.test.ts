import assert from "node:assert/strict";
import { calibrate } from "./calibration.ts";
import { changeInterval, pastChanges } from "./changePrediction.ts";
import { stretchesBetween } from "./stretches.ts";
import { HOUR, testHistory } from "./testHistory.ts";
import { windowInstances } from "./windowInstances.ts";

function past() {
  const { use, readings, now } = testHistory();
  const stretches = stretchesBetween(windowInstances(readings, 5 * HOUR), use);
  const calibration = calibrate(stretches, use.inputPrices, now);
  assert.ok(calibration.kind === "fitted");
  return { stretches, fit: calibration.best, changes: pastChanges(stretches, calibration.best), now };
}

describe("changeInterval", () => {
  it("lies around what local use lets expect, as wide as rounding made past changes miss it", () => {
    const { changes, now } = past();
    const interval = changeInterval(changes, 5, now);
    assert.ok(interval);
    assert.ok(interval.low > 3.5 && interval.low < interval.mid && interval.mid < interval.high && interval.high < 6.5);
  });

  it("ends a change by local use alone, whatever the window then rose by", () => {
    const { stretches, fit, changes } = past();
    for (const expected of changes.expected) assert.ok(expected >= 3);
    const others = pastChanges({ ...stretches, rise: stretches.rise.map((_, i) => (i * 7) % 5) }, fit);
    assert.deepEqual([others.from, others.to, others.expected], [changes.from, changes.to, changes.expected]);
    assert.notDeepEqual(others.scores, changes.scores);
  });

  it("widens where past changes missed by more", () => {
    const { changes, now } = past();
    const width = (scores: Float64Array) => {
      const interval = changeInterval({ ...changes, scores }, 5, now);
      return (interval?.high ?? 0) - (interval?.low ?? 0);
    };
    assert.ok(width(changes.scores.map((score) => 2 * score)) > 1.5 * width(changes.scores));
  });

  it("knows nothing without past changes", () => {
    const { changes, now } = past();
    const none = { ...changes, to: new Float64Array(), scores: new Float64Array() };
    assert.equal(changeInterval(none, 5, now), null);
  });
});
