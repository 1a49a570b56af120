import assert from "node:assert/strict";
import { localDay } from "../../shared/days.ts";
import type { HistoryUnit } from "../../shared/historyPages.ts";
import { periodAt, periodStarts } from "./periodStarts.ts";

describe("periodStarts", () => {
  // A Wednesday.
  const now = new Date(2026, 5, 17, 15, 20).getTime();
  const days = (unit: HistoryUnit, count: number, back: number) => periodStarts(unit, now, count, back).map(localDay);

  it("gives the present period and those before it, and when the last one ends", () => {
    assert.deepEqual(days("day", 3, 0), ["2026-06-15", "2026-06-16", "2026-06-17", "2026-06-18"]);
    assert.deepEqual(days("week", 2, 0), ["2026-06-08", "2026-06-15", "2026-06-22"]);
    assert.deepEqual(days("month", 2, 0), ["2026-05-01", "2026-06-01", "2026-07-01"]);
  });

  it("goes back by whole periods, over the end of a year", () => {
    assert.deepEqual(days("day", 1, 17), ["2026-05-31", "2026-06-01"]);
    assert.deepEqual(days("week", 1, 24), ["2025-12-29", "2026-01-05"]);
    assert.deepEqual(days("month", 2, 5), ["2025-12-01", "2026-01-01", "2026-02-01"]);
  });

  it("begins a week on Monday, on a Sunday and a Monday too", () => {
    const weekOf = (day: number) => localDay(periodStarts("week", new Date(2026, 5, day, 12).getTime(), 1, 0)[0] ?? 0);
    assert.deepEqual([weekOf(14), weekOf(15)], ["2026-06-08", "2026-06-15"]);
  });

  it("keeps to midnight where the clocks change", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Europe/Berlin";
    try {
      const starts = periodStarts("day", new Date(2026, 2, 30, 12).getTime(), 3, 0);
      assert.deepEqual(starts.map(localDay), ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]);
      assert.equal((starts[2] ?? 0) - (starts[1] ?? 0), 23 * 3_600_000);
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});

describe("periodAt", () => {
  it("finds the period that holds a moment, from its first to its last millisecond", () => {
    const starts = [10, 20, 30];
    assert.deepEqual(
      [9, 10, 19, 20, 29].map((at) => periodAt(starts, at)),
      [-1, 0, 0, 1, 1],
    );
  });

  it("counts what is later than all of them as the last one's", () => {
    assert.deepEqual(
      [30, 1e15].map((at) => periodAt([10, 20, 30], at)),
      [1, 1],
    );
  });
});
