import assert from "node:assert/strict";
import type { Meter } from "../shared/meter.ts";
import { TestClock } from "../shared/testClock.ts";
import { MeterPainter } from "./meterPainter.ts";

describe("MeterPainter", () => {
  let clock: TestClock;
  let start: number;
  let meter: Meter;
  let deadline: number | null;
  let painted: { at: number; changes: Partial<Meter> }[];
  let painter: MeterPainter;
  beforeEach(() => {
    clock = new TestClock();
    start = clock.now();
    meter = { text: "62% ctx", tooltip: "hover", severity: "none", accessibilityLabel: "context 62% full" };
    deadline = null;
    painted = [];
    painter = new MeterPainter({ meter: () => meter, deadline: () => deadline }, clock, (changes) => {
      painted.push({ at: clock.now() - start, changes });
    });
    painter.update();
  });
  afterEach(() => {
    painter.dispose();
  });

  it("paints all of it at first, and then what has changed", () => {
    assert.deepEqual(painted, [{ at: 0, changes: meter }]);
    clock.advance(5_000);
    meter = { ...meter, text: "63% ctx" };
    painter.update();
    assert.deepEqual(painted[1], { at: 5_000, changes: { text: "63% ctx" } });
    assert.equal(painter.shown, meter);
  });

  it("paints nothing where all reads as before", () => {
    for (let i = 0; i < 10; i++) {
      clock.advance(1_500);
      meter = { ...meter };
      painter.update();
    }
    assert.equal(painted.length, 1);
  });

  it("paints once a second at most, and the last of a burst", () => {
    for (let i = 0; i < 100; i++) {
      clock.advance(40);
      meter = { ...meter, text: `${i}` };
      painter.update();
    }
    clock.advance(2_000);
    const times = painted.map(({ at }) => at);
    assert.deepEqual(times, [0, 1_000, 2_000, 3_000, 4_000, 5_000].slice(0, times.length));
    assert.deepEqual(painted.at(-1)?.changes, { text: "99" });
  });

  it("looks again after a minute without news, and not twice within a second then", () => {
    meter = { ...meter, tooltip: "1 min ago" };
    clock.advance(60_000);
    assert.deepEqual(painted[1], { at: 60_000, changes: { tooltip: "1 min ago" } });
    clock.advance(200);
    meter = { ...meter, text: "70% ctx" };
    painter.update();
    assert.equal(painted.length, 2);
    clock.advance(800);
    assert.deepEqual(painted[2], { at: 61_000, changes: { text: "70% ctx" } });
  });

  it("looks again when the countdown to the deadline has lost a minute", () => {
    deadline = start + 3 * 60_000 + 20_000;
    clock.advance(1_000);
    painter.update();
    meter = { ...meter, text: "cache 2 min" };
    clock.advance(19_000);
    assert.equal(painted.length, 1);
    clock.advance(1);
    assert.deepEqual(painted[1], { at: 20_001, changes: { text: "cache 2 min" } });
    clock.advance(3 * 60_000 - 1);
    meter = { ...meter, text: "cache cold" };
    clock.advance(1);
    assert.deepEqual(painted[2], { at: 3 * 60_000 + 20_001, changes: { text: "cache cold" } });
  });

  it("paints no more once disposed", () => {
    meter = { ...meter, text: "70% ctx" };
    painter.update();
    painter.dispose();
    clock.advance(120_000);
    assert.equal(painted.length, 1);
    assert.equal(clock.next, null);
  });
});
