import assert from "node:assert/strict";
import fc from "fast-check";
import { pace, workingHours } from "./pace.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const local = (day: number, hour = 0, minute = 0) => new Date(2026, 5, day, hour, minute).getTime();
const now = local(29, 12);

/** One request in each of the local hours `from` to `to` of each of the last days that `isDay` picks, oldest first. */
function history({ days = 42, from = 9, to = 17, each = 1, isDay = (day: number) => day >= 1 && day <= 5, end = now }) {
  const at: number[] = [];
  const last = new Date(end);
  for (let back = days; back > 0; back--) {
    const date = new Date(last.getFullYear(), last.getMonth(), last.getDate() - back);
    if (!isDay(date.getDay())) continue;
    for (let hour = from; hour < to; hour++) {
      for (let one = 0; one < each; one++) {
        at.push(new Date(date.getFullYear(), date.getMonth(), date.getDate(), hour, 5 + one).getTime());
      }
    }
  }
  return at;
}

const week = (at: number) => ({ startedAt: local(22), resetsAt: local(29), now: at });
const inTimeZone = (zone: string, run: () => void) => {
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    run();
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
};

describe("workingHours", () => {
  it("is unknown with less than 14 days or 40 active hours", () => {
    assert.equal(workingHours([], now), null);
    assert.equal(workingHours(history({ days: 13 }), now), null);
    const fewHours = history({ days: 28, from: 9, to: 10 });
    assert.ok(fewHours.length < 40);
    assert.equal(workingHours(fewHours, now), null);
    assert.notEqual(workingHours(history({ days: 28 }), now), null);
  });

  it("counts hours, not requests", () => {
    assert.deepEqual(workingHours(history({ each: 20 }), now), workingHours(history({ each: 1 }), now));
  });

  it("keeps requests from a clock that was ahead out", () => {
    const at = history({});
    assert.deepEqual(workingHours([...at, now + DAY], now), workingHours(at, now));
  });

  it("finds the hours of work in a zone whose hours are not those of UTC, and across a change of the clocks", () => {
    for (const zone of ["Asia/Kathmandu", "Europe/Berlin", "Australia/Lord_Howe"]) {
      inTimeZone(zone, () => {
        const end = new Date(2026, 3, 20, 12).getTime();
        const hours = workingHours(history({ days: 42, end }), end);
        const monday = hours?.working.slice(24, 48).map((working, hour) => (working ? hour : -1));
        assert.deepEqual(
          monday?.filter((hour) => hour >= 10 && hour <= 15),
          [10, 11, 12, 13, 14, 15],
          zone,
        );
        assert.equal(
          monday.some((hour) => hour >= 0 && (hour < 8 || hour > 17)),
          false,
          zone,
        );
      });
    }
  });
});

describe("pace", () => {
  const office = workingHours(history({}), now);

  it("runs over all hours while habits are not known", () => {
    assert.deepEqual(pace(week(local(25, 12)), null), { percent: 50, over: "all hours" });
  });

  it("stands still on a weekend and at night, and is half way through a week's work on Wednesday noon", () => {
    const at = (time: number) => pace(week(time), office)?.percent ?? Number.NaN;
    assert.equal(pace(week(local(24, 13)), office)?.over, "working hours");
    assert.ok(Math.abs(at(local(24, 13)) - 50) < 2, String(at(local(24, 13))));
    assert.ok(at(local(24, 7)) - at(local(23, 20)) < 0.5);
    assert.ok(at(local(27)) > 95);
  });

  it("runs over all hours of a 5-hour window within the working day, and over the working ones of another", () => {
    const at = (hour: number, past: number) =>
      pace({ startedAt: local(24, hour), resetsAt: local(24, hour + 5), now: local(24, hour) + past }, office);
    assert.deepEqual(at(10, 2.5 * HOUR), { percent: 50, over: "all hours" });
    const late = at(15, 2 * HOUR);
    assert.equal(late?.over, "working hours");
    assert.ok(late.percent > 60, String(late.percent));
    // Somebody works at night for once.
    assert.deepEqual(pace({ startedAt: local(24), resetsAt: local(24, 5), now: local(24, 1) }, office), {
      percent: 20,
      over: "all hours",
    });
  });

  it("is unknown without both ends, and never beyond the window", () => {
    assert.equal(pace({ startedAt: null, resetsAt: now, now }, office), null);
    assert.equal(pace({ startedAt: now, resetsAt: null, now }, office), null);
    assert.equal(pace({ startedAt: now + 1, resetsAt: now + DAY, now }, office), null);
    assert.equal(pace(week(local(30)), null)?.percent, 100);
  });

  it("never falls as time passes, from 0 to 100, also where the clocks change", () => {
    for (const zone of ["UTC", "America/New_York", "Australia/Lord_Howe"]) {
      inTimeZone(zone, () => {
        const end = new Date(2026, 10, 4, 12).getTime();
        const hours = workingHours(history({ end }), end);
        const startedAt = new Date(2026, 9, 28, 3, 20).getTime();
        const window = { startedAt, resetsAt: startedAt + 7 * DAY };
        assert.equal(pace({ ...window, now: startedAt }, hours)?.percent, 0);
        assert.ok(Math.abs((pace({ ...window, now: window.resetsAt }, hours)?.percent ?? 0) - 100) < 1e-9);
        fc.assert(
          fc.property(fc.tuple(fc.nat(7 * DAY), fc.nat(7 * DAY)), ([a, b]) => {
            const [first, second] = [Math.min(a, b), Math.max(a, b)].map(
              (past) => pace({ ...window, now: startedAt + past }, hours)?.percent ?? Number.NaN,
            );
            assert.ok(first !== undefined && second !== undefined && first <= second + 1e-9);
          }),
          { numRuns: 50 },
        );
      });
    }
  });
});
