import assert from "node:assert/strict";
import fc from "fast-check";
import { type CalendarDay, calendarLayout, dayAfterKey } from "./dayCalendar.data.ts";

const day = (usd: number, requests = usd > 0 ? 1 : 0, key = "2026-11-18"): CalendarDay => ({
  day: key,
  usd,
  requests,
  tokens: requests * 1000,
});

/** The `count` days up to this one. */
function daysTo(last: string, count: number): CalendarDay[] {
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    day(index, index, new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10)),
  );
}

describe("the level of a day", () => {
  const levelsOf = (days: CalendarDay[]) => calendarLayout(days, 1).days.map(({ level }) => level);

  it("divides the days with use by quarters", () => {
    assert.deepEqual(levelsOf([8, 0, 1, 2, 3, 4, 5, 6, 7].map((usd) => day(usd))), [4, 0, 1, 1, 2, 2, 3, 3, 4]);
  });
  it("gives a day alone, and days alike, the highest", () => {
    assert.deepEqual(levelsOf([day(0), day(3)]), [0, 4]);
    assert.deepEqual(levelsOf([day(3), day(3), day(3)]), [4, 4, 4]);
  });
  it("shows use without a price", () => assert.deepEqual(levelsOf([day(0, 2), day(5)]), [2, 4]));
  it("rises with the cost, is 0 only without use, and reaches 4", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 364 }), (costs) => {
        const levels = levelsOf(costs.map((usd) => day(usd)));
        const sorted = costs
          .map((usd, index) => ({ usd, level: levels[index] ?? -1 }))
          .toSorted((a, b) => a.usd - b.usd);
        for (const [index, { usd, level }] of sorted.entries()) {
          assert.equal(level === 0, usd === 0);
          assert.ok(level >= (sorted[index - 1]?.level ?? 0) && level <= 4);
        }
        if (costs.some((usd) => usd > 0)) assert.equal(sorted.at(-1)?.level, 4);
      }),
    );
  });
});

describe("calendarLayout", () => {
  it("puts each weekday into its row and today into the last column", () => {
    // A Wednesday.
    const monday = calendarLayout(daysTo("2026-11-18", 371), 1);
    assert.equal(monday.rows[2]?.at(-1)?.day, "2026-11-18");
    assert.equal(monday.rows[3]?.at(-1), null);
    assert.equal(monday.rows[0]?.[0]?.day, "2025-11-17");
    const sunday = calendarLayout(daysTo("2026-11-18", 371), 0);
    assert.equal(sunday.rows[3]?.at(-1)?.day, "2026-11-18");
  });

  it("names a month above the week with its first day, where the name has room", () => {
    const { months, rows } = calendarLayout(daysTo("2026-11-18", 371), 1);
    assert.deepEqual(
      months.map(({ day }) => day.slice(0, 7)),
      ["2025-12", ...Array.from({ length: 11 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}`)],
    );
    for (const { column, day: first } of months) {
      assert.ok(rows.some((cells) => cells[column]?.day === first));
    }
    assert.equal(calendarLayout(daysTo("2026-11-03", 371), 1).months.at(-1)?.day, "2026-10-01");
  });

  it("shows each of the last days once, in order, down the weeks", () => {
    const last = fc.integer({ min: 0, max: 3000 }).map((days) => new Date(1.7e12 + days * 86_400_000));
    fc.assert(
      fc.property(last, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 371 }), (end, first, count) => {
        const days = daysTo(end.toISOString().slice(0, 10), count);
        const { rows, days: shown } = calendarLayout(days, first);
        assert.deepEqual(
          rows.map(({ length }) => length),
          Array.from({ length: 7 }, () => 53),
        );
        const down = Array.from({ length: 53 }, (_, column) => rows.map((cells) => cells[column] ?? null)).flat();
        assert.deepEqual(
          down.filter((cell) => cell !== null),
          shown,
        );
        assert.ok(count - shown.length < 7);
        assert.deepEqual(
          shown.map(({ day }) => day),
          days.slice(count - shown.length).map(({ day }) => day),
        );
        for (const [row, cells] of rows.entries()) {
          for (const cell of cells) {
            if (cell !== null) assert.equal(new Date(`${cell.day}T00:00:00Z`).getUTCDay(), (first + row) % 7);
          }
        }
      }),
    );
  });
});

describe("dayAfterKey", () => {
  it("goes up and down by a day, left and right by a week, by page four weeks", () => {
    const from50 = (key: string): number | null => dayAfterKey(key, 50, 100);
    assert.deepEqual(
      ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].map(from50),
      [49, 51, 43, 57, 22, 78, 0, 99],
    );
  });
  it("stays where there is no such day", () => {
    assert.equal(dayAfterKey("ArrowRight", 95, 100), null);
    assert.equal(dayAfterKey("ArrowUp", 0, 100), null);
    assert.equal(dayAfterKey("End", 99, 100), null);
  });
  it("leaves other keys alone", () => assert.equal(dayAfterKey("a", 50, 100), null));
});
