/** Tells the windows apart that the readings of one rate limit come from: each begins at zero and ends with a reset. */
import type { WindowReading } from "./windowReading.ts";

export interface WindowInstance {
  /** When it began with nothing used; null where that is not known. */
  startedAt: number | null;
  resetsAt: number | null;
  /** Oldest first, of growing value. */
  readings: WindowReading[];
}

/** Claude Code's reset times jump a little within one window: this share of its length still counts as the same. */
const SAME_RESET = 1 / 20;

/**
 * Readings that are not numbers, or are older than the one before, are left out: a clock that jumped says nothing. A
 * value that falls, a reset that passed or moved, and a silence longer than the window each begin another one.
 */
export function windowInstances(readings: readonly WindowReading[], windowMs: number): WindowInstance[] {
  const instances: WindowInstance[] = [];
  let last: WindowReading | null = null;
  for (const reading of readings) {
    if (!isSound(reading) || (last && reading.at < last.until)) continue;
    const open = instances.at(-1);
    if (open && last && isSameWindow(last, reading, windowMs)) {
      open.readings.push(reading);
      open.resetsAt = reading.resetsAt ?? open.resetsAt;
    } else {
      instances.push({
        startedAt: startOf(reading, last, windowMs),
        resetsAt: reading.resetsAt,
        readings: [reading],
      });
    }
    last = reading;
  }
  return instances;
}

const isSound = ({ at, until, usedPercent }: WindowReading) =>
  Number.isFinite(at) && Number.isFinite(until) && until >= at && Number.isFinite(usedPercent) && usedPercent >= 0;

function isSameWindow(last: WindowReading, next: WindowReading, windowMs: number): boolean {
  if (next.usedPercent < last.usedPercent || next.at - last.until > windowMs) return false;
  if (last.resetsAt === null || next.resetsAt === null) return last.resetsAt === null || next.at < last.resetsAt;
  return next.at < last.resetsAt && Math.abs(next.resetsAt - last.resetsAt) <= windowMs * SAME_RESET;
}

/** A window that would have begun before the last one's last reading did not begin at zero, or not then. */
function startOf(reading: WindowReading, last: WindowReading | null, windowMs: number): number | null {
  if (reading.resetsAt === null) return null;
  const start = reading.resetsAt - windowMs;
  return start > reading.at || (last && start < last.until) ? null : start;
}
