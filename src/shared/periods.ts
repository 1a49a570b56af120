/** Names of local calendar periods, in an order that sorts as text. */
import { localDay } from "./days.ts";

/** YYYY-Www: the week by ISO 8601 (Monday to Sunday; the year is that of its Thursday). */
export function localWeek(ms: number): string {
  const date = new Date(ms);
  const weekday = (date.getDay() + 6) % 7;
  const thursday = new Date(date.getFullYear(), date.getMonth(), date.getDate() - weekday + 3);
  const year = thursday.getFullYear();
  // In UTC, where every day has 24 hours.
  const dayOfYear = (Date.UTC(year, thursday.getMonth(), thursday.getDate()) - Date.UTC(year, 0, 1)) / 86_400_000;
  return `${String(year).padStart(4, "0")}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0")}`;
}

/** YYYY-MM. */
export const localMonth = (ms: number): string => localDay(ms).slice(0, 7);

/** HH:00: the hour of the day, whichever day that was. */
export const localHour = (ms: number): string => `${String(new Date(ms).getHours()).padStart(2, "0")}:00`;
