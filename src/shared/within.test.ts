import assert from "node:assert/strict";
import { TestClock } from "./testClock.ts";
import { within } from "./within.ts";

describe("within", () => {
  it("gives the value, and leaves no timer", async () => {
    const clock = new TestClock();
    assert.equal(await within(10, clock, Promise.resolve(7)), 7);
    assert.equal(clock.next, null);
  });

  it("gives null for a failure and for a promise that takes too long", async () => {
    const clock = new TestClock();
    assert.equal(await within(10, clock, Promise.reject(new Error("no"))), null);
    const slow = within(10, clock, new Promise<number>(() => {}));
    clock.advance(10);
    assert.equal(await slow, null);
  });
});
