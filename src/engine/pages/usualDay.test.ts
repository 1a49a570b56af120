import assert from "node:assert/strict";
import { dayStart } from "../../shared/days.ts";
import { usualDay } from "./usualDay.ts";

const HOUR = 3_600_000;
const now = new Date(2026, 5, 20, 15, 20).getTime();
/** A quarter so many days before `now`, by the time of day. */
const quarter = (days: number, hour: number, costUSD: number, unpricedRequests = 0) => ({
  at: dayStart(now, -days) + hour * HOUR,
  costUSD,
  requests: 1,
  unpricedRequests,
});

describe("usualDay", () => {
  const fiveDays = [1, 2, 3, 4, 5].map((days) => quarter(days, 9, days));

  it("has the quartiles of days with use: by this time of day, and whole", () => {
    const evenings = [1, 2, 3, 4, 5].map((days) => quarter(days, 20, 10));
    assert.deepEqual(usualDay([...fiveDays, ...evenings], [], now), {
      kind: "known",
      soFar: { low: 2, mid: 3, high: 4 },
      whole: { low: 12, mid: 13, high: 14 },
      days: 5,
    });
  });

  it("counts the quarter of an hour that has begun by now, and none after it", () => {
    const soFar = (hour: number) => {
      const usual = usualDay(
        [1, 2, 3, 4, 5].map((days) => quarter(days, hour, 7)),
        [],
        now,
      );
      return usual.kind === "known" && usual.soFar.mid;
    };
    assert.deepEqual([15.25, 15.5].map(soFar), [7, 0]);
  });

  it("holds what Claude Code reported beyond the count", () => {
    const usual = usualDay(fiveDays, [{ at: dayStart(now, -3) + 10 * HOUR, model: "", usd: 100 }], now);
    assert.deepEqual(usual.kind === "known" && usual.whole, { low: 2, mid: 4, high: 5 });
  });

  it("knows nothing of today, of days before the last 30, and of fewer than five", () => {
    const beside = [quarter(0, 9, 50), quarter(30, 9, 50)];
    assert.deepEqual(usualDay([...beside, ...fiveDays.slice(1)], [], now), { kind: "unknown", days: 4 });
    assert.deepEqual(usualDay([...fiveDays.slice(1), quarter(29, 9, 50)], [], now).days, 5);
  });

  it("leaves out a day of which no request has a price", () => {
    assert.deepEqual(usualDay([...fiveDays.slice(1), quarter(1, 9, 0, 1)], [], now), { kind: "unknown", days: 4 });
  });

  it("goes by the clock on the wall when the clocks have changed", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Europe/Berlin";
    try {
      // Summer time began on 29 March.
      const later = new Date(2026, 3, 2, 12).getTime();
      const at = (day: number, hour: number) => ({
        at: new Date(2026, 2, day, hour).getTime(),
        costUSD: 1,
        requests: 1,
        unpricedRequests: 0,
      });
      const usual = usualDay(
        [24, 25, 26, 27, 29].flatMap((day) => [at(day, 11), at(day, 13)]),
        [],
        later,
      );
      assert.deepEqual(usual.kind === "known" && usual.soFar, { low: 1, mid: 1, high: 1 });
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});
