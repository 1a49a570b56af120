import assert from "node:assert/strict";
import fc from "fast-check";
import { timeTicks } from "./timeTicks.ts";

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

describe("timeTicks", () => {
  it("lies at round times of the clock", () => {
    assert.deepEqual(timeTicks(at(18, 9, 7), at(18, 11, 52), 7), {
      step: 30 * 60_000,
      ticks: [at(18, 9, 30), at(18, 10), at(18, 10, 30), at(18, 11), at(18, 11, 30)],
    });
  });
  it("lies at midnights when the session went on for days", () => {
    assert.deepEqual(timeTicks(at(10, 15), at(14, 12), 6).ticks, [at(11, 0), at(12, 0), at(13, 0), at(14, 0)]);
  });
  it("keeps to the clock's hours after daylight saving's change", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "America/New_York";
    try {
      const { ticks } = timeTicks(new Date(2026, 9, 31, 9).getTime(), new Date(2026, 10, 3, 9).getTime(), 8);
      assert.deepEqual(
        ticks.map((tick) => new Date(tick).getHours()),
        [12, 0, 12, 0, 12, 0],
      );
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
  it("has never more than asked for, in order, within the session", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 36), fc.integer({ min: 2, max: 12 }), (from, span, most) => {
        const { ticks } = timeTicks(from, from + span, most);
        // Daylight saving's change may fit one more in.
        assert.ok(ticks.length <= most + 1);
        for (const [index, tick] of ticks.entries()) {
          assert.ok(tick >= from && tick <= from + span);
          assert.ok(index === 0 || tick > (ticks[index - 1] ?? 0));
        }
      }),
    );
  });
});
