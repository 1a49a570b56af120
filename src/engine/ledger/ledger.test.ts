import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { RequestRow } from "../sources/transcriptRow.ts";
import type { Figures } from "./figures.ts";
import { Ledger } from "./ledger.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";
import type { UsageGroup } from "./usageGroups.ts";
import { usageReport } from "./usageReport.ts";

const EVER = { since: null, until: null };
const at = (hour: number, minute = 0) => Date.UTC(2026, 5, 10, hour, minute);

describe("Ledger", () => {
  let db: DatabaseSync;
  let ledger: Ledger;

  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  /** One batch with requests of one file. */
  const add = (requests: RequestRow[], { dir = "/c", start = at(11), sid = "session-a" } = {}) => {
    ledger.begin();
    ledger.add({ configDir: dir, sessionId: sid, firstTimestamp: start }, part({ requests, firstTimestamp: start }));
    ledger.commit();
  };
  const report = (by: UsageGroup, dirs = ["/c"]) =>
    usageReport(db, { by, dirs: dirs.map((dir) => ledger.dirs.idOf(dir)), ...EVER });
  const rowsOf = (by: UsageGroup, dirs?: string[]) =>
    Object.fromEntries(report(by, dirs).rows.map(({ key, requests }) => [key, requests]));
  const sessionOf = (sid: string) =>
    db.prepare("SELECT * FROM session WHERE sid = ?").get(sid) as Record<string, number | string | null>;

  it("counts a request once, however often it comes", () => {
    add([request()]);
    add([request()]);
    add([request()], { sid: "other-file" });
    assert.equal(report("day").totals.requests, 1);
    assert.equal(report("day").totals.costUSD, costOf(request()));
  });

  it("keeps the record with the most output, whole, in whatever order they come", () => {
    const partial = request({ final: false, tokens: tokens({ output: 3 }) });
    const complete = request({ tokens: tokens({ output: 500 }) });
    for (const order of [
      [partial, complete],
      [complete, partial],
    ]) {
      for (const row of order) add([row]);
      const { totals } = report("model");
      assert.deepEqual([totals.requests, totals.outputTokens, totals.lowerBoundRequests], [1, 500, 0]);
      assert.equal(totals.costUSD, costOf(complete));
    }
  });

  it("has an unpriced model in no sum of dollars, and names it", () => {
    add([request(), request({ id: "msg_2", model: "claude-next-9" })]);
    const { totals, unpriced } = report("day");
    assert.deepEqual([totals.requests, totals.unpricedRequests, totals.costUSD], [2, 1, costOf(request())]);
    assert.deepEqual(unpriced, [{ model: "claude-next-9", requests: 1 }]);
  });

  describe("a request that several sessions hold", () => {
    const parent = () => add([request({ id: "shared" }), request({ id: "old" })], { start: at(9) });
    const fork = () => {
      const sessionId = "session-b";
      add([request({ id: "shared", sessionId }), request({ id: "new", sessionId })], { start: at(10), sid: sessionId });
    };

    for (const [name, order] of [
      ["parent first", [parent, fork]],
      ["fork first", [fork, parent]],
    ] as const) {
      it(`belongs to the earliest session (${name})`, () => {
        for (const read of order) read();
        assert.deepEqual(rowsOf("session"), { "session-a": 2, "session-b": 1 });
        assert.deepEqual([sessionOf("session-a")["requests"], sessionOf("session-b")["requests"]], [2, 1]);
      });
    }

    it("moves when a session turns out to be older than it seemed", () => {
      const sessionId = "session-b";
      add([request({ id: "shared", sessionId })], { start: at(11), sid: sessionId });
      parent();
      assert.deepEqual(rowsOf("session"), { "session-a": 2 });
      add([request({ id: "early", sessionId, timestamp: at(8) })], { start: at(8), sid: sessionId });
      assert.deepEqual(rowsOf("session"), { "session-a": 1, "session-b": 2 });
    });

    it("counts in the context of each", () => {
      parent();
      fork();
      assert.equal(sessionOf("session-b")["main_context"], 1210);
    });
  });

  it("counts a request that two directories hold in each of them, and once in both", () => {
    add([request()], { dir: "/c" });
    add([request()], { dir: "/d" });
    assert.equal(report("day", ["/c"]).totals.requests, 1);
    assert.equal(report("day", ["/d"]).totals.requests, 1);
    assert.equal(report("day", ["/c", "/d"]).totals.requests, 1);
    assert.deepEqual(rowsOf("project", ["/d"]), { "/acme": 1 });
  });

  it("keeps subagents out of the main context and in the cost", () => {
    add([
      request(),
      request({ id: "msg_2", main: false, agentId: "x", timestamp: at(13), context: { tokens: 9, output: 9 } }),
    ]);
    const session = sessionOf("session-a");
    assert.deepEqual([session["main_context"], session["requests"], session["last"]], [1210, 2, at(13)]);
  });

  it("knows that a session closed its books, and that a later request reopened it", () => {
    const closing = part({
      reports: [
        {
          row: { kind: "costState", sessionId: null, totalCostUsd: 1.5, hasUnknownModelCost: false, models: [] },
          at: at(12),
          last: true,
        },
      ],
    });
    const origin = { configDir: "/c", sessionId: "session-a", firstTimestamp: at(11) };
    add([request()]);
    ledger.begin();
    ledger.add(origin, closing);
    ledger.commit();
    assert.deepEqual([sessionOf("session-a")["ended"], sessionOf("session-a")["reported_usd"]], [1, 1.5]);
    add([request({ id: "late subagent file", main: false, timestamp: at(11, 30) })]);
    assert.equal(sessionOf("session-a")["ended"], 1);
    add([request({ id: "resumed", timestamp: at(14) })]);
    assert.equal(sessionOf("session-a")["ended"], 0);
  });

  it("puts a request down to its prompt and to what caused it", () => {
    const prompts = [
      { kind: "prompt" as const, key: "p1", sessionId: null, timestamp: at(11), excerpt: "Fix the login" },
    ];
    const agent = { main: false, agentId: "aprompt_suggestion-1", skill: "review", promptKey: "p1" };
    const requests = [request({ promptKey: "p1" }), request({ id: "msg_2", ...agent })];
    ledger.begin();
    ledger.add({ configDir: "/c", sessionId: "session-a", firstTimestamp: at(11) }, part({ prompts, requests }));
    ledger.commit();
    const rows = db
      .prepare(
        `SELECT p.excerpt, s.agent, s.skill FROM request r
         JOIN prompt p ON p.id = r.prompt JOIN source s ON s.id = r.source ORDER BY r.id`,
      )
      .all();
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { excerpt: "Fix the login", agent: "", skill: "" },
        { excerpt: "Fix the login", agent: "prompt suggestion", skill: "review" },
      ],
    );
  });

  it("estimates a lower bound from what can be seen of it, until its end is there", () => {
    const unfinished = request({ final: false, tokens: tokens({ output: 8 }), visibleChars: 2750 });
    add([unfinished]);
    // (1000 − 8) output tokens of Opus 5.5 at $20 a million.
    assert.ok(Math.abs(Number(sessionOf("session-a")["estimated_extra"]) - 992 * 20e-6) < 1e-12);
    add([request({ tokens: tokens({ output: 990 }), visibleChars: 2750 })]);
    assert.ok(Math.abs(Number(sessionOf("session-a")["estimated_extra"])) < 1e-12);
  });

  it("learns what an earlier version left out when a transcript is read again", () => {
    add([request()]);
    db.exec("UPDATE request SET source = NULL, prompt = NULL");
    add([request({ promptKey: "p1", skill: "review" })]);
    const row = db
      .prepare("SELECT s.skill, p.key FROM request r JOIN source s ON s.id = r.source JOIN prompt p ON p.id = r.prompt")
      .get();
    assert.deepEqual({ ...row }, { skill: "review", key: "p1" });
    assert.equal(report("day").totals.requests, 1);
  });

  it("keeps a title the user gave", () => {
    const titled = (title: string, byUser: boolean) => {
      ledger.begin();
      const titles = [{ kind: "title" as const, sessionId: null, title, byUser }];
      ledger.add({ configDir: "/c", sessionId: "session-a", firstTimestamp: 0 }, part({ titles }));
      ledger.commit();
      return sessionOf("session-a")["title"];
    };
    assert.equal(titled("made up", false), "made up");
    assert.equal(titled("mine", true), "mine");
    assert.equal(titled("made up again", false), "mine");
  });

  it("leaves nothing of a batch that was rolled back", () => {
    ledger.begin();
    ledger.add(
      { configDir: "/new", sessionId: "s", firstTimestamp: 0 },
      part({ requests: [request({ model: "claude-opus-5" })] }),
    );
    ledger.rollback();
    add([request({ model: "claude-opus-5" })], { dir: "/new" });
    assert.equal(report("model", ["/new"]).totals.requests, 1);
  });

  it("has the same sums by day, session, model and project as the requests have, whatever comes in whatever order", () => {
    const rows = fc.array(
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d", "e"),
        sessionId: fc.constantFrom("s1", "s2", "s3"),
        output: fc.nat(50),
        model: fc.constantFrom("claude-opus-5-5", "claude-next-9"),
        final: fc.boolean(),
        start: fc.integer({ min: 1, max: 10 }),
        minute: fc.nat(3000),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(rows, (list) => {
        db.close();
        db = openStore({ kind: "memory" });
        ledger = new Ledger(db);
        for (const { output, start, minute, ...row } of list) {
          add([request({ ...row, tokens: tokens({ output }), timestamp: at(12, minute) })], {
            start: at(start),
            sid: row.sessionId,
          });
        }
        const expected = db
          .prepare(
            "SELECT count(*) AS requests, total(output) AS output, total(usd) AS usd, total(1 - final) AS lower FROM request",
          )
          .get() as { requests: number; output: number; usd: number; lower: number };
        const best = new Map<string, number>();
        for (const { id, output } of list) best.set(id, Math.max(best.get(id) ?? 0, output));
        assert.equal(expected.requests, best.size);
        assert.equal(
          expected.output,
          [...best.values()].reduce((sum, output) => sum + output, 0),
        );
        const check = (sum: Pick<Figures, "requests" | "outputTokens" | "costUSD" | "lowerBoundRequests">) => {
          assert.deepEqual(
            [sum.requests, sum.outputTokens, sum.lowerBoundRequests],
            [expected.requests, expected.output, expected.lower],
          );
          assert.ok(Math.abs(sum.costUSD - expected.usd) < 1e-9);
        };
        for (const by of ["day", "session", "model", "project"] as const) {
          const { totals, rows: groups } = report(by);
          check(totals);
          check(
            groups.reduce(
              (sum, row) => ({
                requests: sum.requests + row.requests,
                outputTokens: sum.outputTokens + row.outputTokens,
                costUSD: sum.costUSD + row.costUSD,
                lowerBoundRequests: sum.lowerBoundRequests + row.lowerBoundRequests,
              }),
              { requests: 0, outputTokens: 0, costUSD: 0, lowerBoundRequests: 0 },
            ),
          );
        }
        const sessions = db.prepare("SELECT total(requests) AS requests, total(usd) AS usd FROM session").get() as {
          requests: number;
          usd: number;
        };
        assert.equal(sessions.requests, expected.requests);
        assert.ok(Math.abs(sessions.usd - expected.usd) < 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("works costs out again when the price table has changed", () => {
    add([request(), request({ id: "msg_2", model: "claude-next-9" })]);
    db.exec(
      "UPDATE request SET usd = 99; UPDATE quarter SET usd = 99; UPDATE session SET usd = 99, unpriced = 0; DELETE FROM meta",
    );
    const repriced = new Ledger(db);
    const { totals } = usageReport(db, { by: "day", dirs: [repriced.dirs.idOf("/c")], ...EVER });
    assert.deepEqual([totals.costUSD, totals.unpricedRequests], [costOf(request()), 1]);
    assert.deepEqual([sessionOf("session-a")["usd"], sessionOf("session-a")["unpriced"]], [costOf(request()), 1]);
  });
});
