import assert from "node:assert/strict";
import type { Judgement } from "./judge.ts";
import { REGIMES, type Regime } from "./regimes.ts";
import { coverage, judgeRegime, WINDOWS, type WindowName } from "./simulation.ts";
import { BEGIN, DAY } from "./simulatedHistory.ts";

/** A fiftieth of what `npm run simulate` runs; with the same seeds always the same. */
const RUNS = 4;

describe("the simulation, in short", function () {
  this.timeout(60_000);
  let judged: ({ regime: Regime } & Record<WindowName, Judgement[]>)[] = [];
  const of = (window: WindowName) => judged.flatMap((one) => one[window]);

  before(() => {
    judged = REGIMES.map((regime, index) => ({ regime, ...judgeRegime(regime, RUNS, (index + 1) * 10_000) }));
  });

  for (const window of WINDOWS) {
    it(`holds the next change of the ${window} window about as often as it says, and closely`, () => {
      const { share, shown, width, naive } = coverage(of(window).map(({ change }) => change));
      assert.equal(shown, REGIMES.length * RUNS);
      assert.ok(share >= 0.65 && share <= 0.95, `held ${share}`);
      assert.ok(width < naive, `${width} against ${naive}`);
    });

    it(`holds the time to the limit of the ${window} window about as often as it says`, () => {
      const { share, shown } = coverage(of(window).map(({ limit }) => limit));
      assert.ok(shown >= 8, `shown ${shown}`);
      assert.ok(share >= 0.6 && share <= 0.95, `held ${share}`);
    });
  }

  it("sees limits that doubled, and no change where there was none", () => {
    for (const { regime, fiveHours } of judged) {
      for (const { changedAt } of fiveHours) {
        if (regime.doubledOn === null) assert.equal(changedAt, null, regime.name);
        else assert.ok(Math.abs((changedAt ?? 0) - (BEGIN + regime.doubledOn * DAY)) < 3 * DAY, String(changedAt));
      }
    }
  });
});
