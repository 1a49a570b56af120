/** Where a time axis is labelled: at round local times. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 224, 448].map((days) => days * DAY),
];

/** At most `most` (2 or more) of them between two moments, and the time from one to the next. */
export function timeTicks(from: number, to: number, most: number): { ticks: number[]; step: number } {
  const step = STEPS.find((each) => (to - from) / each <= most - 1) ?? Math.ceil((to - from) / (most - 1));
  const ticks: number[] = [];
  for (let tick = firstTick(from, step); tick <= to; tick = nextTick(tick, step)) ticks.push(tick);
  return { ticks, step };
}

/** The first from a local midnight on that is not before `from`. */
function firstTick(from: number, step: number): number {
  let tick = new Date(from).setHours(0, 0, 0, 0);
  while (tick < from) tick = nextTick(tick, step);
  return tick;
}

/** Hours and days by the calendar: a day with daylight saving's change is not as long as the others. */
function nextTick(tick: number, step: number): number {
  if (step < HOUR) return tick + step;
  const date = new Date(tick);
  if (step >= DAY) return date.setDate(date.getDate() + Math.round(step / DAY));
  const hours = step / HOUR;
  return date.setHours((Math.floor(date.getHours() / hours) + 1) * hours, 0);
}
