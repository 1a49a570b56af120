/** What a day with use costs this user: by this time of day, and whole (docs/history.md, "The usual day"). */
import { dayStart } from "../../shared/days.ts";
import type { Interval, UsualDay } from "../../shared/snapshot.ts";
import { quantile } from "../advice/quantile.ts";
import type { QuarterFigures } from "../ledger/quarterReader.ts";
import { SPEND_DAYS, type SideSpend } from "../ledger/spend.ts";
import { periodAt, periodStarts } from "./periodStarts.ts";

/** Fewer say nothing about a habit. */
const ENOUGH_DAYS = 5;

/** From quarters and side costs since `spendStart(now)`. A day of which no cost is known does not count as one with use. */
export function usualDay(
  quarters: readonly Pick<QuarterFigures, "at" | "costUSD" | "requests" | "unpricedRequests">[],
  sides: readonly SideSpend[],
  now: number,
): UsualDay {
  const starts = periodStarts("day", now, SPEND_DAYS, 0);
  const before = starts.slice(0, SPEND_DAYS - 1);
  const clock = new Date(now);
  const days = before.map((start) => ({ soFar: 0, whole: 0, used: false, by: atTime(start, clock) }));
  const add = (at: number, usd: number) => {
    const day = days[periodAt(starts, at)];
    if (!day) return;
    day.used = true;
    day.whole += usd;
    if (at <= day.by) day.soFar += usd;
  };
  for (const { at, costUSD, requests, unpricedRequests } of quarters) {
    if (requests > unpricedRequests) add(at, costUSD);
  }
  for (const { at, usd } of sides) add(at, usd);
  const used = days.filter((day) => day.used);
  if (used.length < ENOUGH_DAYS) return { kind: "unknown", days: used.length };
  return {
    kind: "known",
    soFar: middleHalf(used.map(({ soFar }) => soFar)),
    whole: middleHalf(used.map(({ whole }) => whole)),
    days: used.length,
  };
}

/** The same time of day, by the clock on the wall, on the day that begins at `start`. */
const atTime = (start: number, clock: Date) =>
  new Date(dayStart(start)).setHours(clock.getHours(), clock.getMinutes(), clock.getSeconds(), clock.getMilliseconds());

function middleHalf(values: number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  return { low: quantile(sorted, 0.25), mid: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}
