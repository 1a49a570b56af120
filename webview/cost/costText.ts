import { formatCost } from "../../src/shared/format.ts";
import type { Cost } from "../../src/shared/snapshot.ts";

/** A cost as a figure and what stands small beside it (empty when nothing does). */
export function costParts(cost: Cost): { figure: string; unpriced: string } {
  const priced = cost.requests - cost.unpricedRequests;
  if (priced <= 0 || cost.unpricedRequests === 0) return { figure: formatCost(cost), unpriced: "" };
  return {
    figure: formatCost({ ...cost, requests: priced, unpricedRequests: 0 }),
    unpriced: `+ ${cost.unpricedRequests.toLocaleString("en-US")} unpriced`,
  };
}

/** What qualifies a cost, in words, for a hover; empty when nothing does. */
export function costNote(cost: Cost): string {
  const notes: string[] = [];
  if (cost.lowerBoundRequests > 0) {
    notes.push(
      `≥: for ${requests(cost.lowerBoundRequests)} no complete answer is recorded, so the cost may be higher.`,
    );
  }
  if (cost.unpricedRequests > 0) {
    notes.push(`${requests(cost.unpricedRequests)} without a known price: in no sum.`);
  }
  return notes.join(" ");
}

export function requests(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "request" : "requests"}`;
}
