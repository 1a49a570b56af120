import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { FollowUp, Suggestion, SuggestionKind } from "../shared/snapshot.ts";
import { AdviceRecords } from "./adviceRecords.ts";
import { compactedAt, prompt } from "./adviceFacts/testHistory.ts";
import { forget } from "./ledger/forget.ts";
import { Ledger } from "./ledger/ledger.ts";
import { openStore, type Store } from "./ledger/store.ts";
import { part, request } from "./ledger/testParts.ts";
import type { TranscriptPart } from "./sources/transcriptFile.ts";
import { temporaryFolder } from "./sources/testTranscripts.ts";
import type { RequestRow } from "./sources/transcriptRow.ts";

const NOW = Date.UTC(2026, 5, 10, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const suggestion = (overrides: Partial<Suggestion> = {}): Suggestion => ({
  id: "compact:a",
  kind: "compact",
  sessionId: "a",
  title: "",
  why: "",
  arithmetic: [{ label: "Context now", value: 200_000, unit: "tokens", source: "measured" }],
  saving: { usd: { low: 0.2, mid: 0.5, high: 1 }, window: null },
  family: "context",
  confidence: { level: "low", reason: "" },
  action: { kind: "insertCommand", command: "/compact keep the plan for the login page" },
  click: "",
  sideEffects: [],
  ...overrides,
});

const ON = { sessionName: "Fix the login", autoCompactAt: null };

describe("AdviceRecords", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: Store;
  let ledger: Ledger;
  let records: AdviceRecords;
  /** Opened a second time, as by another VS Code window. */
  let stores: Store[];

  const open = () => {
    const store = openStore({ kind: "folder", dataDir: folder.path });
    stores.push(store);
    const opened = new Ledger(store);
    return { store, opened, records: new AdviceRecords(store, () => opened.prices) };
  };

  beforeEach(() => {
    folder = temporaryFolder();
    stores = [];
    ({ store: db, opened: ledger, records } = open());
  });
  afterEach(() => {
    for (const store of stores) store.close();
    folder.remove();
  });

  let added = 0;
  /** Adds requests to a session, a minute apart from `at` on. */
  const add = (sid: string, at: number, rows: Partial<RequestRow>[], found: Partial<TranscriptPart> = {}) => {
    ledger.begin();
    ledger.add(
      { configDir: "/c", sessionId: sid, firstTimestamp: at },
      part({
        requests: rows.map((row, index) =>
          request({ id: `${sid}-${added++}`, sessionId: sid, timestamp: at + index * MINUTE, ...row }),
        ),
        ...found,
      }),
    );
    ledger.commit();
  };
  /** A session of 200K, ten requests up to a minute before NOW, each a thousand tokens more than the one before. */
  const grown = (sid = "a") =>
    add(
      sid,
      NOW - 10 * MINUTE,
      Array.from({ length: 10 }, (_, index) => prompt(191_000 + index * 1_000, 190_000 + index * 1_000)),
    );
  /** Compacted a minute after `at`, then requests of 40K. */
  const compactedThen = (count: number, sid = "a", at = NOW) => {
    add(sid, at + 30_000, [], compactedAt(at + MINUTE));
    add(sid, at + 2 * MINUTE, Array.from({ length: count }, (_, index) => prompt(40_000, index === 0 ? 20_000 : 40_000))); // prettier-ignore
  };
  const act = (overrides: Partial<Suggestion> = {}, at = NOW, by = records) =>
    by.acted(suggestion(overrides), ON, "inserted", at);
  const first = (now: number, by = records): FollowUp => {
    const [followUp] = by.followUps(now).followUps;
    assert.ok(followUp);
    return followUp;
  };
  const kindOf = (kind: SuggestionKind, now: number) =>
    records.followUps(now).kinds.find((record) => record.kind === kind);

  it("waits for the command, counts the requests, and measures", () => {
    grown();
    assert.equal(act(), true);
    const { state, ...rest } = first(NOW);
    assert.deepEqual(rest, {
      id: 1,
      kind: "compact",
      sessionId: "a",
      sessionName: "Fix the login",
      command: "/compact",
      at: NOW,
      result: "inserted",
      expectedUsd: { low: 0.2, mid: 0.5, high: 1 },
    });
    assert.deepEqual(state, { kind: "waiting" });
    assert.deepEqual(records.recent(NOW), []);

    compactedThen(2);
    assert.deepEqual(first(NOW + 5 * MINUTE).state, { kind: "measuring", requests: 2 });
    add("a", NOW + 4 * MINUTE, [prompt(40_000, 40_000), prompt(40_000, 40_000)]);
    const measured = first(NOW + 6 * MINUTE).state;
    assert.ok(measured.kind === "measured");
    assert.deepEqual(
      [measured.requests, measured.contextBefore, measured.contextAfter, measured.costUsd],
      [4, 200_000, 40_000, null],
    );
    // Opus 5.5: 200K read and 6K of summary; the first request writes 20K; then 160K less are read each time.
    const expected = -(0.04 + 0.12) + (0.04 - (0.004 + 0.16)) + 3 * 0.032;
    assert.ok(Math.abs(measured.savedUsd - expected) < 1e-9);
    // Ten requests: reads of 190K to 199K, 1K written, 100 out.
    assert.ok(Math.abs(measured.usdPerRequestBefore - (194_500 * 0.2 + 8_000 + 2_000) / 1e6) < 1e-9);
    assert.deepEqual(records.recent(NOW + 6 * MINUTE), records.followUps(NOW + 6 * MINUTE).followUps);
    assert.deepEqual(records.recent(NOW + DAY + MINUTE), []);
  });

  it("takes no credit for a compaction that Claude Code began by itself", () => {
    grown();
    act();
    const compactions = (compactedAt(NOW + MINUTE).compactions ?? []).map((row) => ({
      ...row,
      trigger: "auto" as const,
    }));
    add("a", NOW + MINUTE, [], { compactions });
    const { state } = first(NOW + HOUR);
    assert.ok(state.kind === "nothing" && /by itself/.test(state.reason));
  });

  it("keeps how the session stood", () => {
    grown();
    records.acted(suggestion(), { ...ON, autoCompactAt: 967_000.4 }, "copied", NOW);
    const columns = "context, model, growth, main_at, hour_cache, compacts_at";
    assert.deepEqual(Object.values(db.prepare(`SELECT ${columns} FROM action`).get() ?? {}), [
      200_000,
      "claude-opus-5-5",
      // Nine steps are too few to tell.
      1_200,
      NOW - MINUTE,
      1,
      967_000,
    ]);
    add("a", NOW, [prompt(202_500, 200_000)]);
    act({ id: "other" }, NOW + MINUTE);
    const grew = db.prepare("SELECT growth FROM action ORDER BY id DESC").get();
    assert.equal(grew?.["growth"], 1_150);
  });

  it("keeps no words of the user's", () => {
    act();
    const row = JSON.stringify(db.prepare("SELECT * FROM action").get());
    assert.ok(!row.includes("login page"), row);
  });

  it("notes nothing for an advice without an action, and takes one about all sessions", () => {
    assert.equal(act({ action: { kind: "none" } }), false);
    assert.equal(records.followUps(NOW).followUps.length, 0);
    const text = "CLAUDE_CODE_SUBAGENT_MODEL=sonnet";
    act({ id: "subagentModel:sonnet", kind: "subagentModel", sessionId: null, action: { kind: "copyText", text, goesTo: "" } }); // prettier-ignore
    assert.deepEqual([first(NOW).command, first(NOW).sessionId, first(NOW).state.kind], [text, null, "nothing"]);
  });

  it("replaces an action that came to nothing by the next one on the same suggestion, some minutes later", () => {
    grown();
    act();
    act({}, NOW + 9 * MINUTE);
    assert.deepEqual(
      records.followUps(NOW).followUps.map(({ at }) => at),
      [NOW + 9 * MINUTE],
    );
    act({}, NOW + 20 * MINUTE);
    assert.equal(records.followUps(NOW).followUps.length, 2);
    compactedThen(3, "a", NOW + 20 * MINUTE);
    act({}, NOW + 26 * MINUTE);
    const states = records.followUps(NOW + 30 * MINUTE).followUps.map(({ state }) => state.kind);
    assert.deepEqual(states, ["waiting", "measured", "nothing"]);
  });

  it("takes what happens after an action for that one's doing, on its own session and family", () => {
    grown();
    act();
    act({ id: "switchModel:a", kind: "switchModel", family: "model", action: { kind: "insertCommand", command: "/model sonnet" } }, NOW + 1_000); // prettier-ignore
    act({ id: "compact:b", sessionId: "b" }, NOW + 1_000);
    compactedThen(5);
    const measured = () =>
      records
        .followUps(NOW + HOUR)
        .followUps.flatMap(({ kind, state }) =>
          state.kind === "measured" ? [[kind, state.requests, state.final]] : [],
        );
    assert.deepEqual(measured(), [["compact", 5, false]]);
    act({ id: "leavingDesk:a", kind: "leavingDesk" }, NOW + 20 * MINUTE);
    assert.deepEqual(measured(), [["compact", 5, false]]);
    compactedThen(4, "a", NOW + 20 * MINUTE);
    assert.deepEqual(measured(), [
      ["leavingDesk", 4, false],
      ["compact", 5, true],
    ]);
  });

  it("takes a compaction's cost from Claude Code's totals, once they are calm", () => {
    grown();
    const counted = 10 * ((194_500 * 0.2 + 8_000 + 2_000) / 1e6);
    ledger.noteTotals([{ sessionId: "a", at: NOW - 30_000, usd: counted + 0.01 }]);
    act();
    compactedThen(0);
    ledger.noteTotals([{ sessionId: "a", at: NOW + MINUTE + 500, usd: counted + 0.01 + 0.17 }]);
    const cost = (now: number) => {
      records.note([], now);
      add("a", NOW + 3 * MINUTE, []);
      return (db.prepare("SELECT side_after - side_before AS usd FROM action").get() as { usd: number | null }).usd;
    };
    assert.equal(cost(NOW + MINUTE + 9_000), null);
    assert.ok(Math.abs((cost(NOW + MINUTE + 11_000) ?? 0) - 0.17) < 1e-9);
    add("a", NOW + 2 * MINUTE, [prompt(40_000, 20_000), prompt(40_000, 40_000), prompt(40_000, 40_000)]);
    // What comes later is no part of it.
    ledger.noteTotals([{ sessionId: "a", at: NOW + 10 * MINUTE, usd: counted + 9 }]);
    records.note([], NOW + 20 * MINUTE);
    const { state } = first(NOW + 20 * MINUTE);
    assert.ok(state.kind === "measured" && Math.abs((state.costUsd ?? 0) - 0.17) < 1e-9);
  });

  it("takes no cost from totals that hold more than the compaction", () => {
    const counted = 10 * ((194_500 * 0.2 + 8_000 + 2_000) / 1e6);
    const costWith = (sid: string, totals: { before: number; after: number }) => {
      grown(sid);
      ledger.noteTotals([{ sessionId: sid, at: NOW + totals.before, usd: counted + 0.01 }]);
      act({ id: `compact:${sid}`, sessionId: sid });
      compactedThen(0, sid);
      ledger.noteTotals([{ sessionId: sid, at: NOW + totals.after, usd: counted + 0.18 }]);
      records.note([], NOW + HOUR);
      const row = db.prepare("SELECT side_after - side_before AS usd FROM action WHERE sid = ?").get(sid);
      return row?.["usd"];
    };
    assert.ok(Math.abs(Number(costWith("a", { before: -30_000, after: 2 * MINUTE })) - 0.17) < 1e-9);
    // Told before the last request, before the compaction, and long after it.
    assert.equal(costWith("b", { before: -2 * MINUTE, after: 2 * MINUTE }), null);
    assert.equal(costWith("d", { before: -30_000, after: 20_000 }), null);
    assert.equal(costWith("e", { before: -30_000, after: 40 * MINUTE }), null);
  });

  const clear = {
    id: "taskFinished:a",
    kind: "taskFinished",
    action: { kind: "insertCommand", command: "/clear" },
  } as const;

  it("follows the process into the session that /clear began", () => {
    grown();
    records.note([{ pid: 7, sessionId: "a", alive: true }], NOW);
    // It may be seen before the click is noted.
    records.note([{ pid: 7, sessionId: "b", alive: true }], NOW + 1_000);
    act(clear, NOW + 1_500);
    assert.equal(first(NOW + 2_000).state.kind, "waiting");
    records.note([{ pid: 7, sessionId: "b", alive: true }], NOW + 3_000);
    add("b", NOW + 900, []);
    add("b", NOW + 2 * MINUTE, [prompt(20_000, 0), prompt(21_000, 20_000), prompt(22_000, 21_000)]);
    const { state } = first(NOW + 5 * MINUTE);
    assert.ok(state.kind === "measured");
    assert.deepEqual([state.contextBefore, state.contextAfter, state.requests], [200_000, 20_000, 3]);
  });

  it("takes no older session for the one that /clear began", () => {
    add("old", NOW - DAY, [prompt(30_000, 0)]);
    grown();
    records.note([{ pid: 7, sessionId: "a", alive: true }], NOW - MINUTE);
    records.note([{ pid: 7, sessionId: "old", alive: true }], NOW - 50_000);
    records.note([{ pid: 7, sessionId: "a", alive: true }], NOW - 40_000);
    act(clear);
    records.note([{ pid: 7, sessionId: "a", alive: true }], NOW + 3_000);
    assert.equal(first(NOW + MINUTE).state.kind, "waiting");
    records.note([{ pid: 7, sessionId: "old", alive: true }], NOW + 6_000);
    const { state } = first(NOW + MINUTE);
    assert.ok(state.kind === "nothing" && /older session/.test(state.reason));
  });

  it("does not take a session for ended while a process runs it", () => {
    grown();
    ledger.endSession("a");
    act();
    assert.equal(first(NOW).state.kind, "nothing");
    records.note([{ pid: 7, sessionId: "a", alive: true }], NOW);
    assert.equal(first(NOW).state.kind, "waiting");
  });

  it("remembers what came of it when nothing more is to come", () => {
    grown();
    act();
    compactedThen(4);
    ledger.endSession("a");
    const then = first(NOW + HOUR).state;
    assert.ok(then.kind === "measured" && then.final);
    records.settle(NOW + HOUR);
    // It may be taken up again.
    add("a", NOW + 2 * HOUR, [prompt(40_000, 0)]);
    const later = first(NOW + 3 * HOUR).state;
    assert.ok(later.kind === "measured" && !later.final && later.requests === 5);
    const settled = NOW + 3 * DAY;
    records.settle(settled);
    const before = first(settled);
    add("a", settled, [prompt(40_000, 0)]);
    assert.deepEqual(first(settled + MINUTE), before);
    assert.deepEqual(first(settled + MINUTE, open().records), before);
  });

  describe("in the reader's language", () => {
    const speak = (words: Record<string, string>) => l10n.config({ contents: words });
    const german = { "The command was not run within a day.": "Der Befehl lief nicht." };
    const reasonOf = ({ state }: FollowUp) => (state.kind === "nothing" ? state.reason : state.kind);
    const settled = NOW + 3 * DAY;
    /** An action that came to nothing, remembered for good while `words` were spoken. */
    const settle = (words: Record<string, string>) => {
      grown();
      act();
      speak(words);
      records.settle(settled);
      assert.notEqual(db.prepare("SELECT outcome FROM action").get()?.["outcome"], null);
    };
    /** As an older or a newer Bursar kept it. */
    const keep = (state: object) =>
      db.prepare("UPDATE action SET outcome = ?").run(JSON.stringify({ state, usd: null, final: true }));
    afterEach(() => speak({}));

    it("says why nothing came of an action, whatever was spoken when that was settled", () => {
      settle(german);
      assert.equal(reasonOf(first(settled)), "Der Befehl lief nicht.");
      speak({});
      assert.equal(reasonOf(first(settled)), "The command was not run within a day.");
      speak(german);
      assert.equal(reasonOf(first(settled, open().records)), "Der Befehl lief nicht.");
    });

    it("keeps the words of a reason that was kept as words", () => {
      settle({});
      keep({ kind: "nothing", reason: "La session s'est terminée sans elle." });
      speak(german);
      assert.equal(reasonOf(first(settled)), "La session s'est terminée sans elle.");
    });

    it("has words for a reason that only a newer Bursar knows", () => {
      settle({});
      keep({ kind: "nothing", why: "of a newer Bursar" });
      assert.equal(reasonOf(first(settled)), "It has no effect that can be measured.");
    });
  });

  it("sums what was measured, by kind too", () => {
    grown();
    grown("b");
    act();
    act({ id: "compact:b", sessionId: "b" });
    compactedThen(20);
    compactedThen(1, "b");
    ledger.endSession("b");
    const page = records.followUps(NOW + HOUR);
    const saved = page.followUps.map(({ state }) => (state.kind === "measured" ? state.savedUsd : 0));
    assert.equal(page.savedUsd, (saved[0] ?? 0) + (saved[1] ?? 0));
    assert.deepEqual(page.kinds, [
      { kind: "compact", taken: 2, measured: 2, wrong: 1, savedUsd: page.savedUsd, silent: null },
    ]);
  });

  /** Sessions that were compacted and ended with the next request, or went on for long. */
  const judged = (wrong: number, right: number, at = NOW) => {
    for (let index = 0; index < wrong + right; index++) {
      const sid = `s${at - NOW}-${index}`;
      add(sid, at - MINUTE, [prompt(200_000, 190_000)]);
      act({ id: `compact:${sid}`, sessionId: sid }, at);
      compactedThen(index < wrong ? 1 : 20, sid, at);
      ledger.endSession(sid);
    }
  };
  const isShown = (now: number, by = records) => by.filter([suggestion()], now).length === 1;
  /** Judgements hold for a minute. */
  const soon = NOW + HOUR;

  it("falls silent on a kind of which more than 60 % were wrong, from five on", () => {
    judged(4, 0);
    assert.equal(isShown(soon), true);
    judged(0, 3, NOW + 1);
    // 4 of 7.
    assert.equal(isShown(soon + 5 * MINUTE), true);
    judged(1, 0, NOW + 2);
    assert.equal(isShown(soon + 10 * MINUTE), false);
    assert.equal(kindOf("compact", soon)?.silent, "often wrong");
    assert.equal(records.filter([suggestion({ kind: "coldResume" })], soon).length, 1);
    // Ninety days later that is forgiven.
    assert.equal(isShown(NOW + 91 * DAY), true);
  });

  it("counts only newer results once the user wants a kind again", () => {
    judged(6, 0);
    assert.equal(isShown(soon), false);
    records.wish({ kind: "again", suggestions: "compact" }, [], soon);
    assert.equal(isShown(soon + MINUTE), true);
    assert.deepEqual([kindOf("compact", soon + MINUTE)?.silent, kindOf("compact", soon + MINUTE)?.wrong], [null, 6]);
    judged(5, 0, soon + 2 * MINUTE);
    assert.equal(isShown(soon + 2 * HOUR), false);
  });

  it("does not hold against a stronger model that it costs more", () => {
    for (let index = 0; index < 6; index++) {
      const sid = `m${index}`;
      add(sid, NOW - MINUTE, [{ ...prompt(100_000, 90_000), model: "claude-sonnet-5-5" }]);
      act({ id: `strongerModel:${sid}`, kind: "strongerModel", family: "model", sessionId: sid, action: { kind: "insertCommand", command: "/model opus" } }); // prettier-ignore
      add(sid, NOW + MINUTE, [prompt(101_000, 0), prompt(102_000, 101_000), prompt(103_000, 102_000)]);
      ledger.endSession(sid);
    }
    const stronger = kindOf("strongerModel", soon);
    assert.ok(stronger && stronger.savedUsd < 0);
    assert.deepEqual([stronger.measured, stronger.wrong, stronger.silent], [6, 0, null]);
  });

  it("hides what is dismissed for a week, or until it is half as large again", () => {
    records.wish({ kind: "dismiss", suggestionId: "compact:a" }, [suggestion()], NOW);
    assert.equal(isShown(NOW + 7 * DAY - 1), false);
    assert.equal(isShown(NOW + 7 * DAY), true);
    const sized = (value: number) =>
      records.filter([suggestion({ arithmetic: [{ label: "", value, unit: "tokens", source: "live" }] })], NOW + 1);
    assert.deepEqual([sized(299_999).length, sized(300_000).length], [0, 1]);
    assert.equal(records.filter([suggestion({ id: "compact:b" })], NOW).length, 1);
  });

  it("hides what is snoozed for four hours, and a kind that is not wanted for good", () => {
    records.wish({ kind: "snooze", suggestionId: "compact:a" }, [], NOW);
    assert.deepEqual([isShown(NOW + 4 * HOUR - 1), isShown(NOW + 4 * HOUR)], [false, true]);
    records.wish({ kind: "never", suggestions: "compact" }, [], NOW);
    assert.equal(isShown(NOW + 400 * DAY), false);
    assert.deepEqual(records.followUps(NOW).kinds, [
      { kind: "compact", taken: 0, measured: 0, wrong: 0, savedUsd: 0, silent: "not wanted" },
    ]);
    records.wish({ kind: "again", suggestions: "compact" }, [], NOW);
    assert.equal(isShown(NOW + 5 * HOUR), true);
  });

  it("drops wishes that have ended", () => {
    records.wish({ kind: "snooze", suggestionId: "compact:a" }, [], NOW);
    records.wish({ kind: "snooze", suggestionId: "compact:b" }, [], NOW + 5 * HOUR);
    assert.deepEqual(
      db
        .prepare("SELECT subject FROM wish")
        .all()
        .map((row) => row["subject"]),
      ["compact:b"],
    );
  });

  it("shares all of it with other windows", () => {
    grown();
    const other = open().records;
    act({}, NOW, other);
    compactedThen(4);
    assert.equal(first(NOW + HOUR, other).state.kind, "measured");
    assert.deepEqual(records.followUps(NOW + HOUR), other.followUps(NOW + HOUR));
    other.wish({ kind: "dismiss", suggestionId: "compact:a" }, [suggestion()], NOW);
    assert.equal(isShown(NOW + 1), false);
  });

  it("lists the latest fifty, and sums over all", () => {
    for (let index = 0; index < 60; index++) act({ id: `compact:x${index}`, sessionId: `x${index}` }, NOW + index);
    const page = records.followUps(NOW + HOUR);
    assert.deepEqual([page.followUps.length, page.followUps[0]?.at, page.kinds[0]?.taken], [50, NOW + 59, 60]);
  });

  it("forgets a project's actions and everything before a moment", () => {
    add("b", NOW - HOUR, [{ ...prompt(100_000), cwd: "/other" }]);
    grown();
    act();
    act({ id: "fleet", sessionId: null }, NOW - 40 * MINUTE);
    act({ id: "compact:b", sessionId: "b" }, NOW - 30 * MINUTE);
    records.wish({ kind: "dismiss", suggestionId: "alwaysOn:/acme" }, [], NOW);
    records.wish({ kind: "never", suggestions: "fleet" }, [], NOW);
    const sessions = () => records.followUps(NOW).followUps.map(({ sessionId }) => sessionId);
    forget(db, { kind: "project", project: "/acme" }, (cwd) => cwd, NOW + MINUTE);
    records.forget();
    assert.deepEqual(sessions(), ["b", null]);
    assert.deepEqual(
      db
        .prepare("SELECT wish FROM wish")
        .all()
        .map((row) => row["wish"]),
      ["never"],
    );
    // The numbers of forgotten requests are given again.
    add("b", NOW - 20 * MINUTE, [], compactedAt(NOW - 20 * MINUTE));
    add(
      "b",
      NOW - 19 * MINUTE,
      Array.from({ length: 3 }, () => ({ ...prompt(40_000, 20_000), cwd: "/other" })),
    );
    assert.equal(first(NOW).state.kind, "measured");
    forget(db, { kind: "before", before: NOW + MINUTE }, (cwd) => cwd, NOW + MINUTE);
    records.forget();
    assert.deepEqual([sessions(), records.followUps(NOW).savedUsd], [[], 0]);
  });

  it("keeps one of the clicks on a suggestion that come from several processes at once", async function () {
    this.timeout(20_000);
    grown();
    const script = join(folder.path, "act.mts");
    const here = (file: string) => JSON.stringify(join(import.meta.dirname, file));
    writeFileSync(
      script,
      `import { openStore } from ${here("ledger/store.ts")};
       import { Ledger } from ${here("ledger/ledger.ts")};
       import { AdviceRecords } from ${here("adviceRecords.ts")};
       const db = openStore({ kind: "folder", dataDir: ${JSON.stringify(folder.path)} });
       const ledger = new Ledger(db);
       const records = new AdviceRecords(db, () => ledger.prices);
       process.send("ready");
       process.once("message", () => {
         for (let index = 0; index < 20; index++) {
           records.acted(${JSON.stringify(suggestion())}, ${JSON.stringify(ON)}, "inserted", ${NOW} + index);
           records.acted({ ...${JSON.stringify(suggestion())}, id: "compact:" + process.pid + index, sessionId: null }, ${JSON.stringify(ON)}, "copied", ${NOW});
         }
         db.close();
         process.disconnect();
       });`,
    );
    const children = [fork(script), fork(script), fork(script)];
    await Promise.all(children.map((child) => once(child, "message")));
    const ended = children.map((child) => once(child, "exit"));
    for (const child of children) child.send("go");
    assert.deepEqual(
      (await Promise.all(ended)).map(([code]) => code as number),
      [0, 0, 0],
    );
    const { kinds, followUps } = records.followUps(NOW + MINUTE);
    assert.equal(kinds[0]?.taken, 61);
    assert.equal(new Set(followUps.map(({ id }) => id)).size, 50);
  });
});
