import assert from "node:assert/strict";
import fc from "fast-check";
import { trendOf, windowsByReset } from "./windowHistory.ts";
import type { WindowReading } from "./windowReading.ts";

const START = Date.UTC(2026, 5, 10, 9);
const minute = 60_000;
const hour = 60 * minute;
const FIVE = 5 * hour;
/** Minutes from the start. */
const reading = (at: number, usedPercent: number, resetsAt: number | null, until = at): WindowReading => ({
  at: START + at * minute,
  until: START + until * minute,
  usedPercent,
  resetsAt: resetsAt === null ? null : START + resetsAt * minute,
});
const split = (readings: WindowReading[], windowMs: number | null = FIVE) =>
  windowsByReset(readings, windowMs).map(({ startedAt, resetsAt, endedAt, readings: own }) => ({
    from: startedAt === null ? null : (startedAt - START) / minute,
    reset: (resetsAt - START) / minute,
    end: (endedAt - START) / minute,
    used: own.map(({ usedPercent }) => usedPercent),
  }));

describe("windowsByReset", () => {
  it("tells windows apart by their resets", () => {
    assert.deepEqual(split([reading(0, 3, 300), reading(60, 40, 300), reading(310, 2, 600)]), [
      { from: 0, reset: 300, end: 300, used: [3, 40] },
      { from: 300, reset: 600, end: 600, used: [2] },
    ]);
    assert.deepEqual(split([]), []);
  });

  it("takes a reset that jumps by minutes for the same", () => {
    assert.deepEqual(split([reading(0, 3, 300), reading(10, 4, 299.98), reading(20, 4, 309), reading(30, 5, 300)]), [
      { from: 0, reset: 300, end: 300, used: [3, 4, 4, 5] },
    ]);
  });

  it("ends a window early where the next one began before its reset", () => {
    assert.deepEqual(split([reading(0, 3, 300), reading(100, 90, 300), reading(120, 1, 420)]), [
      { from: 0, reset: 300, end: 120, used: [3, 90] },
      { from: 120, reset: 420, end: 420, used: [1] },
    ]);
  });

  it("stays in a window whose value falls without another reset, or whose reset moves without a fall", () => {
    assert.deepEqual(split([reading(0, 40, 300), reading(10, 20, 300)]), [
      { from: 0, reset: 300, end: 300, used: [40, 20] },
    ]);
    assert.deepEqual(split([reading(0, 40, 300), reading(10, 41, 330)]), [
      { from: 30, reset: 330, end: 330, used: [40, 41] },
    ]);
  });

  it("gives what a session tells late to the window that it was told of", () => {
    const flipped = [reading(0, 90, 300), reading(120, 1, 420), reading(125, 90, 300), reading(130, 2, 420)];
    assert.deepEqual(
      split(flipped).map(({ used }) => used),
      [
        [90, 90],
        [1, 2],
      ],
    );
    assert.deepEqual(
      split([reading(0, 3, 300), reading(305, 80, 300), reading(310, 1, 610)]).map(({ used }) => used),
      [[3, 80], [1]],
    );
  });

  it("gives a reading without a reset to the window that is open, and to none where none is", () => {
    const readings = [reading(0, 1, null), reading(10, 3, 300), reading(20, 4, null), reading(400, 0, null)];
    assert.deepEqual(
      split(readings).map(({ used }) => used),
      [[3, 4]],
    );
  });

  it("knows no start of a window of unknown length", () => {
    assert.deepEqual(split([reading(0, 3, 300), reading(400, 1, 700)], null), [
      { from: null, reset: 300, end: 300, used: [3] },
      { from: null, reset: 700, end: 700, used: [1] },
    ]);
  });

  it("puts every reading with a reset into one window, whatever is told in whatever order", () => {
    const any = fc.record({
      at: fc.integer({ min: 0, max: 2000 }),
      usedPercent: fc.integer({ min: 0, max: 110 }),
      reset: fc.integer({ min: -500, max: 2500 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (list) => {
        const readings = list.toSorted((a, b) => a.at - b.at).map(({ at, usedPercent, reset }) => reading(at, usedPercent, reset)); // prettier-ignore
        const windows = windowsByReset(readings, FIVE);
        assert.equal(windows.flatMap((window) => window.readings).length, readings.length);
        for (const [index, window] of windows.entries()) {
          assert.ok(window.endedAt <= window.resetsAt);
          assert.ok(window.resetsAt >= (windows[index - 1]?.resetsAt ?? -Infinity));
          const times = trendOf(window).map(({ at }) => at);
          assert.deepEqual(
            times,
            times.toSorted((a, b) => a - b),
          );
        }
      }),
    );
  });
});

describe("trendOf", () => {
  const only = (readings: WindowReading[]) => {
    const [window] = windowsByReset(readings, FIVE);
    assert.ok(window);
    return window;
  };
  const minutes = (readings: WindowReading[], maxPoints?: number) =>
    trendOf(only(readings), maxPoints).map(({ at, usedPercent }) => [(at - START) / minute, usedPercent]);

  it("has each value when it was first and last told", () => {
    assert.deepEqual(minutes([reading(0, 3, 300, 20), reading(30, 5, 300)]), [
      [0, 3],
      [20, 3],
      [30, 5],
    ]);
  });

  it("keeps what a wrong clock told within the window", () => {
    assert.deepEqual(minutes([reading(-30, 1, 300), reading(310, 8, 300)]), [
      [0, 1],
      [300, 8],
    ]);
  });

  it("has so many points at most, the first, the last and the highest among them", () => {
    const many = Array.from({ length: 250 }, (_, index) => reading(index, index === 125 ? 99 : index % 50, 300));
    const points = minutes(many, 60);
    assert.equal(points.length, 60);
    assert.deepEqual(
      [points[0], points.at(-1)],
      [
        [0, 0],
        [249, 49],
      ],
    );
    assert.ok(points.some(([, used]) => used === 99));
  });
});
