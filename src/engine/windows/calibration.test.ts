import assert from "node:assert/strict";
import { calibrate } from "./calibration.ts";
import { stretchesBetween } from "./stretches.ts";
import { BEGIN, DAY, HOUR, testHistory, type TestHistory } from "./testHistory.ts";
import { windowInstances } from "./windowInstances.ts";

function calibrated(overrides: Partial<TestHistory> = {}) {
  const { use, readings, now } = testHistory(overrides);
  return calibrate(stretchesBetween(windowInstances(readings, 5 * HOUR), use), use.inputPrices, now);
}

function fitted(overrides?: Partial<TestHistory>) {
  const calibration = calibrated(overrides);
  assert.ok(calibration.kind === "fitted");
  return calibration;
}

describe("calibrate", () => {
  for (const [read, write] of [
    [0, 1],
    [0.1, 1.25],
    [1, 2],
  ] as const) {
    it(`finds that reads weigh ${read} and writes ${write}, and what a token takes`, () => {
      const percent = 1.2e-4 / (1 + 12 * read);
      const { best, ensemble } = fitted({ read, write, percentPerToken: () => percent });
      assert.equal(best.weights.read, read);
      assert.ok(ensemble.some(({ weights }) => weights.write === write));
      assert.ok(Math.abs(best.percentPerToken / percent - 1) < 0.1, String(best.percentPerToken / percent));
    });
  }

  it("frees a model of its price once enough changes are its own", () => {
    const models = [
      { weight: 1, inputPrice: 2 },
      { weight: 3, inputPrice: 4 },
    ];
    const { models: weights } = fitted({ models, percentPerToken: () => 2e-5 }).best.weights;
    const ratio = (weights[1] ?? 0) / (weights[0] ?? 1);
    assert.ok(ratio > 2.8 && ratio < 3.2, String(ratio));
  });

  it("says when the limits appear to have changed, and fits what came since", () => {
    const { changedAt, best } = fitted({ days: 40, percentPerToken: (day) => (day < 25 ? 6e-5 : 3e-5) });
    assert.ok(changedAt !== null && Math.abs(changedAt - (BEGIN + 25 * DAY)) < 1.5 * DAY, String(changedAt));
    assert.ok(Math.abs(best.percentPerToken / 3e-5 - 1) < 0.06);
  });

  it("sees no change where there is none", () => {
    assert.equal(fitted({ days: 40 }).changedAt, null);
  });

  it("is silent with fewer than 8 usable intervals", () => {
    assert.deepEqual(calibrated({ days: 0 }), { kind: "few", intervals: 0, changedAt: null });
    // A window that hardly moves gives no rise of 3 percent.
    assert.equal(calibrated({ percentPerToken: () => 1e-8 }).kind, "few");
  });
});
