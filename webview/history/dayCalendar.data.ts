/** How a calendar of days is laid out, apart from drawing it. */
import type { CalendarPage } from "../../src/shared/historyPages.ts";

export type CalendarDay = CalendarPage["days"][number];
/** How much was used on a day, among the days with use: 0 none, then by quarters of them, 4 the dearest. */
export type DayLevel = 0 | 1 | 2 | 3 | 4;

export interface DayCell extends CalendarDay {
  level: DayLevel;
  /** Its place among the days shown. */
  index: number;
}

export interface CalendarLayout {
  /** Seven, one a weekday, of 53 cells, one a week; null where there is no day: it lies ahead. */
  rows: (DayCell | null)[][];
  /** The days of these rows, oldest first. */
  days: DayCell[];
  /** Columns in which a month begins that has room for its name. */
  months: { column: number; day: string }[];
}

const WEEKS = 53;
/** Columns that a month's name takes. */
const NAME_COLUMNS = 3;

/** The last 53 weeks of `days`, which end today. `firstWeekday`: 0 for Sunday to 6. */
export function calendarLayout(days: CalendarDay[], firstWeekday: number): CalendarLayout {
  const today = days.at(-1);
  const ofThisWeek = today === undefined ? 0 : ((weekday(today.day) - firstWeekday + 7) % 7) + 1;
  const room = (WEEKS - 1) * 7 + ofThisWeek;
  const inRoom = days.slice(-room);
  const levels = dayLevels(inRoom);
  const shown = inRoom.map((day, index): DayCell => ({ ...day, level: levels[index] ?? 0, index }));
  const lead = room - shown.length;
  const rows = Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: WEEKS }, (_, column) => shown[column * 7 + row - lead] ?? null),
  );
  return { rows, days: shown, months: monthColumns(shown, lead) };
}

/** Of each day, by the share of days with use that cost as much or less. */
function dayLevels(days: CalendarDay[]): DayLevel[] {
  const costs = days
    .filter(hasUse)
    .map(({ usd }) => usd)
    .toSorted((a, b) => a - b);
  return days.map((day) => {
    if (!hasUse(day)) return 0;
    const atMost = costs.findLastIndex((usd) => usd <= day.usd) + 1;
    return Math.ceil((4 * atMost) / costs.length) as DayLevel;
  });
}

/** Where a key leads from the day at `index` of `count`; null for other keys, and where there is no such day. */
export function dayAfterKey(key: string, index: number, count: number): number | null {
  const to = keyTarget(key, index, count);
  return to === null || to === index || to < 0 || to >= count ? null : to;
}

function keyTarget(key: string, index: number, count: number): number | null {
  switch (key) {
    case "ArrowUp":
      return index - 1;
    case "ArrowDown":
      return index + 1;
    case "ArrowLeft":
      return index - 7;
    case "ArrowRight":
      return index + 7;
    case "PageUp":
      return index - 28;
    case "PageDown":
      return index + 28;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

export const hasUse = ({ requests, usd, tokens }: CalendarDay): boolean => requests > 0 || usd > 0 || tokens > 0;

function monthColumns(shown: CalendarDay[], lead: number): CalendarLayout["months"] {
  const starts = shown.flatMap(({ day }, index) =>
    day.endsWith("-01") ? [{ column: Math.floor((index + lead) / 7), day }] : [],
  );
  return starts.filter(({ column }) => column + NAME_COLUMNS <= WEEKS);
}

/** 0 for Sunday to 6. */
function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
