import assert from "node:assert/strict";
import { localHour, localMonth, localWeek } from "./periods.ts";

const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12).getTime();

describe("periods", () => {
  it("names weeks by ISO 8601: Monday to Sunday, and the year of the Thursday", () => {
    const weeks: [at: number, week: string][] = [
      [noon(2026, 1, 1), "2026-W01"],
      [noon(2025, 12, 29), "2026-W01"],
      [noon(2025, 12, 28), "2025-W52"],
      [noon(2027, 1, 3), "2026-W53"],
      [noon(2027, 1, 4), "2027-W01"],
      [noon(2024, 12, 30), "2025-W01"],
      [noon(2026, 3, 29), "2026-W13"],
      [noon(2026, 3, 30), "2026-W14"],
      [noon(2026, 10, 25), "2026-W43"],
      [noon(2026, 10, 26), "2026-W44"],
    ];
    for (const [at, week] of weeks) assert.equal(localWeek(at), week, new Date(at).toString());
  });

  it("gives a week seven days, and every year 52 or 53", () => {
    const days = new Map<string, number>();
    for (let day = 0; day < 365 * 30; day++) {
      const week = localWeek(noon(2000, 1, 3 + day));
      days.set(week, (days.get(week) ?? 0) + 1);
    }
    assert.ok([...days.values()].slice(0, -1).every((count) => count === 7));
    const sorted = [...days.keys()].toSorted();
    assert.deepEqual([...days.keys()], sorted);
    assert.ok(!sorted.some((week) => week.endsWith("W54") || week.endsWith("W00")));
  });

  it("names months and hours", () => {
    const at = new Date(2026, 2, 9, 7, 45).getTime();
    assert.deepEqual([localMonth(at), localHour(at)], ["2026-03", "07:00"]);
  });
});
