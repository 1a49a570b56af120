/** The single windows of one rate limit, told apart by the resets that were told with its readings. */
import type { WindowPoint } from "../../shared/snapshot.ts";
import { isSameReset } from "./windowKinds.ts";
import type { WindowReading } from "./windowReading.ts";

export interface WindowSpan {
  /** Null where it is not known how long such a window lasts. */
  startedAt: number | null;
  /** When it was to begin anew, as told last. */
  resetsAt: number;
  /** When it did: earlier where the next one began before its reset. */
  endedAt: number;
  /** Oldest first. */
  readings: WindowReading[];
}

/**
 * Splits readings (oldest first) into windows, the earliest first. A reading belongs to the window whose reset it
 * names, also when it is told late; one with another reset begins a window if the last reset has passed or the value
 * fell, else the reset of the same window was moved. One without a reset belongs to the window that is open then.
 */
export function windowsByReset(readings: readonly WindowReading[], windowMs: number | null): WindowSpan[] {
  const windows: { resetsAt: number; readings: WindowReading[] }[] = [];
  for (const reading of readings) {
    const open = windows.at(-1);
    if (reading.resetsAt === null) {
      if (open && reading.at < open.resetsAt) open.readings.push(reading);
      continue;
    }
    const { resetsAt } = reading;
    const known = windows.findLast((window) => isSameReset(window.resetsAt, resetsAt));
    const moved = open && reading.at < open.resetsAt && reading.usedPercent >= (open.readings.at(-1)?.usedPercent ?? 0);
    const window = known ?? (moved ? open : null);
    if (window) {
      window.readings.push(reading);
      window.resetsAt = resetsAt;
    } else windows.push({ resetsAt, readings: [reading] });
  }
  return windows
    .toSorted((a, b) => a.resetsAt - b.resetsAt)
    .map(({ resetsAt, readings: told }, index, sorted) => {
      const next = sorted[index + 1];
      const nextStart = next
        ? windowMs === null
          ? (next.readings[0]?.at ?? Infinity)
          : next.resetsAt - windowMs
        : Infinity;
      const startedAt = windowMs === null ? null : resetsAt - windowMs;
      const first = Math.min(startedAt ?? Infinity, told[0]?.at ?? Infinity);
      return {
        startedAt,
        resetsAt,
        endedAt: nextStart > first ? Math.min(resetsAt, nextStart) : resetsAt,
        readings: told,
      };
    });
}

/**
 * Its readings as points, oldest first, at most `maxPoints`: the first, the last, and the largest of each stretch
 * between them.
 */
export function trendOf({ startedAt, endedAt, readings }: WindowSpan, maxPoints = 60): WindowPoint[] {
  // A clock that was wrong puts a reading outside its window.
  const within = (at: number) => Math.min(Math.max(at, startedAt ?? -Infinity), endedAt);
  const points = readings.flatMap(({ at, until, usedPercent }) =>
    [at, until].map((time) => ({ at: within(time), usedPercent })),
  );
  const distinct = points
    .toSorted((a, b) => a.at - b.at)
    .filter(
      (point, index, all) => point.at !== all[index - 1]?.at || point.usedPercent !== all[index - 1]?.usedPercent,
    );
  return thinned(distinct, maxPoints);
}

function thinned(points: readonly WindowPoint[], maxPoints: number): WindowPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= maxPoints || !first || !last) return [...points];
  const between = points.slice(1, -1);
  const stretches = maxPoints - 2;
  const largest = Array.from({ length: stretches }, (_, index) => {
    const from = Math.floor((index * between.length) / stretches);
    const to = Math.floor(((index + 1) * between.length) / stretches);
    return between.slice(from, to).reduce((a, b) => (b.usedPercent > a.usedPercent ? b : a));
  });
  return [first, ...largest, last];
}
