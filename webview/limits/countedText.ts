import { requests } from "../../src/shared/costNote.ts";
import { formatCost } from "../../src/shared/format.ts";
import type { Cost, WindowsView } from "../../src/shared/snapshot.ts";

/** Cost and requests: "$12.40, 211 requests". */
export function useText(cost: Cost): string {
  if (cost.requests === 0 && cost.sideUsd === 0) return "nothing";
  return `${formatCost(cost)}, ${requests(cost.requests)}`;
}

/** What this machine counted, in one line and without a percentage: what that is of a limit, it cannot know. */
export function countedText({ last5Hours, last7Days }: WindowsView["counted"]): string {
  return `Counted on this machine: ${useText(last5Hours)} in the last 5 hours; ${useText(last7Days)} in 7 days.`;
}
