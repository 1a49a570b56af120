import * as l10n from "@vscode/l10n";
import { requests } from "../../src/shared/costNote.ts";
import { formatCost } from "../../src/shared/format.ts";
import type { Cost, WindowsView } from "../../src/shared/snapshot.ts";

/** Cost and requests: "$12.40, 211 requests". */
export function useText(cost: Cost): string {
  if (cost.requests === 0 && cost.sideUsd === 0) return l10n.t("nothing");
  return l10n.t("{cost}, {requests}", { cost: formatCost(cost), requests: requests(cost.requests) });
}

/** What this machine counted, in one line and without a percentage: what that is of a limit, it cannot know. */
export function countedText({ last5Hours, last7Days }: WindowsView["counted"]): string {
  return l10n.t("Counted on this machine: {hours} in the last 5 hours; {days} in 7 days.", {
    hours: useText(last5Hours),
    days: useText(last7Days),
  });
}
