import assert from "node:assert/strict";
import { cost } from "../../test/webview/snapshots.ts";
import { countedText } from "./countedText.ts";

describe("countedText", () => {
  it("gives cost and requests, and no percentage", () => {
    const counted = { last5Hours: cost({ usd: 1.42, requests: 1 }), last7Days: cost({ usd: 56.03, requests: 1204 }) };
    assert.equal(
      countedText(counted),
      "Counted on this machine: $1.42, 1 request in the last 5 hours; $56.03, 1,204 requests in 7 days.",
    );
  });
  it("says nothing was counted rather than $0, and unpriced rather than $0", () => {
    const counted = {
      last5Hours: cost({ usd: 0, requests: 0 }),
      last7Days: cost({ usd: 0, requests: 3, unpricedRequests: 3 }),
    };
    assert.equal(
      countedText(counted),
      "Counted on this machine: nothing in the last 5 hours; unpriced, 3 requests in 7 days.",
    );
  });
});
