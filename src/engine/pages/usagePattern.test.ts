import assert from "node:assert/strict";
import { usagePattern } from "./usagePattern.ts";

describe("usagePattern", () => {
  const kindOf = (usd: number) => usagePattern([usd, usd, usd, usd, usd])?.kind;

  it("is told by the median day with use: the published mean of users, and what nine of ten stay below", () => {
    assert.deepEqual([12.99, 13, 29.99, 30].map(kindOf), ["light", "moderate", "moderate", "heavy"]);
  });

  it("leaves days without use out of the median, and those before the first with use out of the days", () => {
    const pattern = usagePattern([0, 0, 2, 0, 4, 6, 0, 8, 10]);
    assert.deepEqual([pattern?.medianDayUsd, pattern?.activeDays, pattern?.ofDays], [6, 5, 7]);
  });

  it("tells the share of the costliest tenth, of at least one day", () => {
    assert.equal(usagePattern([1, 1, 1, 1, 6])?.peakShare, 0.6);
    const twenty = Array.from({ length: 20 }, (_, index) => (index < 18 ? 1 : 16));
    assert.equal(usagePattern(twenty)?.peakShare, 32 / 50);
  });

  it("is not known from fewer than five days", () => assert.equal(usagePattern([0, 1, 2, 3, 4]), null));
});
