/** What is known of a rate-limit window by its key. */

const HOUR_MS = 60 * 60_000;
export const FIVE_HOURS_MS = 5 * HOUR_MS;
export const SEVEN_DAYS_MS = 7 * 24 * HOUR_MS;

/** The usage note's names of the windows that a status line tells too. */
const SAME_WINDOW: ReadonlyMap<string, string> = new Map([
  ["session", "five_hour"],
  ["weekly_all", "seven_day"],
]);

/** One key for a window, whichever source and version of Claude Code names it. */
export function windowKey(key: string): string {
  const scope = /^seven_day_(.+)$/.exec(key)?.[1];
  if (scope !== undefined)
    return `weekly_scoped:${scope.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase())}`;
  return SAME_WINDOW.get(key) ?? key;
}

/** How long a window lasts, in milliseconds, by its key as `windowKey` gives it; null where that is not known. */
export function windowLength(key: string): number | null {
  if (key === "five_hour") return FIVE_HOURS_MS;
  return key === "seven_day" || key.startsWith("weekly_") ? SEVEN_DAYS_MS : null;
}

/** Claude Code's own reset times of one window jump by minutes. */
const SAME_RESET_MS = 15 * 60_000;

/** Whether two resets are those of one window. */
export const isSameReset = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= SAME_RESET_MS;
