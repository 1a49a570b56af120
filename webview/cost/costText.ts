import * as l10n from "@vscode/l10n";
import { formatCost, formatCount } from "../../src/shared/format.ts";
import type { Cost } from "../../src/shared/snapshot.ts";

/** A cost as a figure and what stands small beside it (empty when nothing does). */
export function costParts(cost: Cost): { figure: string; unpriced: string } {
  const priced = cost.requests - cost.unpricedRequests;
  if (cost.unpricedRequests === 0 || (priced <= 0 && cost.sideUsd === 0))
    return { figure: formatCost(cost), unpriced: "" };
  return {
    figure: formatCost({ ...cost, requests: priced, unpricedRequests: 0 }),
    unpriced: l10n.t("+ {0} unpriced", formatCount(cost.unpricedRequests)),
  };
}
