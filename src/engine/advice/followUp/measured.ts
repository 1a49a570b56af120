/** What requests saved, less what the action cost, as an outcome. */
import { nothing, type Outcome } from "./outcome.ts";
import { contextOf, type Standing } from "./standing.ts";
import type { FollowedRequest, TakenAction } from "./takenAction.ts";

/** Fewer requests say nothing yet. */
const FEWEST = 3;

interface Measured {
  from: Standing;
  /** By time. */
  requests: readonly FollowedRequest[];
  /** What each would have cost more without the action; null without a price. */
  saved: readonly (number | null)[];
  costUsd: number | null;
  toldCostUsd: number | null;
  final: boolean;
}

export function measured(action: TakenAction, figures: Measured): Outcome {
  const { from, requests, costUsd, toldCostUsd, final } = figures;
  const [first] = requests;
  if (!first || (requests.length < FEWEST && !final))
    return { state: { kind: "measuring", requests: requests.length }, usd: null, final: false };
  const paid = requests.flatMap(({ usd }) => usd ?? []);
  const saved = figures.saved.flatMap((usd) => usd ?? []);
  if (costUsd === null || action.usdPerRequest === null || Math.min(paid.length, saved.length) < requests.length)
    return nothing("no price", null, final);
  let sum = -costUsd;
  let paidBackAfter: number | null = null;
  for (const [index, usd] of saved.entries()) {
    sum += usd;
    if (sum < 0) paidBackAfter = null;
    else paidBackAfter ??= index + 1;
  }
  return {
    state: {
      kind: "measured",
      requests: requests.length,
      contextBefore: from.context,
      contextAfter: contextOf(first),
      usdPerRequestBefore: action.usdPerRequest,
      usdPerRequestAfter: paid.reduce((total, usd) => total + usd, 0) / paid.length,
      costUsd: toldCostUsd,
      savedUsd: sum,
      paidBackAfter,
      final,
    },
    usd: sum,
    final,
  };
}
