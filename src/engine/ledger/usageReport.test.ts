import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { cacheHitRate } from "./cacheSavings.ts";
import { Ledger } from "./ledger.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";
import { USAGE_GROUPS, type UsageGroup } from "./usageGroups.ts";
import { usageReport, type UsageQuery, type UsageReport } from "./usageReport.ts";

const noon = (day: number) => new Date(2026, 5, day, 12).getTime();

describe("usageReport", () => {
  let db: DatabaseSync;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (found: Partial<TranscriptPart>, { dir = "/c", sid = "session-a" } = {}) => {
    ledger.begin();
    ledger.add({ configDir: dir, sessionId: sid, firstTimestamp: noon(1) }, part(found));
    ledger.commit();
  };
  const addRequests = (...rows: Partial<RequestRow>[]) =>
    add({ requests: rows.map((row, index) => request({ id: `msg_${index}`, ...row })) });
  const report = (by: UsageGroup, query: Partial<UsageQuery> = {}): UsageReport =>
    usageReport(db, { by, dirs: [ledger.dirs.idOf("/c")], since: null, until: null, ...query });
  const requestsBy = (by: UsageGroup) =>
    Object.fromEntries(report(by).rows.map(({ key, requests }) => [key, requests]));

  it("groups by local day, ISO week, month and hour of the day, oldest first", () => {
    addRequests(
      { timestamp: new Date(2026, 5, 7, 23, 59).getTime() },
      { timestamp: new Date(2026, 5, 8, 0, 0).getTime() },
      { timestamp: new Date(2026, 5, 30, 9, 15).getTime() },
      { timestamp: new Date(2026, 6, 1, 9, 45).getTime() },
    );
    assert.deepEqual(Object.entries(requestsBy("day")), [
      ["2026-06-07", 1],
      ["2026-06-08", 1],
      ["2026-06-30", 1],
      ["2026-07-01", 1],
    ]);
    assert.deepEqual(requestsBy("week"), { "2026-W23": 1, "2026-W24": 1, "2026-W27": 2 });
    assert.deepEqual(requestsBy("month"), { "2026-06": 3, "2026-07": 1 });
    assert.deepEqual(Object.entries(requestsBy("hour")), [
      ["00:00", 1],
      ["09:00", 2],
      ["23:00", 1],
    ]);
  });

  it("groups by what a request is put down to", () => {
    addRequests(
      { gitBranch: "main", skill: "review", plugin: "acme" },
      { gitBranch: "topic", main: false, agentType: "Explore", mcpServer: "github" },
      { gitBranch: null, main: false, agentId: "a1" },
      { cwd: null, gitBranch: null },
    );
    assert.deepEqual(requestsBy("branch"), { main: 1, topic: 1, "(none)": 1, "(unknown)": 1 });
    assert.deepEqual(requestsBy("agent"), { "(main)": 2, Explore: 1, subagent: 1 });
    assert.deepEqual(requestsBy("skill"), { review: 1, "(none)": 3 });
    assert.deepEqual(requestsBy("plugin"), { acme: 1, "(none)": 3 });
    assert.deepEqual(requestsBy("mcp-server"), { github: 1, "(none)": 3 });
    assert.deepEqual(requestsBy("project"), { "/acme": 3, "(unknown)": 1 });
  });

  it("names the config directory that holds a request, also when another one owns it", () => {
    addRequests({});
    add({ requests: [request({ id: "msg_0" }), request({ id: "msg_9" })] }, { dir: "/d" });
    const rowsOf = (...dirs: string[]) =>
      Object.fromEntries(
        report("config-dir", { dirs: dirs.map((dir) => ledger.dirs.idOf(dir)) }).rows.map((row) => [
          row.key,
          row.requests,
        ]),
      );
    assert.deepEqual(rowsOf("/c", "/d"), { "/c": 1, "/d": 1 });
    assert.deepEqual(rowsOf("/d"), { "/d": 2 });
  });

  it("tells the costliest prompts with what they were about", () => {
    const prompts = [
      { kind: "prompt" as const, key: "p1", sessionId: null, timestamp: noon(1), excerpt: "tidy the parser" },
      { kind: "prompt" as const, key: "p2", sessionId: null, timestamp: noon(2), excerpt: "run the tests" },
    ];
    const requests = [
      request({ id: "a", promptKey: "p1", tokens: tokens({ output: 10 }) }),
      request({ id: "b", promptKey: "p2", tokens: tokens({ output: 9000 }) }),
      request({ id: "c", promptKey: "p2", main: false, agentType: "Explore" }),
      request({ id: "d", promptKey: null, tokens: tokens({ output: 1 }) }),
    ];
    add({ prompts, requests });
    const { rows, leftOut, totals } = report("prompt", { limit: 2, projectOf: () => "/repository" });
    assert.deepEqual(
      rows.map(({ key, requests, subject }) => ({ key, requests, subject })),
      [
        {
          key: "p2",
          requests: 2,
          subject: {
            kind: "prompt",
            excerpt: "run the tests",
            sessionId: "session-a",
            project: "/repository",
            time: noon(2),
          },
        },
        {
          key: "p1",
          requests: 1,
          subject: {
            kind: "prompt",
            excerpt: "tidy the parser",
            sessionId: "session-a",
            project: "/repository",
            time: noon(1),
          },
        },
      ],
    );
    assert.deepEqual([leftOut, totals.requests], [1, 4]);
    assert.equal(report("prompt").rows.at(-1)?.key, "(none)");
  });

  it("keeps the newest periods and the dearest of everything else within a limit", () => {
    addRequests({ timestamp: noon(1) }, { timestamp: noon(2) }, { timestamp: noon(3), gitBranch: "topic" });
    assert.deepEqual(
      report("day", { limit: 2 }).rows.map(({ key }) => key),
      ["2026-06-02", "2026-06-03"],
    );
    assert.deepEqual(
      report("branch", { limit: 1 }).rows.map(({ key }) => key),
      ["main"],
    );
  });

  it("has what Claude Code reported beyond the count beside it, when and where it was reported", () => {
    addRequests({ timestamp: noon(1) });
    db.exec(`INSERT INTO side SELECT id, ${noon(3)}, 'claude-haiku-4-5', 0.5 FROM session`);
    const counted = costOf(request()) ?? 0;
    for (const by of USAGE_GROUPS) {
      const { totals, rows } = report(by);
      assert.equal(totals.costUSD, counted, by);
      assert.ok(Math.abs(totals.reportedUSD - counted - 0.5) < 1e-12, by);
      const sum = rows.reduce((total, row) => total + row.reportedUSD, 0);
      assert.ok(Math.abs(sum - totals.reportedUSD) < 1e-12, by);
    }
    const sides = (by: UsageGroup) =>
      report(by).rows.flatMap(({ key, reportedUSD, costUSD }) => (reportedUSD - costUSD > 0.4 ? [key] : []));
    assert.deepEqual(sides("day"), ["2026-06-03"]);
    assert.deepEqual(sides("model"), ["claude-haiku-4-5"]);
    assert.deepEqual(sides("session"), ["session-a"]);
    assert.deepEqual(sides("project"), ["/acme"]);
    assert.deepEqual(sides("branch"), ["(side calls)"]);
    assert.equal(report("day", { until: noon(2) }).totals.reportedUSD, counted);
  });

  describe("the cache", () => {
    // Opus 5.5, dollars per million: 4 input, 0.2 read, 5 and 8 written.
    const used = { input: 100, output: 50, cacheRead: 10_000, cacheWrite5m: 300, cacheWrite1h: 200 };
    const saved = (10_000 * (4 - 0.2) + 300 * (4 - 5) + 200 * (4 - 8)) / 1e6;

    const savedBy = (row: Partial<RequestRow>) => {
      addRequests({ tokens: tokens(used), ...row });
      const day = report("day").totals.cacheSavedUSD;
      assert.ok(Math.abs(report("session").totals.cacheSavedUSD - day) < 1e-12);
      return day;
    };
    const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

    it("saved what the same tokens would have cost as fresh input", () => near(savedBy({}), saved));
    it("saved twice that in fast mode", () => near(savedBy({ fast: true }), saved * 2));
    it("saved more where inference is bound to the US, whatever was searched", () =>
      near(savedBy({ usInference: true, webSearches: 4 }), saved * 1.1));
    it("saved five times that on a long prompt of Haiku 5.5", () => {
      const long = tokens({ input: 0, output: 10, cacheRead: 200_000, cacheWrite1h: 0 });
      near(savedBy({ model: "claude-haiku-5-5", tokens: long }), (200_000 * (0.5 - 0.05)) / 1e6);
    });
    it("cost more than it saved where nothing was read", () => {
      const written = tokens({ input: 0, output: 0, cacheRead: 0, cacheWrite5m: 1000, cacheWrite1h: 0 });
      near(savedBy({ tokens: written }), -1000e-6);
    });
    it("saved nothing that is known of an unpriced model", () => near(savedBy({ model: "claude-next-9" }), 0));

    it("was hit by the share of the prompt that was read from it", () => {
      addRequests({ tokens: tokens(used) });
      assert.equal(cacheHitRate(report("day").totals), 10_000 / 10_600);
      assert.equal(cacheHitRate(report("day", { until: 1 }).totals), null);
    });
  });
});
