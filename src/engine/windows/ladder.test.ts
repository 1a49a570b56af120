import assert from "node:assert/strict";
import fc from "fast-check";
import { ladder } from "./ladder.ts";
import { randomNumbers } from "./randomNumbers.ts";
import type { WindowReading } from "./windowReading.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 5, 1);

/** Readings of both limits as they come in: a value that stays the same lengthens the last one. */
class Readings {
  readonly fiveHour: WindowReading[] = [];
  readonly sevenDay: WindowReading[] = [];

  tell(at: number, fiveHour: number, week: number, fiveHourReset: number, weekReset: number): void {
    note(this.fiveHour, { at, until: at, usedPercent: Math.round(fiveHour), resetsAt: fiveHourReset });
    note(this.sevenDay, { at, until: at, usedPercent: Math.round(week), resetsAt: weekReset });
  }
}

function note(readings: WindowReading[], next: WindowReading): void {
  const last = readings.at(-1);
  if (last && last.usedPercent === next.usedPercent && last.resetsAt === next.resetsAt) last.until = next.at;
  else readings.push(next);
}

/** Windows that each use `uses[i]` percent evenly over four hours, one a day; the week begins anew every 7 days. */
function simulate(share: number, uses: readonly number[], stepMs = 5 * MINUTE): Readings {
  const readings = new Readings();
  let week = 0;
  uses.forEach((use, day) => {
    const from = start + day * DAY;
    const weekReset = start + (Math.floor(day / 7) + 1) * 7 * DAY;
    if (day % 7 === 0) week = 0;
    const before = week;
    for (let past = stepMs; past <= 4 * HOUR; past += stepMs) {
      const used = (use * past) / (4 * HOUR);
      week = before + used * share;
      readings.tell(from + past, used, week, from + 5 * HOUR, weekReset);
    }
  });
  return readings;
}

const measure = (share: number, uses: readonly number[], left = 60) => {
  const { fiveHour, sevenDay } = simulate(share, uses);
  return ladder(fiveHour, sevenDay, left);
};

describe("ladder", () => {
  it("says what a full window takes of the week, and how many are left of it", () => {
    const found = measure(0.15, [90, 80, 95]);
    assert.ok(found);
    assert.equal(found.windows, 3);
    assert.ok(found.weekPercent.low < 15 && found.weekPercent.high > 15, JSON.stringify(found.weekPercent));
    assert.ok(Math.abs(found.weekPercent.mid - 15) < 1);
    assert.ok(Math.abs(found.windowsLeft.mid - 60 / found.weekPercent.mid) < 1e-9);
    assert.ok(found.windowsLeft.low < found.windowsLeft.mid && found.windowsLeft.mid < found.windowsLeft.high);
    assert.equal(measure(0.15, [90, 80, 95], 0)?.windowsLeft.high, 0);
  });

  it("is silent with fewer than three windows that moved 20 points, or a week that hardly moved", () => {
    assert.equal(measure(0.15, [90, 80]), null);
    assert.equal(measure(0.15, [90, 80, 15, 15, 15]), null);
    assert.equal(measure(0.001, [25, 25, 25]), null);
    assert.equal(ladder([], [], 50), null);
  });

  it("goes by the last seven windows: limits change", () => {
    const older = simulate(
      0.3,
      Array.from({ length: 7 }, () => 80),
    );
    const newer = simulate(
      0.1,
      Array.from({ length: 7 }, () => 80),
    );
    const shifted = (readings: readonly WindowReading[]) =>
      readings.map((reading) => ({
        at: reading.at + 14 * DAY,
        until: reading.until + 14 * DAY,
        usedPercent: reading.usedPercent,
        resetsAt: (reading.resetsAt ?? 0) + 14 * DAY,
      }));
    const found = ladder(
      [...older.fiveHour, ...shifted(newer.fiveHour)],
      [...older.sevenDay, ...shifted(newer.sevenDay)],
      50,
    );
    assert.ok(found && Math.abs(found.weekPercent.mid - 10) < 1, JSON.stringify(found));
    assert.equal(found.windows, 7);
  });

  it("counts no change across a reset of either limit", () => {
    const readings = new Readings();
    for (let window = 0; window < 4; window++) {
      const from = start + window * DAY;
      for (let past = 0; past <= 4 * HOUR; past += 5 * MINUTE) {
        const used = (80 * past) / (4 * HOUR);
        // The week begins anew in the middle of each window, and would seem to fall.
        const half = past < 2 * HOUR;
        const week = half ? 50 + used * 0.2 : (used - 40) * 0.2;
        readings.tell(from + past, used, week, from + 5 * HOUR, half ? from + 2 * HOUR : from + 7 * DAY);
      }
    }
    const found = ladder(readings.fiveHour, readings.sevenDay, 50);
    assert.ok(found && Math.abs(found.weekPercent.mid - 20) < 2, JSON.stringify(found));
  });

  it("leaves out what the week took when the 5-hour window could move no more", () => {
    const readings = new Readings();
    for (let window = 0; window < 3; window++) {
      const from = start + window * DAY;
      for (let past = 0; past <= 4 * HOUR; past += 5 * MINUTE) {
        const used = (200 * past) / (4 * HOUR);
        readings.tell(from + past, Math.min(100, used), window * 20 + used * 0.1, from + 5 * HOUR, start + 7 * DAY);
      }
    }
    const found = ladder(readings.fiveHour, readings.sevenDay, 50);
    assert.ok(found && Math.abs(found.weekPercent.mid - 10) < 1, JSON.stringify(found));
  });

  it("takes the week's figure only from when both were told", () => {
    const { fiveHour, sevenDay } = simulate(0.15, [90, 80, 95]);
    assert.equal(
      ladder(
        fiveHour,
        sevenDay.map((reading) => ({ ...reading, at: reading.at + 10 * DAY, until: reading.until + 10 * DAY })),
        50,
      ),
      null,
    );
  });

  it("is as near to the true share as the rounding to whole percent lets it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.08, max: 0.25, noNaN: true }),
        fc.array(fc.integer({ min: 60, max: 99 }), { minLength: 3, maxLength: 12 }),
        (share, uses) => {
          const found = measure(share, uses);
          // Both ends of both moves are off by half a percent at most.
          assert.ok(found && Math.abs(found.weekPercent.mid / 100 - share) <= (1 + share) / Math.min(...uses) + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("holds the true share in its interval in at least 75 of 100 cases, also of small moves", () => {
    for (const windows of [3, 5, 7]) {
      const random = randomNumbers(windows);
      let held = 0;
      const runs = 300;
      for (let run = 0; run < runs; run++) {
        const share = 0.08 + 0.17 * random();
        const uses = Array.from({ length: windows }, () => 22 + 70 * random());
        const { weekPercent } = measure(share, uses) ?? { weekPercent: { low: 0, high: 0 } };
        if (weekPercent.low <= 100 * share && 100 * share <= weekPercent.high) held++;
      }
      assert.ok(held / runs >= 0.75, `${windows} windows: ${held} of ${runs}`);
    }
  });
});
