/** A session's state before what an action changed. */
import { promptTokens, type Tokens } from "../../sources/transcriptRow.ts";
import type { FollowedRequest, TakenAction } from "./takenAction.ts";

export interface Standing {
  context: number;
  model: string;
  at: number;
  hourCache: boolean;
}

const TTL_MS = { hour: 60 * 60_000, short: 5 * 60_000 };

/** After the last of `requests` (by time), or where there is none as it stood at the action; null when that is not known. */
export function standing(action: TakenAction, requests: readonly FollowedRequest[]): Standing | null {
  const { context, model, lastRequestAt: at } = action;
  const written = requests.findLast(({ calls }) => calls.some(writes));
  const hourCache = written ? written.calls.some(({ cacheWrite1h }) => cacheWrite1h > 0) : action.hourCache;
  const last = requests.at(-1);
  if (last) return { context: contextOf(last), model: last.model, at: last.at, hourCache };
  return context === null || model === null || at === null ? null : { context, model, at, hourCache };
}

/** Prompt of the last call: what the context gauge counts. */
export function contextOf({ calls }: Pick<FollowedRequest, "calls">): number {
  const last = calls.at(-1);
  return last ? promptTokens(last) : 0;
}

export const byTime = (requests: readonly FollowedRequest[]) => requests.toSorted((a, b) => a.at - b.at);

export const writes = ({ cacheWrite5m, cacheWrite1h }: Tokens) => cacheWrite5m + cacheWrite1h > 0;

/** Whether the cache still held the conversation `then`. */
export const isWarm = ({ at, hourCache }: Pick<Standing, "at" | "hourCache">, then: number) =>
  then - at <= (hourCache ? TTL_MS.hour : TTL_MS.short);
