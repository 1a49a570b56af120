import assert from "node:assert/strict";
import { TestClock } from "./testClock.ts";
import { Throttle } from "./throttle.ts";

describe("Throttle", () => {
  let clock: TestClock;
  let runs: number[];
  let throttle: Throttle;
  beforeEach(() => {
    clock = new TestClock();
    runs = [];
    const start = clock.now();
    throttle = new Throttle(clock, 1_000, () => runs.push(clock.now() - start));
  });

  it("runs at once, then at most once an interval, and the last call is not lost", () => {
    for (let i = 0; i < 25; i++) {
      throttle.call();
      clock.advance(100);
    }
    clock.advance(10_000);
    assert.deepEqual(runs, [0, 1_000, 2_000, 3_000]);
  });

  it("runs at once again after a pause", () => {
    throttle.call();
    clock.advance(5_000);
    throttle.call();
    assert.deepEqual(runs, [0, 5_000]);
  });

  it("runs no more once disposed", () => {
    throttle.call();
    throttle.call();
    throttle.dispose();
    clock.advance(5_000);
    assert.deepEqual(runs, [0]);
    assert.equal(clock.next, null);
  });
});
