import assert from "node:assert/strict";
import {
  axisName,
  firstWeekday,
  fullDay,
  monthName,
  periodName,
  rangeName,
  shortDay,
  weekdayNames,
} from "./dayText.ts";

describe("the names of days and periods", () => {
  it("are those of the locale", () => {
    assert.match(fullDay("2026-11-18", "en-GB"), /^Wednesday,? 18 November 2026$/);
    assert.equal(fullDay("2026-11-18", "de"), "Mittwoch, 18. November 2026");
    assert.match(shortDay("2026-03-01", "en-GB"), /^Sun,? 1 Mar$/);
    assert.equal(monthName("2026-03-01", "de"), "Mär");
  });

  it("say what kind of period it is", () => {
    assert.match(periodName("2026-11-18", "day", "en-GB"), /^Wed,? 18 Nov$/);
    assert.equal(periodName("2026-11-16", "week", "en-GB"), "Week of 16 Nov");
    assert.equal(periodName("2026-11-01", "month", "en-GB"), "November 2026");
  });

  it("are short on the axis, and the present period's by its place in time", () => {
    assert.equal(axisName("2026-11-17", "day", false, "en-GB"), "17 Nov");
    assert.equal(axisName("2026-11-16", "week", false, "en-GB"), "16 Nov");
    assert.equal(axisName("2026-10-01", "month", false, "en-GB"), "Oct");
    assert.deepEqual(
      (["day", "week", "month"] as const).map((unit) => axisName("2026-11-18", unit, true)),
      ["Today", "This week", "This month"],
    );
  });

  it("name a stretch of time to the last day of its last period", () => {
    assert.match(rangeName("2026-10-20", "2026-11-18", "day", "en-GB"), /^20 Oct\s–\s18 Nov 2026$/u);
    assert.match(rangeName("2026-05-25", "2026-11-16", "week", "en-GB"), /^25 May\s–\s22 Nov 2026$/u);
    assert.match(rangeName("2025-12-01", "2026-11-01", "month", "en-GB"), /^Dec 2025\s–\sNov 2026$/u);
  });
});

describe("weekdayNames", () => {
  it("begin with the week", () => {
    assert.deepEqual(weekdayNames(1, "en-GB"), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    assert.equal(weekdayNames(0, "de")[0], "So");
  });
});

describe("firstWeekday", () => {
  it("is the locale's", () => {
    assert.equal(firstWeekday("en-GB"), 1);
    assert.equal(firstWeekday("en-US"), 0);
    assert.equal(firstWeekday("ar-EG"), 6);
  });
});
