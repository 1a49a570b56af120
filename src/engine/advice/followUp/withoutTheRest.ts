/** What is saved by a smaller context: what was removed is priced with each request since. */
import type { PriceBook } from "../../ledger/prices.ts";
import { goneOn } from "./goneOn.ts";
import { measured } from "./measured.ts";
import { nothing, type Outcome } from "./outcome.ts";
import { difference } from "./repriced.ts";
import { contextOf, type Standing } from "./standing.ts";
import type { FollowedRequest, TakenAction } from "./takenAction.ts";
import type { WhyNothing } from "./whyNothing.ts";

/** What comes later has other causes. */
const MOST_AFTER_COMPACTION = 500;

export interface Relieved {
  from: Standing;
  /** The requests since, by time. */
  later: readonly FollowedRequest[];
  /** What the action itself cost, if need be estimated; null without a price. */
  costUsd: number | null;
  toldCostUsd: number | null;
  over: boolean;
  /** Why there is nothing to measure when no request followed. */
  unused: WhyNothing;
  prices: PriceBook;
}

/** The requests since carried less than they would have: what was removed is priced with each of them. */
export function withoutTheRest(action: TakenAction, relieved: Relieved): Outcome {
  const { from, costUsd, toldCostUsd, over, unused, prices } = relieved;
  const later = relieved.later.slice(0, MOST_AFTER_COMPACTION);
  if (later.length === 0) {
    if (over) return nothing(unused, costUsd === null ? null : -costUsd);
    return { state: { kind: "measuring", requests: 0 }, usd: null, final: false };
  }
  if (from.context >= (action.compactsAt ?? Infinity)) return nothing("would have compacted");
  const otherwise = goneOn(from, later, action.growth);
  const full = otherwise.findIndex((calls) => contextOf({ calls }) >= (action.compactsAt ?? Infinity));
  const counted = full === -1 ? later : later.slice(0, full);
  const saved = counted.map((request, index) => difference(request, otherwise[index] ?? [], request.model, prices));
  return measured(action, {
    from,
    requests: counted,
    saved,
    costUsd,
    toldCostUsd,
    final: over || full !== -1 || later.length === MOST_AFTER_COMPACTION,
  });
}
