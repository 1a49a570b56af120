/** How days, weeks and months are written, from their first day (YYYY-MM-DD). `locale` (BCP 47): the reader's when left out. */
import * as l10n from "@vscode/l10n";
import type { HistoryUnit } from "../../src/shared/historyPages.ts";
import { dateFormat } from "../../src/shared/intlFormats.ts";
import { locale as readersLocale } from "../../src/shared/locale.ts";

const DAY_MS = 86_400_000;

/** In full, for reading aloud: "Wednesday, 18 November 2026". */
export const fullDay = (day: string, locale?: string): string =>
  written(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, locale);

/** "Wed 18 Nov". */
export const shortDay = (day: string, locale?: string): string =>
  written(day, { weekday: "short", day: "numeric", month: "short" }, locale);

export const monthName = (day: string, locale?: string): string => written(day, { month: "short" }, locale);

/** A period by itself: "Wed 18 Nov", "Week of 16 Nov", "November 2026". */
export function periodName(key: string, unit: HistoryUnit, locale?: string): string {
  switch (unit) {
    case "day":
      return shortDay(key, locale);
    case "week":
      return l10n.t("Week of {0}", written(key, { day: "numeric", month: "short" }, locale));
    case "month":
      return written(key, { month: "long", year: "numeric" }, locale);
  }
}

/** A period among its neighbours, on the axis; the running one by its place in time. */
export function axisName(key: string, unit: HistoryUnit, running: boolean, locale?: string): string {
  if (running) return runningName(unit);
  return written(key, unit === "month" ? { month: "short" } : { day: "numeric", month: "short" }, locale);
}

function runningName(unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("Today");
    case "week":
      return l10n.t("This week");
    case "month":
      return l10n.t("This month");
  }
}

/** From the first day of the first period to the last one of the last: "20 Oct – 18 Nov 2026". */
export function rangeName(first: string, last: string, unit: HistoryUnit, locale?: string): string {
  const format: Intl.DateTimeFormatOptions = { timeZone: "UTC", month: "short", year: "numeric" };
  if (unit !== "month") format.day = "numeric";
  const end = noon(last);
  if (unit === "week") end.setUTCDate(end.getUTCDate() + 6);
  return dateFormat(format, locale).formatRange(noon(first), end);
}

/** Of the seven, from `first` (0 for Sunday to 6), in short. */
export function weekdayNames(first: number, locale?: string): string[] {
  // A Sunday.
  const sunday = Date.UTC(2023, 0, 1, 12);
  const format = dateFormat({ timeZone: "UTC", weekday: "short" }, locale);
  return Array.from({ length: 7 }, (_, index) => format.format(sunday + (first + index) * DAY_MS));
}

/** With which a week begins: 0 for Sunday to 6. */
export function firstWeekday(locale = readersLocale()): number {
  const known = new Intl.Locale(locale ?? new Intl.DateTimeFormat().resolvedOptions().locale);
  return weekInfo(known).firstDay % 7;
}

/** Not yet in the compiler's library. */
function weekInfo(locale: Intl.Locale): { firstDay: number } {
  return (locale as Intl.Locale & { getWeekInfo: () => { firstDay: number } }).getWeekInfo();
}

/** In UTC throughout: a calendar day is the same wherever it is read. */
function written(day: string, format: Intl.DateTimeFormatOptions, locale?: string): string {
  return dateFormat({ ...format, timeZone: "UTC" }, locale).format(noon(day));
}

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
