/** What groups of requests are called on the pages. */
import * as l10n from "@vscode/l10n";
import { lastName } from "../../shared/lastName.ts";
import type { PriceBook } from "../ledger/prices.ts";
import { SIDE_CALLS } from "../ledger/sideCosts.ts";
import { MAIN_CHAIN, UNKNOWN } from "../ledger/usageGroups.ts";

/** Of an id under which requests are grouped: a project's root, a model, an agent type, or what stands for none of these. */
export function groupName(by: "project" | "model" | "agent", id: string, prices: Pick<PriceBook, "modelName">): string {
  if (id === SIDE_CALLS) return l10n.t("Side calls");
  if (id === UNKNOWN) return l10n.t("Unknown");
  if (id === MAIN_CHAIN) return l10n.t("Main chain");
  switch (by) {
    case "project":
      return lastName(id);
    case "model":
      return prices.modelName(id);
    case "agent":
      return id;
  }
}

export const restName = (others: number): string => (others === 1 ? l10n.t("1 other") : l10n.t("{0} others", others));
