/** What of the history is asked for, as the reader turns to it. */
import type { HistoryQuery, HistoryStack, HistoryUnit } from "../../src/shared/historyPages.ts";

/** Periods on one page: a month, half a year, a year. */
const PERIODS: Record<HistoryUnit, number> = { day: 30, week: 26, month: 12 };

/** The latest page. */
export const latest = (unit: HistoryUnit, stack: HistoryStack): HistoryQuery => ({
  unit,
  stack,
  periods: PERIODS[unit],
  back: 0,
});

/** A page earlier (-1) or later (1), up to the present. */
export const turned = (query: HistoryQuery, by: -1 | 1): HistoryQuery => ({
  ...query,
  back: Math.max(0, query.back - by * query.periods),
});
