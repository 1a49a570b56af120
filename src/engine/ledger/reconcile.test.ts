import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { ReportedModel, RequestRow } from "../sources/transcriptRow.ts";
import { Ledger } from "./ledger.ts";
import { reconcile } from "./reconcile.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";

const OPUS = "claude-opus-5-5";
const HAIKU = "claude-haiku-4-5-20251001";
const at = (minute: number) => Date.UTC(2026, 10, 20, 12, minute);
const usdOf = (requests: readonly RequestRow[]) => requests.reduce((sum, row) => sum + (costOf(row) ?? 0), 0);

type Report = TranscriptPart["reports"][number];

/** Claude Code's total of a session, by model. */
function report(sessionId: string, minute: number, byModel: Record<string, number>, unknown = false): Report {
  const models = Object.entries(byModel).map(([model, costUsd]): ReportedModel => ({
    model,
    costUsd,
    tokens: tokens(),
    webSearches: 0,
  }));
  const totalCostUsd = models.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const row = { kind: "costState", sessionId, totalCostUsd, hasUnknownModelCost: unknown, models } as const;
  return { row, at: at(minute), last: true };
}

interface File {
  sid: string;
  start?: number;
  requests?: RequestRow[];
  reports?: Report[];
}

describe("reconcile", () => {
  let db: DatabaseSync;
  let ledger: Ledger;

  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (to: Ledger, { sid, start = 0, requests = [], reports = [] }: File) => {
    to.begin();
    const of = requests.map((row) => ({ ...row, sessionId: sid }));
    const content = part({ requests: of, reports, firstTimestamp: at(start) });
    to.add({ configDir: "/c", sessionId: sid, firstTimestamp: at(start) }, content);
    to.commit();
  };
  const sideOf = (sid: string, of = db) =>
    (
      of
        .prepare(
          "SELECT x.at, x.model, x.usd FROM side x JOIN session s ON s.id = x.session WHERE s.sid = ? ORDER BY x.at, x.model",
        )
        .all(sid) as { at: number; model: string; usd: number }[]
    ).map((row) => ({ ...row }));
  const near = (actual: number | undefined, expected: number) =>
    assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-9, `${actual} is not ${expected}`);
  const a1 = request({ id: "a1", timestamp: at(1) });
  const a2 = request({ id: "a2", timestamp: at(2), tokens: tokens({ output: 5000 }) });

  it("books nothing where the total is what was counted", () => {
    add(ledger, {
      sid: "a",
      requests: [a1, a2],
      reports: [report("a", 1, { [OPUS]: usdOf([a1]) }), report("a", 3, { [OPUS]: usdOf([a1, a2]) })],
    });
    assert.deepEqual(sideOf("a"), []);
  });

  it("books what is beyond the count at the report that showed it, by model", () => {
    add(ledger, {
      sid: "a",
      requests: [a1, a2],
      reports: [
        report("a", 1, { [OPUS]: usdOf([a1]), "claude-haiku-4-5": 0.01 }),
        report("a", 3, { [`${OPUS}[1m]`]: usdOf([a1, a2]) + 0.03, "claude-haiku-4-5": 0.015 }),
      ],
    });
    const side = sideOf("a");
    assert.deepEqual(
      side.map((row) => [row.at, row.model]),
      [
        [at(1), "claude-haiku-4-5"],
        [at(3), "claude-haiku-4-5"],
        [at(3), OPUS],
      ],
    );
    near(side[0]?.usd, 0.01);
    near(side[1]?.usd, 0.005);
    near(side[2]?.usd, 0.03);
  });

  it("names a model as the session's requests do", () => {
    const small = request({ id: "h1", timestamp: at(1), model: HAIKU });
    add(ledger, { sid: "a", requests: [small], reports: [report("a", 2, { "claude-haiku-4-5": usdOf([small]) + 1 })] });
    assert.deepEqual(
      sideOf("a").map(({ model }) => model),
      [HAIKU],
    );
  });

  it("books what no model explains under none", () => {
    const whole = report("a", 2, { [OPUS]: usdOf([a1]) });
    add(ledger, {
      sid: "a",
      requests: [a1],
      reports: [{ ...whole, row: { ...whole.row, totalCostUsd: whole.row.totalCostUsd + 0.5 } }],
    });
    const [row] = sideOf("a");
    assert.equal(row?.model, "");
    near(row.usd, 0.5);
  });

  it("takes back what a later total does not confirm, and is never negative", () => {
    const late = request({ id: "late", timestamp: at(2) });
    const reports = [report("a", 1, { [OPUS]: usdOf([a1, late]) }), report("a", 3, { [OPUS]: usdOf([a1, late]) })];
    add(ledger, { sid: "a", requests: [a1, late], reports });
    assert.deepEqual(sideOf("a"), []);
    add(ledger, { sid: "b", start: 10, requests: [{ ...a2, id: "b1" }], reports: [report("b", 3, { [OPUS]: 0.001 })] });
    assert.deepEqual(sideOf("b"), []);
  });

  describe("of a fork", () => {
    const own = request({ id: "f1", timestamp: at(20) });
    const fork = (total: number): File => ({
      sid: "fork",
      start: 10,
      requests: [a1, a2, own],
      reports: [report("fork", 21, { [OPUS]: total })],
    });

    it("leaves out what its parent had reported, side calls too", () => {
      const parent = usdOf([a1, a2]) + 0.04;
      add(ledger, { sid: "a", requests: [a1, a2], reports: [report("a", 3, { [OPUS]: parent })] });
      add(ledger, fork(parent + usdOf([own])));
      near(sideOf("a")[0]?.usd, 0.04);
      assert.deepEqual(sideOf("fork"), []);
    });

    it("begins with the larger of two totals told at once, whichever is read first", () => {
      const files: File[] = [
        { sid: "a", requests: [a1], reports: [report("a", 5, { [OPUS]: usdOf([a1]) })] },
        { sid: "b", start: 1, requests: [a2], reports: [report("b", 5, { [OPUS]: usdOf([a1, a2]) + 0.01 })] },
        {
          sid: "fork",
          start: 10,
          requests: [a2, a1],
          reports: [report("fork", 21, { [OPUS]: usdOf([a1, a2]) + 0.03 })],
        },
      ];
      for (const order of [files, files.toReversed()]) {
        const db = openStore({ kind: "memory" });
        for (const file of order) add(new Ledger(db), file);
        near(sideOf("fork", db)[0]?.usd, 0.02);
        db.close();
      }
    });

    it("leaves out what its parent reported before the fork, not after", () => {
      const later = request({ id: "a3", timestamp: at(30) });
      const first = usdOf([a1, a2]) + 0.04;
      add(ledger, {
        sid: "a",
        requests: [a1, a2, later],
        reports: [report("a", 3, { [OPUS]: first }), report("a", 31, { [OPUS]: first + usdOf([later]) + 1 })],
      });
      add(ledger, fork(first + usdOf([own]) + 0.02));
      near(sideOf("fork")[0]?.usd, 0.02);
    });

    it("leaves out the requests it inherited where its parent reported nothing, or not yet", () => {
      add(ledger, { sid: "a", requests: [a1, a2] });
      add(ledger, fork(usdOf([a1, a2, own]) + 0.02));
      near(sideOf("fork")[0]?.usd, 0.02);
      add(ledger, { sid: "a", reports: [report("a", 1, { [OPUS]: usdOf([a1]) })] });
      near(sideOf("fork")[0]?.usd, 0.02);
    });
  });

  it("says nothing about models whose price Claude Code guessed", () => {
    const strange = request({ id: "s1", timestamp: at(2), model: "claude-next-9" });
    const millionths = 10 * 4 + 100 * 20 + 1000 * 0.2 + 200 * 8;
    const reports = [report("a", 3, { "claude-next-9": 7, [OPUS]: millionths / 1e6 }, true)];
    add(ledger, { sid: "a", requests: [strange], reports });
    // Opus: a side call with exactly these tokens, at its known price.
    assert.deepEqual(
      sideOf("a").map(({ model }) => model),
      [OPUS],
    );
    near(sideOf("a")[0]?.usd, millionths / 1e6);
  });

  describe("with what a status line tells", () => {
    const tell = (sessionId: string, minute: number, usd: number) =>
      ledger.noteTotals([{ sessionId, at: at(minute), usd }]);
    const shown = (sid: string) => {
      const { usd } = db.prepare("SELECT usd FROM session WHERE sid = ?").get(sid) as { usd: number };
      return usd + sideOf(sid).reduce((sum, side) => sum + side.usd, 0);
    };
    const toldOf = (sid: string) =>
      db
        .prepare("SELECT r.usd FROM reported r JOIN session s ON s.id = r.session WHERE s.sid = ? AND r.live = 1")
        .all(sid)
        .map(({ usd }) => usd);
    const [first, both] = [usdOf([a1]), usdOf([a1, a2])];

    it("shows Claude Code's own total, and what was counted since on top", () => {
      add(ledger, { sid: "a", requests: [a1] });
      tell("a", 1, first + 0.03);
      near(shown("a"), first + 0.03);
      add(ledger, { sid: "a", requests: [a2] });
      near(shown("a"), both + 0.03);
      tell("a", 2, both + 0.05);
      near(shown("a"), both + 0.05);
      assert.deepEqual(toldOf("a"), [both + 0.05]);
      assert.deepEqual(
        sideOf("a").map(({ model }) => model),
        [""],
      );
    });

    it("shows the larger one: a request may be counted before its end is, or be in the total before its line is read", () => {
      add(ledger, { sid: "a", requests: [a1, a2] });
      tell("a", 2, first);
      near(shown("a"), both);
      const a3 = request({ id: "a3", timestamp: at(3) });
      tell("a", 4, usdOf([a1, a2, a3]));
      near(shown("a"), usdOf([a1, a2, a3]));
      add(ledger, { sid: "a", requests: [a3] });
      near(shown("a"), usdOf([a1, a2, a3]));
      assert.deepEqual(sideOf("a"), []);
    });

    it("gives way to the total that Claude Code writes, until the session has gone on", () => {
      add(ledger, { sid: "a", requests: [a1] });
      tell("a", 1, first + 0.03);
      add(ledger, { sid: "a", reports: [report("a", 2, { [OPUS]: first + 0.02, [HAIKU]: 0.02 })] });
      // The status line of a session that has ended is still there.
      tell("a", 3, first + 0.03);
      assert.deepEqual(toldOf("a"), []);
      near(shown("a"), first + 0.04);
      add(ledger, { sid: "a", requests: [{ ...a2, timestamp: at(5) }] });
      tell("a", 6, both + 0.06);
      near(shown("a"), both + 0.06);
      assert.deepEqual(
        sideOf("a").map(({ at }) => at),
        [at(2), at(2), at(6)],
      );
    });

    it("stands after the totals that Claude Code wrote, whatever the clock said", () => {
      add(ledger, { sid: "a", requests: [a1], reports: [report("a", 9, { [OPUS]: first + 0.01 })] });
      tell("a", 2, first + 0.03);
      near(shown("a"), first + 0.03);
    });

    it("is nothing for a session that begins anew at 0, or that the store does not hold", () => {
      add(ledger, { sid: "a", requests: [a1] });
      tell("a", 1, first + 0.03);
      tell("a", 3, 0);
      tell("cleared", 3, 0.5);
      near(shown("a"), first + 0.03);
      assert.equal(db.prepare("SELECT count(*) AS n FROM session").get()?.["n"], 1);
    });

    it("is not used where Claude Code guesses a price, or the user gives another one", () => {
      add(ledger, { sid: "a", requests: [a1, request({ id: "s1", timestamp: at(1), model: "claude-next-9" })] });
      tell("a", 2, 7);
      assert.deepEqual(sideOf("a"), []);
      const own = { input: 1, output: 1, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 };
      ledger = new Ledger(db, { [OPUS]: own, "claude-next-9": own });
      assert.deepEqual(sideOf("a"), []);
      ledger = new Ledger(db, { "claude-next-9": own });
      assert.deepEqual(sideOf("a"), []);
    });

    it("is no side cost twice in a session and its fork", () => {
      add(ledger, { sid: "a", requests: [a1, a2] });
      tell("a", 3, both + 0.04);
      add(ledger, { sid: "fork", start: 10, requests: [a1, a2, request({ id: "f1", timestamp: at(20) })] });
      tell("fork", 20, both + 0.04 + usdOf([request({ timestamp: at(20) })]));
      assert.deepEqual(sideOf("fork"), []);
    });

    it("writes nothing when it tells nothing new", () => {
      add(ledger, { sid: "a", requests: [a1] });
      tell("a", 1, first + 0.03);
      const changes = () => db.prepare("SELECT total_changes() AS changes").get()?.["changes"];
      const before = changes();
      tell("a", 1, first + 0.03);
      tell("a", 5, first + 0.03);
      assert.equal(changes(), before);
    });
  });

  it("changes nothing the second time", () => {
    add(ledger, { sid: "a", requests: [a1], reports: [report("a", 2, { [OPUS]: 1, [HAIKU]: 0.1 })] });
    const before = sideOf("a");
    const { changes } = db.prepare("SELECT total_changes() AS changes").get() as { changes: number };
    reconcile(
      db,
      ledger.prices,
      (db.prepare("SELECT id FROM session").all() as { id: number }[]).map(({ id }) => id),
    );
    assert.deepEqual(sideOf("a"), before);
    assert.equal((db.prepare("SELECT total_changes() AS changes").get() as { changes: number }).changes, changes);
  });

  it("comes to the same whatever the order and the batches in which files are read", () => {
    const minute = fc.integer({ min: 1, max: 40 });
    const ids = fc.uniqueArray(fc.nat(20), { maxLength: 8 });
    const totals = fc.array(fc.record({ minute, opus: fc.integer({ min: 0, max: 99 }), haiku: fc.nat(99) }), {
      maxLength: 3,
    });
    // The same request is the same in every file.
    const models = [OPUS, HAIKU, "claude-next-9"];
    const toRequest = (id: number) => request({ id: `m${id}`, timestamp: at(id * 2), model: models[id % 3] ?? OPUS });
    const files = fc.array(fc.record({ ids, totals }), { minLength: 1, maxLength: 3 }).map((all) =>
      all.map(({ ids, totals }, index): File => ({
        sid: `s${index}`,
        start: index,
        requests: ids.map(toRequest),
        reports: [...new Map(totals.map((total) => [total.minute, total])).values()]
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ minute, opus, haiku }) => report(`s${index}`, minute, { [OPUS]: opus / 1e3, [HAIKU]: haiku / 1e3 })),
      })),
    );
    fc.assert(
      fc.property(files, fc.boolean(), (files, split) => {
        const results = [files, files.toReversed()].map((order, second) => {
          const db = openStore({ kind: "memory" });
          const ledger = new Ledger(db);
          for (const file of order) {
            if (split && second === 1) {
              add(ledger, { ...file, requests: [] });
              for (const request of file.requests ?? []) add(ledger, { ...file, requests: [request], reports: [] });
            } else add(ledger, file);
          }
          const side = files.map(({ sid }) => sideOf(sid, db).map((row) => ({ ...row, usd: row.usd.toFixed(9) })));
          for (const row of side.flat()) assert.ok(Number(row.usd) > 0);
          db.close();
          return side;
        });
        assert.deepEqual(results[0], results[1]);
      }),
      { numRuns: 60 },
    );
  });
});
