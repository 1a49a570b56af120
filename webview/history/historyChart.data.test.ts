import assert from "node:assert/strict";
import fc from "fast-check";
import type { HistoryPage } from "../../src/shared/historyPages.ts";
import { cost } from "../../test/webview/snapshots.ts";
import { barAfterKey, historyChartData } from "./historyChart.data.ts";

/** Periods of these series, dearest first; an array of dollars each, of which each brings a thousand tokens. */
function page(spent: Record<string, number[]>, more = false): HistoryPage {
  const series = Object.entries(spent).map(([id, usd]) => ({
    id,
    name: id.toUpperCase(),
    usd,
    tokens: usd.map((each) => each * 1000),
  }));
  const count = series[0]?.usd.length ?? 0;
  const periods = Array.from({ length: count }, (_, index) => {
    const usd = series.reduce((sum, each) => sum + (each.usd[index] ?? 0), 0);
    return {
      key: `2026-11-${String(index + 1).padStart(2, "0")}`,
      startedAt: index,
      total: cost({ usd, requests: usd === 0 ? 0 : 1 }),
      tokens: usd * 1000,
    };
  });
  return { periods, series, more };
}

describe("historyChartData", () => {
  it("sums up, by money or by tokens", () => {
    const asked = page({ b: [0, 5, 1], a: [1, 0, 1] });
    const money = historyChartData(asked, "cost", 0);
    assert.deepEqual(
      money.series.map(({ id, name, total }) => ({ id, name, total })),
      [
        { id: "b", name: "B", total: 6 },
        { id: "a", name: "A", total: 2 },
      ],
    );
    assert.equal(money.total, 8);
    assert.equal(money.totalCost.usd, 8);
    assert.equal(money.totalCost.requests, 3);
    assert.equal(money.peak?.key, "2026-11-02");
    assert.equal(historyChartData(asked, "tokens", 0).total, 8000);
  });

  it("marks the last period as running, unless the page lies in the past", () => {
    const asked = page({ a: [1, 2] });
    assert.equal(historyChartData(asked, "cost", 0).running?.key, "2026-11-02");
    assert.deepEqual(
      historyChartData(asked, "cost", 0).periods.map(({ running }) => running),
      [false, true],
    );
    assert.equal(historyChartData(asked, "cost", 30).running, null);
  });

  describe("the mean", () => {
    it("leaves out the running period", () => {
      assert.equal(historyChartData(page({ a: [1, 3, 100] }), "cost", 0).mean, 2);
      assert.equal(historyChartData(page({ a: [1, 3, 5] }), "cost", 3).mean, 3);
    });
    it("begins with the first use, and counts what lies unused after it", () => {
      assert.equal(historyChartData(page({ a: [0, 4, 0, 9] }), "cost", 0).mean, 2);
      assert.equal(historyChartData(page({ a: [0, 4, 0, 9] }, true), "cost", 0).mean, 4 / 3);
    });
    it("is not known of nothing", () => {
      assert.equal(historyChartData(page({ a: [0, 0, 9] }), "cost", 0).mean, null);
      assert.equal(historyChartData(page({ a: [0, 0] }), "cost", 0).mean, null);
      assert.equal(historyChartData(page({}), "cost", 0).mean, null);
    });
  });

  it("says nothing of a peak and of series where there was no use", () => {
    const data = historyChartData(page({ a: [0, 0] }), "cost", 0);
    assert.equal(data.peak, null);
    assert.deepEqual(data.series, []);
  });

  it("counts a period without a price as used", () => {
    const asked = page({ a: [0] });
    const [period] = asked.periods;
    assert.ok(period);
    period.total = cost({ usd: 0, requests: 3, unpricedRequests: 3 });
    assert.equal(historyChartData(asked, "cost", 0).periods[0]?.used, true);
  });

  it("keeps a series' look when another overtakes it; the rest has none of its own", () => {
    const looks = (spent: Record<string, number[]>): Record<string, number | null> =>
      Object.fromEntries(historyChartData(page(spent), "cost", 0).series.map(({ id, look }) => [id, look]));
    assert.deepEqual(looks({ b: [5], a: [1], "": [1] }), looks({ a: [6], b: [5], "": [1] }));
    assert.equal(looks({ a: [6], "": [1] })[""], null);
  });

  it("shows every dollar once, each series in a look of its own", () => {
    const spent = fc
      .integer({ min: 1, max: 30 })
      .chain((count) =>
        fc.dictionary(
          fc.constantFrom("a", "b", "c", "d", "e", ""),
          fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: count, maxLength: count }),
        ),
      );
    fc.assert(
      fc.property(spent, fc.boolean(), (each, more) => {
        const data = historyChartData(page(each, more), "cost", 0);
        for (const [index, { value }] of data.periods.entries()) {
          const shown = data.series.reduce((sum, { values }) => sum + (values[index] ?? Number.NaN), 0);
          assert.ok(Math.abs(shown - value) < 1e-6);
        }
        assert.ok(Math.abs(data.series.reduce((sum, { total }) => sum + total, 0) - data.total) < 1e-6);
        const looks = data.series.map(({ look }) => look);
        assert.equal(new Set(looks).size, looks.length);
      }),
    );
  });
});

describe("barAfterKey", () => {
  it("steps along the bars and stays among them", () => {
    assert.equal(barAfterKey("ArrowLeft", 3, 5), 2);
    assert.equal(barAfterKey("ArrowLeft", 0, 5), 0);
    assert.equal(barAfterKey("ArrowRight", 3, 5), 4);
    assert.equal(barAfterKey("ArrowRight", 4, 5), 4);
  });
  it("begins at the end", () => {
    assert.equal(barAfterKey("ArrowLeft", null, 5), 4);
    assert.equal(barAfterKey("ArrowRight", null, 5), 4);
  });
  it("goes to either end", () => {
    assert.equal(barAfterKey("Home", 3, 5), 0);
    assert.equal(barAfterKey("End", 3, 5), 4);
  });
  it("leaves other keys alone", () => assert.equal(barAfterKey("Tab", 3, 5), null));
});
