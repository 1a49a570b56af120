import assert from "node:assert/strict";
import { windowInstances } from "./windowInstances.ts";
import type { WindowReading } from "./windowReading.ts";

const hour = 60 * 60_000;
const reading = (at: number, usedPercent: number, resetsAt: number | null = 5): WindowReading => ({
  at: at * hour,
  until: at * hour,
  usedPercent,
  resetsAt: resetsAt === null ? null : resetsAt * hour,
});
const split = (...readings: WindowReading[]) =>
  windowInstances(readings, 5 * hour).map(({ startedAt, readings: own }) => [
    startedAt === null ? null : startedAt / hour,
    ...own.map(({ usedPercent }) => usedPercent),
  ]);

describe("windowInstances", () => {
  it("keeps readings of one reset together, though its time jumps a little, and begins it at zero", () => {
    assert.deepEqual(split(reading(1, 3), reading(2, 8, 5.1), reading(4, 20)), [[0, 3, 8, 20]]);
  });

  it("begins another one at a reset, told or only passed", () => {
    assert.deepEqual(split(reading(4, 30), reading(6, 40, 11)), [
      [0, 30],
      [6, 40],
    ]);
    assert.deepEqual(split(reading(4, 30), reading(6, 40)).length, 2);
  });

  it("begins another one where a value falls or a window flips early, of unknown start unless it is told", () => {
    assert.deepEqual(split(reading(1, 30), reading(2, 29)), [
      [0, 30],
      [null, 29],
    ]);
    assert.deepEqual(split(reading(1, 90), reading(3, 2, 7.5)), [
      [0, 90],
      [2.5, 2],
    ]);
  });

  it("without reset times goes by values and by silences longer than the window", () => {
    assert.deepEqual(split(reading(1, 3, null), reading(2, 9, null), reading(3, 1, null), reading(9, 5, null)), [
      [null, 3, 9],
      [null, 1],
      [null, 5],
    ]);
  });

  it("leaves out what is no number, and what a clock that went back dates before its predecessor", () => {
    assert.deepEqual(split(reading(2, 10), reading(1, 50), reading(3, Number.NaN), reading(3, 12)), [[0, 10, 12]]);
  });
});
