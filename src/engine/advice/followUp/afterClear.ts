/** What a new session in place of a full one came to. */
import type { PriceBook } from "../../ledger/prices.ts";
import { carriedOutBy, isOver, notCarriedOut } from "./carriedOut.ts";
import { nothing, type Outcome } from "./outcome.ts";
import { byTime, standing } from "./standing.ts";
import type { FollowedSession, TakenAction } from "./takenAction.ts";
import { withoutTheRest } from "./withoutTheRest.ts";

/** The click is noted when it is done: what it led to may have happened a little before. */
const NOTED_LATE_MS = 60_000;

export function afterClear(
  action: TakenAction,
  session: FollowedSession,
  successor: FollowedSession | null,
  prices: PriceBook,
  now: number,
): Outcome {
  if (!successor) {
    const outcome = notCarriedOut(action, session, now);
    const isCleared = session.ended && now < carriedOutBy(action) && action.supersededAt === null;
    return isCleared ? nothing("successor not known") : outcome;
  }
  if (successor.start >= carriedOutBy(action) - NOTED_LATE_MS) return notCarriedOut(action, session, now);
  if (successor.start < action.at - NOTED_LATE_MS) return nothing("older session");
  const from = standing(
    action,
    byTime(session.requests).filter(({ at }) => at <= successor.start),
  );
  if (!from) return nothing("context not known");
  const end = successor.compactions.reduce((first, { at }) => Math.min(first, at), Infinity);
  return withoutTheRest(action, {
    from,
    later: byTime(successor.requests).filter(({ at }) => at < end),
    // What the new session writes anew is in its first request.
    costUsd: 0,
    toldCostUsd: 0,
    over: end < Infinity || isOver(successor, now),
    unused: "unused after clear",
    prices,
  });
}
