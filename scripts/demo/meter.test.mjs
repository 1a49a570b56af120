import assert from "node:assert/strict";
import { Meter } from "./meter.mjs";
import { models } from "./work.mjs";

const hour = 3_600_000;
/** @param {number} tokens */
const usage = (tokens) => ({
  input_tokens: tokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 0,
});

describe("the demo's meter", () => {
  it("opens the 5-hour window with the first request, and the week's at their turn", () => {
    const meter = new Meter(24 * hour, []);
    assert.deepEqual(meter.limits(0), []);
    meter.take(90_000, models.sonnet, usage(1_000_000));
    assert.deepEqual(
      meter.limits(2 * hour).map(({ kind, model, resetsAt }) => ({ kind, model, resetsAt })),
      [
        { kind: "session", model: null, resetsAt: 60_000 + 5 * hour },
        { kind: "weekly_all", model: null, resetsAt: 24 * hour },
      ],
    );
    assert.deepEqual(
      meter.limits(6 * hour).map(({ kind }) => kind),
      ["weekly_all"],
    );
  });

  it("counts what is used elsewhere when its time comes", () => {
    const meter = new Meter(24 * hour, [{ at: hour, tokens: 2_800_000 }]);
    assert.deepEqual(meter.limits(hour - 1), []);
    assert.equal(meter.limits(hour)[0]?.usedPercent, 50);
  });

  it("refuses while a window is used up, one model's only that model", () => {
    const meter = new Meter(24 * hour, []);
    meter.take(0, models.opus, usage(20_000_000));
    assert.equal(meter.refusing(hour, models.sonnet)?.kind, "session");
    assert.equal(meter.refusing(6 * hour, models.sonnet), undefined);
    assert.equal(meter.refusing(6 * hour, models.opus)?.model, "Opus");
    assert.equal(meter.refusing(25 * hour, models.opus), undefined);
  });
});
