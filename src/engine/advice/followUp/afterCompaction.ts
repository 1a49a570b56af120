/** What a compaction came to. */
import type { PriceBook } from "../../ledger/prices.ts";
import { COMPACTION_DEFAULTS } from "../compaction.ts";
import { carriedOutBy, isOver, notCarriedOut } from "./carriedOut.ts";
import { nothing, type Outcome } from "./outcome.ts";
import { NO_TOKENS, priceOf, written } from "./repriced.ts";
import { byTime, isWarm, standing, type Standing } from "./standing.ts";
import type { FollowedSession, TakenAction } from "./takenAction.ts";
import { withoutTheRest } from "./withoutTheRest.ts";

export function afterCompaction(
  action: TakenAction,
  session: FollowedSession,
  prices: PriceBook,
  now: number,
): Outcome {
  const [done, next] = session.compactions.filter(({ at }) => at > action.at).toSorted((a, b) => a.at - b.at);
  if (!done || done.at >= carriedOutBy(action)) return notCarriedOut(action, session, now);
  if (done.auto) return nothing("compacted by itself");
  const requests = byTime(session.requests);
  const from = standing(
    action,
    requests.filter(({ at }) => at <= done.at),
  );
  if (!from) return nothing("context not known");
  const end = next?.at ?? Infinity;
  const later = requests.filter(({ at }) => at > done.at && at < end);
  return withoutTheRest(action, {
    from,
    later,
    costUsd: action.toldCostUsd ?? compactionCostUsd(from, done.at, prices),
    toldCostUsd: action.toldCostUsd,
    over: end < Infinity || isOver(session, now),
    unused: "unused after compaction",
    prices,
  });
}

/** The request that makes the summary is in no transcript: it reads the context once more and answers with a summary. */
function compactionCostUsd(from: Standing, at: number, prices: PriceBook): number | null {
  const prompt = isWarm(from, at) ? { cacheRead: from.context } : written(from.hourCache, from.context);
  const call = { ...NO_TOKENS, ...prompt, output: COMPACTION_DEFAULTS.summary };
  return priceOf({ model: from.model, at, fast: false, usInference: false }, [call], prices);
}
