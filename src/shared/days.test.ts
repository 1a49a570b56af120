import assert from "node:assert/strict";
import { dayStart, localDay, parseDay } from "./days.ts";

const now = new Date(2026, 5, 20, 15, 0).getTime();

describe("dayStart", () => {
  it("goes from day to day, across a change of the clocks too", () => {
    const starts = Array.from({ length: 400 }, (_, index) => dayStart(now, -index));
    assert.equal(new Set(starts.map(localDay)).size, 400);
  });
});

describe("parseDay", () => {
  it("reads a local day, with or without dashes, and no other text", () => {
    assert.equal(parseDay("2026-06-20"), dayStart(now));
    assert.equal(parseDay("20260620"), dayStart(now));
    for (const text of ["2026-02-30", "2026-13-01", "yesterday", "2026-6-1", ""])
      assert.equal(parseDay(text), null, text);
  });
});
