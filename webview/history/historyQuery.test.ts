import assert from "node:assert/strict";
import { latest, turned } from "./historyQuery.ts";

describe("the question for a page of history", () => {
  it("begins with the latest page: a month of days, half a year of weeks, a year of months", () => {
    assert.deepEqual(latest("day", "model"), { unit: "day", stack: "model", periods: 30, back: 0 });
    assert.equal(latest("week", "model").periods, 26);
    assert.equal(latest("month", "model").periods, 12);
  });
  it("turns by the page, not beyond the present", () => {
    const earlier = turned(latest("week", "agent"), -1);
    assert.deepEqual(earlier, { unit: "week", stack: "agent", periods: 26, back: 26 });
    assert.equal(turned(turned(earlier, -1), 1).back, 26);
    assert.deepEqual(turned(earlier, 1), latest("week", "agent"));
    assert.deepEqual(turned(latest("day", "model"), 1), latest("day", "model"));
  });
});
