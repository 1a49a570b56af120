import assert from "node:assert/strict";
import fc from "fast-check";
import { cost } from "../../test/webview/snapshots.ts";
import type { DaySpend } from "../../src/shared/snapshot.ts";
import { costChartData, costSummary, formatDay, OWN_COLOURS } from "./costChart.data.ts";

function day(day: string, usdByModel: Record<string, number>): DaySpend {
  const byModel = Object.entries(usdByModel).map(([model, usd]) => ({ model, name: model.toUpperCase(), usd }));
  const usd = byModel.reduce((sum, each) => sum + each.usd, 0);
  return { day, total: cost({ usd, requests: byModel.length }), byModel };
}

describe("costChartData", () => {
  it("makes a series of each model, dearest first, with a value for every day", () => {
    const data = costChartData([day("2026-11-16", { a: 1 }), day("2026-11-17", {}), day("2026-11-18", { a: 1, b: 5 })]);
    assert.deepEqual(data.days, ["2026-11-16", "2026-11-17", "2026-11-18"]);
    assert.deepEqual(
      data.series.map(({ key, name, usd, total }) => ({ key, name, usd, total })),
      [
        { key: "b", name: "B", usd: [0, 0, 5], total: 5 },
        { key: "a", name: "A", usd: [1, 0, 1], total: 2 },
      ],
    );
    assert.deepEqual(
      data.totals.map(({ usd }) => usd),
      [1, 0, 6],
    );
    assert.equal(data.peak?.day, "2026-11-18");
    assert.equal(data.peak.cost.usd, 6);
  });

  it("keeps a model's colour when another overtakes it", () => {
    const colours = (days: DaySpend[]): Record<string, number | null> =>
      Object.fromEntries(costChartData(days).series.map(({ key, colour }) => [key, colour]));
    assert.deepEqual(colours([day("2026-11-18", { a: 1, b: 5 })]), colours([day("2026-11-18", { a: 6, b: 5 })]));
  });

  it("gathers what has no colour of its own", () => {
    const data = costChartData([day("2026-11-18", { a: 7, b: 6, c: 5, d: 4, e: 3, f: 2, g: 1 })]);
    assert.equal(data.series.length, OWN_COLOURS + 1);
    assert.deepEqual(data.series.at(-1), { key: "*", name: "2 other models", colour: null, usd: [3], total: 3 });
  });

  it("has no peak when nothing was spent", () => {
    assert.equal(costChartData([day("2026-11-18", { a: 0 })]).peak, null);
    assert.deepEqual(costChartData([]).totals, []);
  });

  it("shows every dollar once", () => {
    const spends = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
      fc.double({ min: 0, max: 1000, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(spends, { maxLength: 30 }), (all) => {
        const days = all.map((each, index) => day(`2026-11-${index + 1}`, each));
        const data = costChartData(days);
        for (const [index, { total }] of days.entries()) {
          const shown = data.series.reduce((sum, { usd }) => sum + (usd[index] ?? Number.NaN), 0);
          assert.ok(Math.abs(shown - total.usd) < 1e-6);
        }
        const colours = data.series.map(({ colour }) => colour);
        assert.equal(new Set(colours).size, colours.length);
      }),
    );
  });
});

describe("costSummary", () => {
  it("names the dearest day", () => {
    const data = costChartData([day("2026-11-17", { a: 1 }), day("2026-11-18", { a: 2.5 })]);
    assert.equal(costSummary(data, "en-GB"), "last 2 days, most on 18 Nov: $2.50");
  });
  it("says when there is none", () => assert.equal(costSummary(costChartData([])), "nothing in the last 0 days"));
});

describe("formatDay", () => {
  it("reads a day as local", () => assert.equal(formatDay("2026-03-01", "en-GB"), "1 Mar"));
});
