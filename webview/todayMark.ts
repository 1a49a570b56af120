import type { Snapshot } from "../src/shared/snapshot.ts";

/** What of a Snapshot tells that answers about days may have changed: today itself, and what was spent in it. */
export function todayMark({ today, spend, index }: Snapshot): string {
  return JSON.stringify([today, spend.today.total, spend.last30Days.total.requests, index.kind]);
}
