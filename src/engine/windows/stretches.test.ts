import assert from "node:assert/strict";
import type { LocalUse } from "./localUse.ts";
import { joined, stretchesBetween } from "./stretches.ts";
import type { WindowInstance } from "./windowInstances.ts";

/** Requests of two models that take turns, at these times, of one output token each. */
const useAt = (...times: number[]): LocalUse => ({
  models: ["a", "b"],
  inputPrices: [1, 2],
  at: Float64Array.from(times),
  model: Uint16Array.from(times, (_, i) => i % 2),
  input: Float64Array.from(times, () => 0),
  write: Float64Array.from(times, () => 0),
  read: Float64Array.from(times, () => 0),
  output: Float64Array.from(times, () => 1),
  usd: Float64Array.from(times, () => 0.5),
});

const window = (startedAt: number | null, ...values: [at: number, usedPercent: number][]): WindowInstance => ({
  startedAt,
  resetsAt: null,
  readings: values.map(([at, usedPercent]) => ({ at, until: at, usedPercent, resetsAt: null })),
});

describe("stretchesBetween", () => {
  it("counts a request in the stretch at whose end it was told, by model", () => {
    const stretches = stretchesBetween([window(0, [10, 4], [20, 9])], useAt(0, 5, 10, 11, 20, 21));
    assert.deepEqual([...stretches.rise], [4, 5]);
    // Output is the fourth of each model's sums; the requests at 0 and 21 lie in no stretch.
    assert.deepEqual([...stretches.sums], [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert.deepEqual([...stretches.usd], [1, 1]);
  });

  it("has none from an unknown start, nor from one window to the next", () => {
    const stretches = stretchesBetween([window(null, [10, 4], [20, 9]), window(null, [30, 2])], useAt(15, 25));
    assert.deepEqual([[...stretches.from], [...stretches.to]], [[10], [20]]);
  });
});

describe("joined", () => {
  const join = (...instances: WindowInstance[]) => {
    const parts = stretchesBetween(instances, useAt(1, 2, 3, 11, 12));
    return [...joined(parts, parts.rise, (rise) => rise >= 3).rise];
  };

  it("joins neighbours of one window until they are enough, and drops what is left over", () => {
    assert.deepEqual(join(window(0, [1, 1], [2, 3], [3, 7], [4, 8]), window(10, [11, 2], [12, 3])), [3, 4, 3]);
    assert.deepEqual(join(window(0, [1, 2]), window(10, [11, 2])), []);
  });

  it("takes nothing that runs into a full window", () => {
    assert.deepEqual(join(window(0, [1, 50], [2, 51], [3, 100])), [50]);
  });
});
