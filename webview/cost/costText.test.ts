import assert from "node:assert/strict";
import type { Cost } from "../../src/shared/snapshot.ts";
import { costNote, costParts } from "./costText.ts";

function cost(overrides: Partial<Cost>): Cost {
  return { usd: 4.12, requests: 10, lowerBoundRequests: 0, unpricedRequests: 0, ...overrides };
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
});

describe("costNote", () => {
  it("is empty for an exact sum", () => assert.equal(costNote(cost({})), ""));
  it("explains ≥ and unpriced", () => {
    const note = costNote(cost({ lowerBoundRequests: 1, unpricedRequests: 2 }));
    assert.match(note, /1 request no complete answer/);
    assert.match(note, /2 requests without a known price/);
  });
});
