import assert from "node:assert/strict";
import { costTotal } from "../../shared/format.ts";
import { tokens } from "../ledger/testParts.ts";
import { usageReport } from "../ledger/usageReport.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { calendarPage } from "./calendarPage.ts";
import { noon, TestHistory } from "./testPages.ts";

describe("calendarPage", () => {
  let history: TestHistory;
  beforeEach(() => (history = new TestHistory()));
  afterEach(() => history.db.close());

  const page = () => calendarPage(history.scope());
  /** A request that costs so many dollars: Opus 5.5 takes 20 for a million tokens of output. */
  const costing = (daysBefore: number, usd: number, overrides: Partial<RequestRow> = {}): Partial<RequestRow> => ({
    timestamp: noon(daysBefore),
    tokens: tokens({ input: 0, cacheRead: 0, cacheWrite1h: 0, output: Math.round((usd / 20) * 1e6) }),
    ...overrides,
  });

  it("has the last 53 weeks day by day, today last, and nothing before them", () => {
    history.requests("a", costing(0, 1), costing(0, 2), costing(370, 4), costing(371, 8));
    history.side("a", noon(2), "", 0.5);
    const { days } = page();
    assert.equal(days.length, 371);
    assert.deepEqual([days[0]?.day, days.at(-1)?.day], ["2025-06-12", "2026-06-17"]);
    assert.deepEqual(days.at(-1), { day: "2026-06-17", usd: 3, tokens: 150_000, requests: 2 });
    assert.deepEqual([days.at(-2)?.usd, days.at(-3)?.usd, days[0]?.usd], [0, 0.5, 4]);
  });

  it("adds up to what `bursar daily` says", () => {
    history.requests("a", costing(0, 1), costing(9, 2), costing(300, 4));
    history.side("a", noon(2), "", 0.5);
    const { dirs } = history.scope();
    const { totals } = usageReport(history.db, { by: "day", dirs, since: null, until: null });
    assert.equal(
      page().days.reduce((sum, { usd }) => sum + usd, 0),
      totals.reportedUSD,
    );
  });

  describe("the peaks", () => {
    const usual = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) => costing(day, 10));

    it("are the dearest days of at least twice the median, at most five", () => {
      history.requests("a", ...usual, ...[20, 21, 22, 23, 24, 25].map((day) => costing(day, day)), costing(26, 19.9));
      assert.deepEqual(
        page().peaks.map(({ day, timesMedian }) => [day, timesMedian]),
        [
          ["2026-05-23", 2.5],
          ["2026-05-24", 2.4],
          ["2026-05-25", 2.3],
          ["2026-05-26", 2.2],
          ["2026-05-27", 2.1],
        ],
      );
    });

    it("are told with the session, the project and the model that cost most of the day", () => {
      history.requests("a", ...usual, costing(20, 30, { cwd: "/work/acme" }));
      history.requests("b", costing(20, 70, { cwd: "/work/beta" }));
      history.title("b", "Move the tables");
      history.side("a", noon(20), "claude-haiku-4-5", 60);
      const peak = page().peaks[0];
      assert.ok(peak);
      assert.equal(costTotal(peak.total), 160);
      assert.deepEqual(
        peak.drivers.map(({ kind, id, name, usd, share }) => [kind, id, name, usd, share]),
        [
          ["session", "a", "Untitled session a", 90, 56.25],
          ["project", "/work/beta", "beta", 70, 43.75],
          ["model", "claude-opus-5-5", "Opus 5.5", 100, 62.5],
        ],
      );
    });

    it("can be today, which is not over yet", () => {
      history.requests("a", ...usual, costing(0, 25));
      assert.deepEqual(
        page().peaks.map(({ day }) => day),
        ["2026-06-17"],
      );
    });

    it("are none while too few days are known", () => {
      history.requests("a", costing(1, 1), costing(2, 1), costing(3, 1), costing(4, 900));
      assert.deepEqual([page().peaks, page().pattern], [[], null]);
    });
  });

  it("tells the pattern from the days before today", () => {
    history.requests("a", ...[1, 2, 4, 6, 9].map((day) => costing(day, 20)), costing(0, 1));
    assert.deepEqual(page().pattern, { kind: "moderate", medianDayUsd: 20, activeDays: 5, ofDays: 9, peakShare: 0.2 });
  });
});
