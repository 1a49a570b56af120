import assert from "node:assert/strict";
import fc from "fast-check";
import { isTimeZone, momentOf, wallTimeAt } from "./zonedTime.ts";

const wall = (year: number, month: number, day: number, hour: number, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
});

describe("momentOf", () => {
  it("knows the zone's offset on that day", () => {
    assert.equal(momentOf(wall(2026, 7, 1, 15), "Europe/Berlin"), Date.UTC(2026, 6, 1, 13));
    assert.equal(momentOf(wall(2026, 12, 1, 15), "Europe/Berlin"), Date.UTC(2026, 11, 1, 14));
    assert.equal(momentOf(wall(2026, 11, 22, 9, 30), "Asia/Kolkata"), Date.UTC(2026, 10, 22, 4));
  });

  it("is right on the day on which the clocks change", () => {
    // Daylight saving ends in New York on 2026-11-01 at 2:00.
    assert.equal(momentOf(wall(2026, 11, 1, 0, 30), "America/New_York"), Date.UTC(2026, 10, 1, 4, 30));
    assert.equal(momentOf(wall(2026, 11, 1, 9), "America/New_York"), Date.UTC(2026, 10, 1, 14));
  });

  it("counts on over the end of a month", () => {
    assert.equal(momentOf(wall(2026, 11, 31, 1), "UTC"), Date.UTC(2026, 11, 1, 1));
  });

  it("finds a moment that shows the wall time it was taken from, in every zone", () => {
    const zones = ["UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu", "Europe/London"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 25_000_000, max: 33_000_000 }), (zone, minutes) => {
        const shown = wallTimeAt(minutes * 60_000, zone);
        assert.deepEqual(wallTimeAt(momentOf(shown, zone), zone), shown);
      }),
    );
  });
});

describe("isTimeZone", () => {
  it("tells names of zones from other words", () => {
    assert.deepEqual(["Europe/Berlin", "UTC", "Mars/Olympus", "soon"].map(isTimeZone), [true, true, false, false]);
  });
});
