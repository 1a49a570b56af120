import assert from "node:assert/strict";
import { costNote } from "./costNote.ts";
import type { Cost } from "./snapshot.ts";

const cost = (overrides: Partial<Cost>): Cost => ({
  usd: 4.09,
  sideUsd: 0,
  requests: 10,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
  ...overrides,
});

describe("costNote", () => {
  it("is empty for a counted sum", () => assert.equal(costNote(cost({})), ""));

  it("names the parts of a sum that Claude Code reported more of", () => {
    assert.equal(
      costNote(cost({ sideUsd: 0.031 })),
      "Counted $4.09 + compaction, titles, side calls $0.03, as Claude Code reported.",
    );
  });

  it("explains ≥, with the estimate where there is one", () => {
    assert.equal(
      costNote(cost({ lowerBoundRequests: 1 })),
      "≥: for 1 request no complete answer is recorded, so the cost may be higher.",
    );
    assert.match(
      costNote(cost({ lowerBoundRequests: 2, estimatedMissingUsd: 1.5 })),
      /for 2 requests .* may be higher; estimated from visible text: about \$1\.50 more\./,
    );
  });

  it("explains unpriced, and where its money may be", () => {
    assert.match(costNote(cost({ unpricedRequests: 2 })), /^2 requests without a known price: in no sum\.$/);
    assert.match(costNote(cost({ unpricedRequests: 2, sideUsd: 1 })), /only in what Claude Code reported\.$/);
  });
});
