import assert from "node:assert/strict";
import fc from "fast-check";
import { costTotal } from "../../shared/format.ts";
import { HISTORY_STACKS, HISTORY_UNITS, type HistoryPage, type HistoryQuery } from "../../shared/historyPages.ts";
import { tokens } from "../ledger/testParts.ts";
import { usageReport } from "../ledger/usageReport.ts";
import { periodKey } from "../ledger/usageGroups.ts";
import { historyPage } from "./historyPage.ts";
import { noon, TestHistory } from "./testPages.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (actual: number, expected: number, what = "") =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${what} ${actual} is not ${expected}`);

describe("historyPage", () => {
  let history: TestHistory;
  beforeEach(() => (history = new TestHistory()));
  afterEach(() => history.db.close());

  const page = (query: Partial<HistoryQuery> = {}) =>
    historyPage(history.scope(), { unit: "day", stack: "model", periods: 30, back: 0, ...query });
  const series = ({ series }: HistoryPage) =>
    Object.fromEntries(
      series.map(({ id, tokens }) => [id, tokens.flatMap((count, index) => (count ? [[index, count]] : []))]),
    );
  /** All that it sends and gets. */
  const used = (count: number) => tokens({ input: count, output: 0, cacheRead: 0, cacheWrite1h: 0 });

  it("has every period, also without use, by the key of its first day", async () => {
    history.requests("a", { timestamp: noon(1), tokens: used(100) });
    const { periods } = await page({ periods: 3 });
    assert.deepEqual(
      periods.map(({ key, tokens, total }) => [key, tokens, total.requests]),
      [
        ["2026-06-15", 0, 0],
        ["2026-06-16", 100, 1],
        ["2026-06-17", 0, 0],
      ],
    );
    assert.deepEqual(
      (await page({ periods: 2, unit: "week" })).periods.map(({ key }) => key),
      ["2026-06-08", "2026-06-15"],
    );
    assert.deepEqual(
      (await page({ periods: 2, unit: "month" })).periods.map(({ key }) => key),
      ["2026-05-01", "2026-06-01"],
    );
    assert.equal(periods[0]?.startedAt, new Date(2026, 5, 15).getTime());
  });

  it("stacks by model, project and agent, with names that people say", async () => {
    history.requests(
      "a",
      { timestamp: noon(1), tokens: used(1), cwd: "/work/acme" },
      { timestamp: noon(1), tokens: used(2), cwd: "/work/beta", model: "claude-haiku-5-5" },
      { timestamp: noon(0), tokens: used(4), cwd: null, main: false, agentType: "Explore" },
    );
    history.side("a", noon(0), "", 0.25);
    const names = async (query: Partial<HistoryQuery>) =>
      (await page({ periods: 2, ...query })).series.map(({ name }) => name);
    assert.deepEqual(series(await page({ periods: 2, stack: "model" })), {
      "claude-opus-5-5": [[0, 1], [1, 4]],
      "claude-haiku-5-5": [[0, 2]],
      "(side calls)": [],
    }); // prettier-ignore
    assert.deepEqual(await names({ stack: "model" }), ["Side calls", "Opus 5.5", "Haiku 5.5"]);
    assert.deepEqual(series(await page({ periods: 2, stack: "project" })), {
      "/work/acme": [[0, 1]],
      "/work/beta": [[0, 2]],
      "(unknown)": [[1, 4]],
    });
    // Side calls are those of the project that the session was in last.
    assert.deepEqual((await names({ stack: "project" })).toSorted(), ["Unknown", "acme", "beta"]);
    assert.deepEqual(series(await page({ periods: 2, stack: "agent" })), {
      "(main)": [[0, 3]],
      Explore: [[1, 4]],
      "(side calls)": [],
    });
    assert.deepEqual(await names({ stack: "agent" }), ["Side calls", "Explore", "Main chain"]);
  });

  it("keeps the five dearest, and the others as one", async () => {
    for (let index = 1; index <= 7; index++)
      history.requests("a", { timestamp: noon(index % 2), tokens: used(index), cwd: `/p${index}` });
    const { series } = await page({ stack: "project", periods: 2 });
    assert.deepEqual(
      series.map(({ id, name, tokens }) => [id, name, sum(tokens)]),
      [
        ["/p7", "p7", 7],
        ["/p6", "p6", 6],
        ["/p5", "p5", 5],
        ["/p4", "p4", 4],
        ["/p3", "p3", 3],
        ["", "2 others", 3],
      ],
    );
    assert.deepEqual(series.at(-1)?.tokens, [1, 2]);
  });

  it("goes back, tells whether there is anything before, and counts the future as now", async () => {
    history.requests("a", { timestamp: noon(10), tokens: used(1) }, { timestamp: noon(-3), tokens: used(8) });
    assert.deepEqual(series(await page({ periods: 2 })), { "claude-opus-5-5": [[1, 8]] });
    assert.equal((await page({ periods: 2 })).more, true);
    assert.deepEqual(series(await page({ periods: 2, back: 9 })), { "claude-opus-5-5": [[0, 1]] });
    assert.equal((await page({ periods: 2, back: 9 })).more, false);
    assert.deepEqual((await page({ periods: 2, back: 20 })).series, []);
  });

  it("says where costs are not known", async () => {
    history.requests("a", { timestamp: noon(), model: "claude-next-9", final: false });
    const { total } = (await page({ periods: 1 })).periods[0] ?? {};
    assert.deepEqual([total?.usd, total?.unpricedRequests, total?.lowerBoundRequests], [0, 1, 1]);
  });

  const request = fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    model: fc.constantFrom("claude-opus-5-5", "claude-haiku-5-5", "claude-sonnet-5-5", "claude-next-9"),
    cwd: fc.constantFrom("/a", "/b", "/c", "/d", "/e", "/f", "/g", null),
    agentType: fc.constantFrom(null, "Explore", "Plan"),
    output: fc.integer({ min: 0, max: 9_000 }),
    dir: fc.constantFrom("/c", "/d"),
    copied: fc.boolean(),
  });

  it("adds up to what `bursar daily`, `weekly` and `monthly` say, period by period and however it is stacked", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 30 }),
        fc.array(
          fc.record({ days: fc.integer({ min: 0, max: 60 }), usd: fc.double({ min: 0.01, max: 9, noNaN: true }) }),
          { maxLength: 4 },
        ),
        async (rows, sides) => {
          const one = new TestHistory();
          try {
            const dayAt = (days: number, minute: number) => new Date(2026, 5, 17 - days, 0, minute).getTime();
            for (const [index, { days, minute, dir, copied, agentType, ...row }] of rows.entries()) {
              const timestamp = dayAt(days, minute);
              const sid = `s${index % 5}`;
              const made = {
                id: `m${index}`,
                sessionId: sid,
                timestamp,
                model: row.model,
                cwd: row.cwd,
                main: agentType === null,
                agentType,
                tokens: tokens({ output: row.output }),
              };
              one.addRequest(sid, made, dir);
              if (copied) one.addRequest(`copy of ${sid}`, { ...made, sessionId: `copy of ${sid}` }, "/c");
            }
            const sided = one.db
              .prepare("SELECT sid FROM session")
              .all()
              .map(({ sid }) => String(sid));
            for (const [index, { days, usd }] of sides.entries()) {
              if (sided[index]) one.side(sided[index], dayAt(days, 700), "claude-haiku-4-5", usd);
            }
            const scope = one.scope();
            for (const unit of HISTORY_UNITS) {
              const report = usageReport(one.db, { by: unit, dirs: scope.dirs, since: null, until: null });
              const rowOf = new Map(report.rows.map((row) => [row.key, row]));
              for (const stack of HISTORY_STACKS) {
                const { periods, series } = await historyPage(scope, { unit, stack, periods: 70, back: 0 });
                for (const [index, { startedAt, total, tokens }] of periods.entries()) {
                  const row = rowOf.get(periodKey(unit, startedAt));
                  near(costTotal(total), row?.reportedUSD ?? 0, `${unit} ${index}`);
                  assert.equal(total.requests, row?.requests ?? 0);
                  near(sum(series.map(({ usd }) => usd[index] ?? NaN)), costTotal(total), stack);
                  assert.equal(sum(series.map(({ tokens }) => tokens[index] ?? NaN)), tokens);
                }
                near(sum(periods.map(({ total }) => costTotal(total))), report.totals.reportedUSD);
              }
            }
          } finally {
            one.db.close();
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
