/** Where even use of a window would stand, over the hours in which the user works (docs/allocation.md, "Pace"). */
import type { WindowGauge } from "../../shared/snapshot.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 7 * HOURS_A_DAY;
/** Less than this says nothing about a week's habits. */
const MIN_HISTORY_MS = 14 * DAY_MS;
const MIN_ACTIVE_HOURS = 40;
/** How many weeks the same hour of the other days counts for. */
const PRIOR_WEEKS = 0.5;
/** The busiest hours of the week that hold this share of the work are its working time. */
const WORKING_SHARE = 0.95;

/** When a person works, by hour of the local week: index 0 is Sunday, 00:00 to 01:00. */
export interface WorkingHours {
  /** Chance that the hour is one with work. */
  chance: readonly number[];
  /** It is among the hours that hold nearly all of the work. */
  working: readonly boolean[];
}

/**
 * From the times of requests, oldest first. An hour counts once, however many requests it has: a busy afternoon is no
 * longer than a quiet one. Null while the history is too short.
 */
export function workingHours(at: ArrayLike<number>, now: number): WorkingHours | null {
  const first = at[0];
  if (first === undefined || now - first < MIN_HISTORY_MS) return null;
  const active = new Float64Array(HOURS_A_WEEK);
  let activeHours = 0;
  for (let index = 0, hourEnd = -Infinity; index < at.length; index++) {
    const time = at[index] ?? 0;
    if (time > now) break;
    if (time < hourEnd) continue;
    hourEnd = nextLocalHour(time);
    const hour = hourOfWeek(time);
    active[hour] = (active[hour] ?? 0) + 1;
    activeHours++;
  }
  if (activeHours < MIN_ACTIVE_HOURS) return null;

  const seen = new Float64Array(HOURS_A_WEEK);
  for (let time = first; time < now; time = nextLocalHour(time)) {
    const hour = hourOfWeek(time);
    seen[hour] = (seen[hour] ?? 0) + 1;
  }
  const chance = smoothed(active, seen);
  return { chance, working: busiest(chance) };
}

/**
 * A week follows the hours' chances. A shorter window runs evenly over the working hours in it, and over all of its
 * hours when they are all working hours or none is.
 */
export function pace(
  { startedAt, resetsAt, now }: { startedAt: number | null; resetsAt: number | null; now: number },
  hours: WorkingHours | null,
): WindowGauge["pace"] {
  if (startedAt === null || resetsAt === null || resetsAt <= startedAt || now < startedAt) return null;
  const weightOf = hours && hourWeights(hours, resetsAt - startedAt);
  let [elapsed, whole, uneven] = [0, 0, false];
  for (let time = startedAt; weightOf && time < resetsAt;) {
    const end = Math.min(nextLocalHour(time), resetsAt);
    const weight = weightOf(hourOfWeek(time));
    if (weight < 1) uneven = true;
    whole += weight * (end - time);
    elapsed += weight * Math.max(0, Math.min(end, now) - time);
    time = end;
  }
  if (uneven && whole > 0) return { percent: (100 * elapsed) / whole, over: "working hours" };
  const percent = Math.min(100, (100 * (now - startedAt)) / (resetsAt - startedAt));
  return { percent, over: "all hours" };
}

function hourWeights({ chance, working }: WorkingHours, lengthMs: number): (hour: number) => number {
  return lengthMs > DAY_MS ? (hour) => chance[hour] ?? 0 : (hour) => (working[hour] === true ? 1 : 0);
}

/** Beta-smoothed towards the same hour of all days, and a little over the hours beside it. */
function smoothed(active: Float64Array, seen: Float64Array): number[] {
  const chance = Array.from(active, (count, hour) => {
    const hourOfDay = hour % HOURS_A_DAY;
    const prior = sumOfDays(active, hourOfDay) / Math.max(1, sumOfDays(seen, hourOfDay));
    return (count + PRIOR_WEEKS * prior) / ((seen[hour] ?? 0) + PRIOR_WEEKS);
  });
  return chance.map((own, hour) => {
    const before = chance[(hour + HOURS_A_WEEK - 1) % HOURS_A_WEEK] ?? 0;
    const after = chance[(hour + 1) % HOURS_A_WEEK] ?? 0;
    return (before + 2 * own + after) / 4;
  });
}

function sumOfDays(byHour: Float64Array, hourOfDay: number): number {
  let sum = 0;
  for (let hour = hourOfDay; hour < HOURS_A_WEEK; hour += HOURS_A_DAY) sum += byHour[hour] ?? 0;
  return sum;
}

function busiest(chance: readonly number[]): boolean[] {
  const all = chance.reduce((sum, share) => sum + share, 0);
  let [held, least] = [0, 0];
  for (const share of chance.toSorted((a, b) => b - a)) {
    if (held >= WORKING_SHARE * all) break;
    held += share;
    least = share;
  }
  return chance.map((share) => share >= least);
}

function hourOfWeek(time: number): number {
  const date = new Date(time);
  return date.getDay() * HOURS_A_DAY + date.getHours();
}

/** By the local clock: time zones exist whose hours do not begin with those of UTC. */
function nextLocalHour(time: number): number {
  const date = new Date(time);
  return time + HOUR_MS - (date.getMinutes() * 60_000 + date.getSeconds() * 1000 + date.getMilliseconds());
}
