import assert from "node:assert/strict";
import { cost } from "../../test/webview/snapshots.ts";
import { historyChartData } from "./historyChart.data.ts";
import { axisAmount, chartSaid, periodSaid, saidAmount, title } from "./historyText.ts";

const data = historyChartData(
  {
    periods: [
      { key: "2026-10-01", startedAt: 0, total: cost({ usd: 0, requests: 0 }), tokens: 0 },
      { key: "2026-11-01", startedAt: 1, total: cost({ usd: 4.5, requests: 2, lowerBoundRequests: 1 }), tokens: 9000 },
    ],
    series: [
      { id: "b", name: "Opus 5.5", usd: [0, 4], tokens: [0, 8000] },
      { id: "a", name: "Haiku 4.5", usd: [0, 0.5], tokens: [0, 1000] },
    ],
    more: false,
  },
  "cost",
  0,
);

describe("periodSaid", () => {
  it("says what a period came to, its parts, and that it still runs", () => {
    assert.equal(
      periodSaid(data, 1, "month", "cost"),
      "November 2026, still running: ≥ $4.50. Of that Opus 5.5 $4.00, Haiku 4.5 $0.50.",
    );
  });
  it("says when there was no use", () => assert.equal(periodSaid(data, 0, "month", "cost"), "October 2026: no use."));
});

describe("saidAmount", () => {
  it("never calls what has no price free", () => {
    const unpriced = cost({ usd: 0, requests: 3, unpricedRequests: 3 });
    assert.equal(saidAmount({ cost: unpriced, value: 0 }, "cost"), "unpriced");
  });
  it("says the unit of tokens", () => assert.equal(saidAmount({ cost: cost(), value: 9000 }, "tokens"), "9K tokens"));
});

describe("axisAmount", () => {
  it("writes whole dollars without cents", () => {
    assert.equal(axisAmount(1500, "cost"), "$1,500");
    assert.equal(axisAmount(0, "cost"), "$0");
    assert.equal(axisAmount(0.5, "cost"), "$0.50");
    assert.equal(axisAmount(200_000_000, "tokens"), "200M");
  });
});

describe("chartSaid", () => {
  it("says what is drawn and how to read it", () => {
    assert.equal(
      chartSaid(data, "month", "cost"),
      "Stacked bars, 2 months together: ≥ $4.50. The arrow keys move along the bars.",
    );
  });
});

describe("title", () => {
  it("says what is measured and how it is divided", () => {
    assert.equal(title("cost", "project"), "Cost by project");
    assert.equal(title("tokens", "agent"), "Tokens by agent");
  });
});
