/** What Claude Code tells of the limits at the moment, as readings of the account that is signed in. */
import type { SignedIn } from "../ledger/accountTable.ts";
import type { ToldLimit } from "../ledger/readingTable.ts";
import type { UsageCache, UsageLimit } from "../sources/usageCache.ts";
import type { DatedReading } from "./datedReadings.ts";
import { windowKey } from "./windowKinds.ts";

export interface Told {
  /** Null when the user turned reading it off. */
  cache: UsageCache | null;
  readings: readonly DatedReading[];
  signedIn: SignedIn;
  now: number;
}

/**
 * Status lines first. A status line names no account: what was answered before this one signed in belongs to another.
 * Nothing is told in the future: that was another clock.
 */
export function toldLimits({ cache, readings, signedIn, now }: Told): ToldLimit[] {
  const told = ({ key, ...limit }: UsageLimit, at: number, toldBy: ToldLimit["toldBy"]): ToldLimit => ({
    ...limit,
    key: windowKey(key),
    at: Math.min(at, now),
    toldBy,
  });
  const live = readings
    .filter(({ answeredAt }) => answeredAt >= signedIn.since)
    .flatMap(({ limits, answeredAt }) => limits.map((limit) => told(limit, answeredAt, "status line")));
  if (cache?.kind !== "read" || isOfAnother(cache, signedIn)) return live;
  return [...live, ...cache.limits.map((limit) => told(limit, cache.fetchedAt, "usage note"))];
}

/** Whether the limits were noted for another account than the one that is signed in. */
export function isOfAnother(cache: UsageCache, { account, since }: SignedIn): boolean {
  if (cache.kind !== "read") return false;
  if (cache.account === null || account === "") return cache.fetchedAt < since;
  return cache.account !== account;
}
