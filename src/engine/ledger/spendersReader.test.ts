import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { spenders } from "../windows/spenders.ts";
import { Ledger } from "./ledger.ts";
import { readSpendGroups } from "./spendersReader.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";
import type { UsageGroup } from "./usageGroups.ts";
import { heldBy } from "./usageParts.ts";
import { usageReport } from "./usageReport.ts";

const HOUR = 3_600_000;
const from = Date.UTC(2026, 5, 10, 12);
const to = from + 5 * HOUR;

describe("readSpendGroups", () => {
  let db: DatabaseSync;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (rows: Partial<RequestRow>[], { dir = "/c", sid = "a", title = "" } = {}) => {
    ledger.begin();
    ledger.add(
      { configDir: dir, sessionId: sid, firstTimestamp: from },
      part({
        requests: rows.map((row, index) => request({ id: `${sid}-${index}`, sessionId: sid, timestamp: from, ...row })),
        titles: title === "" ? [] : [{ kind: "title", sessionId: sid, title, byUser: false }],
      }),
    );
    ledger.commit();
  };
  const addSide = (sid: string, at: number, model: string, usd: number) =>
    db.prepare("INSERT INTO side SELECT id, ?, ?, ? FROM session WHERE sid = ?").run(at, model, usd, sid);
  const projectOf = (cwd: string) => cwd.split("/").slice(0, 2).join("/");
  const read = (...dirs: string[]) =>
    readSpendGroups(
      db,
      (dirs.length > 0 ? dirs : ["/c"]).map((dir) => ledger.dirs.idOf(dir)),
      from,
      to,
      projectOf,
    );

  it("tells what was spent by whom, with what Claude Code reported beyond it", () => {
    add(
      [
        { cwd: "/acme/api" },
        { cwd: "/acme/web", main: false, agentType: "Explore", tokens: tokens({ output: 7 }) },
        { cwd: null, model: "made-up-model" },
      ],
      { title: "Tidy" },
    );
    addSide("a", from + HOUR, "", 0.25);
    const one = (output: number) => costOf(request({ tokens: tokens({ output }) })) ?? Number.NaN;
    const found = read().toSorted((a, b) => (a.agent + a.model < b.agent + b.model ? -1 : 1));
    assert.deepEqual(
      found.map(({ cost, ...names }) => [Object.values(names), cost.usd, cost.sideUsd, cost.unpricedRequests]),
      [
        [["a", "Tidy", "/acme", "claude-opus-5-5", "(main)"], one(100), 0, 0],
        [["a", "Tidy", "(unknown)", "made-up-model", "(main)"], 0, 0, 1],
        [["a", "Tidy", "/acme", "(side calls)", "(side calls)"], 0, 0.25, 0],
        [["a", "Tidy", "/acme", "claude-opus-5-5", "Explore"], one(7), 0, 0],
      ],
    );
  });

  it("begins and ends sharply", () => {
    add([{ timestamp: from - 1 }, { timestamp: from }, { timestamp: to - 1 }, { timestamp: to }]);
    addSide("a", from - 1, "", 1);
    addSide("a", to, "", 1);
    assert.equal(spenders(read(), (model) => model).total.requests, 2);
    assert.equal(spenders(read(), (model) => model).total.sideUsd, 0);
  });

  it("counts what a directory holds a copy of, once", () => {
    add([{ id: "shared" }]);
    add([{ id: "shared" }, { id: "own" }], { dir: "/d", sid: "b" });
    const requests = (...dirs: string[]) => spenders(read(...dirs), (model) => model).total.requests;
    assert.deepEqual([requests("/c"), requests("/d"), requests("/c", "/d")], [1, 2, 2]);
  });

  it("agrees with the usage report", () => {
    add(
      Array.from({ length: 40 }, (_, n) => ({
        timestamp: from + n * 10 * 60_000,
        cwd: `/p${n % 7}`,
        model: ["claude-opus-5-5", "claude-sonnet-5-5"][n % 2] ?? "",
        main: n % 3 > 0,
        agentType: n % 3 > 0 ? null : "Explore",
        tokens: tokens({ output: n }),
      })),
    );
    addSide("a", from, "claude-opus-5-5", 0.01);
    addSide("a", from + 1, "", 0.02);
    const found = spenders(read(), (model) => model);
    const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;
    const lists: [UsageGroup, typeof found.bySession][] = [
      ["session", found.bySession],
      ["project", found.byProject],
      ["model", found.byModel],
      ["agent", found.byAgent],
    ];
    for (const [by, parts] of lists) {
      const report = usageReport(db, { by, dirs: [ledger.dirs.idOf("/c")], since: from, until: to, projectOf });
      assert.ok(near(report.totals.reportedUSD, found.total.usd + found.total.sideUsd));
      for (const [index, { id, usd }] of parts.entries()) {
        if (id !== "") assert.ok(near(report.rows[index]?.reportedUSD ?? 0, usd), `${by} ${id}`);
      }
    }
  });

  it("finds a window's requests by an index on their time", () => {
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN SELECT r.id FROM request r WHERE r.at >= 1 AND r.at < 2 AND ${heldBy([1])}`)
      .all()
      .map(({ detail }) => String(detail));
    assert.ok(
      plan.some((step) => /SEARCH r USING INDEX \w+ \(at/.test(step)),
      plan.join("; "),
    );
  });
});
