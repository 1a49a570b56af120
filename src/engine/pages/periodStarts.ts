/** Local calendar periods in a row. */
import { dayStart } from "../../shared/days.ts";
import type { HistoryUnit } from "../../shared/historyPages.ts";

/**
 * When each of `count` periods begins, oldest first, and, as one value more, when the last of them ends. That one lies
 * `back` periods before the one that holds `now`. Weeks begin on Monday (ISO 8601).
 */
export function periodStarts(unit: HistoryUnit, now: number, count: number, back: number): number[] {
  const today = new Date(now);
  const start = (step: number): number => {
    switch (unit) {
      case "day":
        return dayStart(now, step);
      case "week":
        return dayStart(now, 7 * step - ((today.getDay() + 6) % 7));
      case "month":
        return new Date(today.getFullYear(), today.getMonth() + step, 1).getTime();
    }
  };
  return Array.from({ length: count + 1 }, (_, index) => start(index + 1 - count - back));
}

/** Which of the periods that begin so (`periodStarts`) holds a moment; -1 before the first. What is later than all of them counts as the last one's. */
export function periodAt(starts: readonly number[], at: number): number {
  // The last value is an end: no period begins there.
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
