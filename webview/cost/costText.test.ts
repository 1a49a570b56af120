import assert from "node:assert/strict";
import type { Cost } from "../../src/shared/snapshot.ts";
import { costParts } from "./costText.ts";

function cost(overrides: Partial<Cost>): Cost {
  return {
    usd: 4.12,
    sideUsd: 0,
    requests: 10,
    lowerBoundRequests: 0,
    estimatedMissingUsd: 0,
    unpricedRequests: 0,
    ...overrides,
  };
}

describe("costParts", () => {
  it("keeps a plain sum whole", () => {
    assert.deepEqual(costParts(cost({})), { figure: "$4.12", unpriced: "" });
  });
  it("sets the unpriced requests apart from the sum", () => {
    const parts = costParts(cost({ unpricedRequests: 3, lowerBoundRequests: 1 }));
    assert.deepEqual(parts, { figure: "≥ $4.12", unpriced: "+ 3 unpriced" });
  });
  it("has no sum when nothing is priced", () => {
    assert.deepEqual(costParts(cost({ usd: 0, unpricedRequests: 10 })), { figure: "unpriced", unpriced: "" });
  });
  it("has what Claude Code reported in the sum, priced requests or not", () => {
    assert.deepEqual(costParts(cost({ sideUsd: 0.03 })), { figure: "$4.15", unpriced: "" });
    const parts = costParts(cost({ usd: 0, sideUsd: 2, unpricedRequests: 10 }));
    assert.deepEqual(parts, { figure: "$2.00", unpriced: "+ 10 unpriced" });
  });
});
