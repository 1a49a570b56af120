import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import fc from "fast-check";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import { temporaryFolder } from "../sources/testTranscripts.ts";
import type { ForgetRule } from "../../shared/engineProtocol.ts";
import { backUp } from "./backups.ts";
import { countForgettable, forget, renewBackups } from "./forget.ts";
import { keepPromptExcerpts } from "./keepRules.ts";
import { Ledger } from "./ledger.ts";
import { openStore, type Store } from "./store.ts";
import { part, request } from "./testParts.ts";
import { usageReport } from "./usageReport.ts";

const at = (day: number, hour = 12) => Date.UTC(2026, 5, day, hour);
const NOW = at(20);
/** Worktrees beside a repository belong to it. */
const projectOf = (cwd: string) => cwd.replace(/-topic$/, "");

describe("forget", () => {
  let db: Store;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (sid: string, found: Partial<TranscriptPart>, into = ledger) => {
    into.begin();
    into.add({ configDir: "/c", sessionId: sid, firstTimestamp: at(1) }, part({ firstTimestamp: at(1), ...found }));
    into.commit();
  };
  const prompt = (key: string, day: number) => ({
    kind: "prompt" as const,
    key,
    sessionId: null,
    timestamp: at(day),
    excerpt: `words of ${key}`,
  });
  const title = (text: string) => ({ kind: "title" as const, sessionId: null, title: text, byUser: false });
  const report = (usd: number, day: number) => ({
    row: { kind: "costState" as const, sessionId: null, totalCostUsd: usd, hasUnknownModelCost: false, models: [] },
    at: at(day),
    last: true,
  });

  /** Session a in /acme and its worktree, session b in /other, session c in both. */
  const readAll = (into = ledger) => {
    const inA = { sessionId: "a", promptKey: "pa" };
    add("a", { prompts: [prompt("pa", 2)], titles: [title("about acme")], requests: [request({ id: "a1", cwd: "/acme", timestamp: at(2), ...inA }), request({ id: "a2", cwd: "/acme-topic", timestamp: at(12), ...inA })], reports: [report(99, 12)] }, into); // prettier-ignore
    const inB = { sessionId: "b", promptKey: "pb" };
    add("b", { prompts: [prompt("pb", 3)], titles: [title("about other")], requests: [request({ id: "b1", cwd: "/other", timestamp: at(3), ...inB }), request({ id: "b2", cwd: "/other", timestamp: at(13), ...inB })], reports: [report(0.5, 13)] }, into); // prettier-ignore
    add("c", { prompts: [prompt("pc", 4), prompt("pc2", 14)], requests: [request({ id: "c1", cwd: "/acme", timestamp: at(4), sessionId: "c", promptKey: "pc" }), request({ id: "c2", cwd: "/other", timestamp: at(14), sessionId: "c", promptKey: "pc2" })], reports: [report(7, 14)] }, into); // prettier-ignore
  };
  const all = (column: string, table: string) =>
    db
      .prepare(`SELECT ${column} AS value FROM ${table} ORDER BY 1`)
      .all()
      .map(({ value }) => value);
  const requests = () => all("key", "request");
  const forgetNow = (rule: ForgetRule) => forget(db, rule, projectOf, NOW);
  const acme: ForgetRule = { kind: "project", project: "/acme" };

  it("says beforehand what would go", () => {
    readAll();
    const count = countForgettable(db, acme, projectOf);
    assert.deepEqual([count.requests, count.sessions, count.first, count.last], [3, 2, at(2), at(12)]);
    assert.equal(countForgettable(db, { kind: "before", before: at(10) }, projectOf).requests, 3);
    assert.equal(countForgettable(db, { kind: "project", project: "/nothing" }, projectOf).requests, 0);
    assert.deepEqual({ ...forgetNow(acme) }, { ...count });
  });

  it("removes a project with its prompts, titles, empty sessions, and what was reported of the rest", () => {
    readAll();
    forgetNow(acme);
    assert.deepEqual(requests(), ["b1", "b2", "c2"]);
    assert.deepEqual(all("sid", "session"), ["b", "c"]);
    assert.deepEqual(all("key", "prompt"), ["pb", "pc2"]);
    assert.deepEqual(all("usd", "reported"), [0.5]);
    assert.deepEqual(all("title", "session"), [null, "about other"]);
  });

  it("takes no total of a session that lost requests from its status line either, and keeps its later compactions", () => {
    const compaction = (day: number) => ({
      kind: "compaction" as const,
      sessionId: null,
      timestamp: at(day),
      trigger: "auto" as const,
      preTokens: null,
      postTokens: null,
    });
    const compactions = [compaction(5), compaction(15)];
    const compactAll = () => {
      add("a", { compactions });
      add("c", { compactions });
    };
    readAll();
    compactAll();
    const told = [
      { sessionId: "a", at: at(15), usd: 200 },
      { sessionId: "c", at: at(15), usd: 200 },
    ];
    ledger.noteTotals(told);
    assert.deepEqual(all("usd", "reported"), [0.5, 7, 99, 200, 200]);
    forgetNow({ kind: "before", before: at(10) });
    for (const into of [ledger, new Ledger(db)]) into.noteTotals(told);
    compactAll();
    assert.deepEqual(all("usd", "reported"), []);
    assert.deepEqual(all("at", "compaction"), [at(15), at(15)]);
    forgetNow(acme);
    assert.deepEqual([all("sid", "session"), all("at", "compaction")], [["b", "c"], [at(15)]]);
  });

  it("removes everything before a moment", () => {
    readAll();
    forgetNow({ kind: "before", before: at(10) });
    assert.deepEqual(requests(), ["a2", "b2", "c2"]);
    assert.deepEqual(all("sid", "session"), ["a", "b", "c"]);
    assert.deepEqual(all("key", "prompt"), ["pa", "pb", "pc2"]);
    assert.deepEqual(all("usd", "side"), []);
    forgetNow({ kind: "before", before: at(30) });
    assert.deepEqual([requests(), all("sid", "session"), all("key", "prompt")], [[], [], []]);
  });

  for (const [name, rule] of [
    ["a project", acme],
    ["what was before a moment", { kind: "before", before: at(10) }],
  ] as const) {
    it(`leaves ${name} out when its transcripts are read again, by this process or another`, () => {
      const other = new Ledger(db);
      readAll();
      readAll(other);
      forgetNow(rule);
      const state = () => [
        requests(),
        all("sid", "session"),
        all("key", "prompt"),
        all("title", "session"),
        all("usd", "reported"),
        all("usd", "side"),
      ];
      const before = state();
      readAll(other);
      readAll();
      readAll(new Ledger(db));
      assert.deepEqual(state(), before);
    });
  }

  it("counts a project again from then on", () => {
    readAll();
    forgetNow(acme);
    const later = request({ id: "a3", cwd: "/acme", timestamp: NOW + 1, sessionId: "a", promptKey: "pa3" });
    add("a", { prompts: [prompt("pa3", 21)], requests: [later], titles: [title("back")] });
    assert.deepEqual(requests(), ["a3", "b1", "b2", "c2"]);
    assert.deepEqual(all("title", "session"), [null, "about other", "back"]);
  });

  it("forgets what a clock that was wrong dated in the future", () => {
    add("a", { requests: [request({ id: "a9", timestamp: NOW + 1e9 })] });
    forgetNow(acme);
    add("a", { requests: [request({ id: "a9", timestamp: NOW + 1e9 })] });
    assert.deepEqual(requests(), []);
  });

  it("forgets requests of which no directory is known", () => {
    add("a", { requests: [request({ id: "x", cwd: null }), request({ id: "y", cwd: "/other" })] });
    forgetNow({ kind: "project", project: "(unknown)" });
    add("a", { requests: [request({ id: "x", cwd: null })] });
    assert.deepEqual(requests(), ["y"]);
  });

  it("gives a prompt to the fork that goes on with it", () => {
    const shared = { id: "s", cwd: "/acme", promptKey: "p" };
    add("a", { prompts: [prompt("p", 2)], requests: [request({ ...shared, sessionId: "a", timestamp: at(2) })] });
    const fork = request({ id: "f", cwd: "/other", promptKey: "p", sessionId: "f", timestamp: at(3) });
    add("f", { requests: [fork] });
    forgetNow(acme);
    const rows = usageReport(db, { by: "prompt", dirs: [ledger.dirs.idOf("/c")], since: null, until: null }).rows;
    assert.deepEqual(
      rows.map(({ key, subject }) => [key, subject?.kind === "prompt" && subject.sessionId]),
      [["p", "f"]],
    );
  });

  it("keeps all sums those of the requests that are left, whatever is forgotten and read again", () => {
    // All copies of a request tell the same time and directory.
    const ids = ["a", "b", "c", "d", "e", "f"].map((id, index) => ({
      id,
      cwd: ["/acme", "/acme-topic", "/other", null][index % 4] ?? null,
      day: 1 + index * 3,
    }));
    const rows = fc.array(
      fc.record({
        row: fc.constantFrom(...ids),
        sessionId: fc.constantFrom("s1", "s2", "s3"),
        promptKey: fc.constantFrom("p1", "p2", null),
        final: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    const rules = fc.array(
      fc.oneof(
        fc.constantFrom("/acme", "/other", "(unknown)").map((project): ForgetRule => ({ kind: "project", project })),
        fc.integer({ min: 1, max: 20 }).map((day): ForgetRule => ({ kind: "before", before: at(day) })),
      ),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(rows, rules, (list, forgotten) => {
        db.close();
        db = openStore({ kind: "memory" });
        ledger = new Ledger(db);
        const read = () => {
          for (const { row, ...others } of list) {
            const { id, cwd, day } = row;
            add(others.sessionId, {
              prompts: others.promptKey === null ? [] : [prompt(others.promptKey, day)],
              requests: [request({ id, cwd, ...others, timestamp: at(day) })],
              titles: [title("t")],
            });
          }
        };
        read();
        for (const rule of forgotten) forgetNow(rule);
        const left = requests();
        read();
        assert.deepEqual(requests(), left);
        for (const rule of forgotten) assert.equal(countForgettable(db, rule, projectOf).requests, 0);
        const sums = (table: string, usd = "usd") =>
          db
            .prepare(`SELECT total(requests) AS requests, round(total(${usd}), 9) AS usd FROM ${table}`)
            .get() as object;
        const truth = db.prepare("SELECT count(*) AS requests, round(total(usd), 9) AS usd FROM request").get();
        const numbers = (row: object | undefined) => Object.values(row ?? {}).map(Number);
        assert.deepEqual(numbers(sums("quarter")), numbers(truth));
        assert.deepEqual(numbers(sums("session")), numbers(truth));
        const dangling = db.prepare(
          "SELECT count(*) AS count FROM request WHERE session NOT IN (SELECT id FROM session) OR (prompt IS NOT NULL AND prompt NOT IN (SELECT id FROM prompt))",
        );
        assert.equal(dangling.get()?.["count"], 0);
        const held = db.prepare("SELECT count(*) AS count FROM held WHERE request NOT IN (SELECT id FROM request)");
        assert.equal(held.get()?.["count"], 0);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves nothing of it in the store's files and its backups", async () => {
    const folder = temporaryFolder();
    const dataDir = folder.path;
    db.close();
    db = openStore({ kind: "folder", dataDir });
    ledger = new Ledger(db);
    readAll();
    await backUp(dataDir, at(19));
    forgetNow(acme);
    await renewBackups(dataDir, NOW);
    const backups = readdirSync(dataDir).filter((name) => name.includes("backup"));
    assert.equal(backups.length, 1);
    for (const name of ["ledger.sqlite", ...backups]) {
      const copy = new DatabaseSync(join(dataDir, name), { readOnly: true });
      const excerpts = copy.prepare("SELECT excerpt FROM prompt ORDER BY 1").all();
      copy.close();
      assert.deepEqual(
        excerpts.map(({ excerpt }) => excerpt),
        ["words of pb", "words of pc2"],
        name,
      );
    }
    for (const name of readdirSync(dataDir)) {
      assert.ok(!readFileSync(join(dataDir, name)).includes("words of pa"), name);
    }
    db.close();
    folder.remove();
    db = openStore({ kind: "memory" });
  });
});

describe("keepPromptExcerpts", () => {
  it("removes those stored, keeps none while it is off, and some again after that", () => {
    const db = openStore({ kind: "memory" });
    const ledger = new Ledger(db);
    const read = (key: string) => {
      ledger.begin();
      const prompts = [{ kind: "prompt" as const, key, sessionId: null, timestamp: 1, excerpt: `words of ${key}` }];
      ledger.add({ configDir: "/c", sessionId: "s", firstTimestamp: 1 }, part({ prompts }));
      ledger.commit();
    };
    const excerpts = () =>
      db
        .prepare("SELECT excerpt FROM prompt ORDER BY key")
        .all()
        .map(({ excerpt }) => excerpt);
    read("a");
    keepPromptExcerpts(db, true);
    assert.deepEqual(excerpts(), ["words of a"]);
    keepPromptExcerpts(db, false);
    assert.deepEqual(excerpts(), [null]);
    read("b");
    assert.deepEqual(excerpts(), [null, null]);
    keepPromptExcerpts(db, true);
    read("c");
    assert.deepEqual(excerpts(), [null, null, "words of c"]);
    db.close();
  });
});
