/** How a user works, by what the days with use cost (docs/history.md, "Light, moderate, heavy"). */
import type { UsagePattern } from "../../shared/historyPages.ts";
import { quantile } from "../advice/quantile.ts";

/** What Claude Code's makers publish of their customers: the mean of a day with use, and what nine of ten users stay below. US dollars. */
const USUAL_DAY_USD = 13;
const HEAVY_DAY_USD = 30;
/** Fewer say nothing about a habit. */
const ENOUGH_DAYS = 5;

/** From what each of the days cost, 0 for one without use; null where too few had any. */
export function usagePattern(days: readonly number[]): UsagePattern | null {
  const used = days.filter((usd) => usd > 0).toSorted((a, b) => a - b);
  if (used.length < ENOUGH_DAYS) return null;
  const median = quantile(used, 0.5);
  const sum = (values: readonly number[]) => values.reduce((total, usd) => total + usd, 0);
  return {
    kind: median < USUAL_DAY_USD ? "light" : median < HEAVY_DAY_USD ? "moderate" : "heavy",
    medianDayUsd: median,
    activeDays: used.length,
    ofDays: days.length - days.findIndex((usd) => usd > 0),
    peakShare: sum(used.slice(-Math.ceil(used.length / 10))) / sum(used),
  };
}
