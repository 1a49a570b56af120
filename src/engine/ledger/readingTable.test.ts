import assert from "node:assert/strict";
import type { LimitHitRow } from "../sources/transcriptRow.ts";
import { AccountTable } from "./accountTable.ts";
import { forget } from "./forget.ts";
import { Ledger } from "./ledger.ts";
import { ReadingTable, type ToldLimit } from "./readingTable.ts";
import { openStore, type Store } from "./store.ts";
import { part } from "./testParts.ts";

const START = Date.UTC(2026, 5, 10, 9);
const minute = 60_000;
const hour = 60 * minute;
const RESET = START + 4 * hour;
const told = (minutes: number, usedPercent: number, overrides: Partial<ToldLimit> = {}): ToldLimit => ({
  key: "five_hour",
  label: "5-hour",
  usedPercent,
  resetsAt: RESET,
  at: START + minutes * minute,
  toldBy: "status line",
  ...overrides,
});
const hit = (minutes: number, overrides: Partial<LimitHitRow> = {}): LimitHitRow => ({
  kind: "limitHit",
  id: `row-${minutes}`,
  timestamp: START + minutes * minute,
  key: "five_hour",
  label: "5-hour",
  resetsAt: RESET,
  ...overrides,
});

describe("ReadingTable", () => {
  let db: Store;
  let table: ReadingTable;
  let dir: number;
  let otherDir: number;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
    [dir, otherDir] = [ledger.dirs.idOf("/c"), ledger.dirs.idOf("/d")];
    table = new ReadingTable(db);
  });
  afterEach(() => db.close());

  const values = (account = "a", key = "five_hour", since = 0) =>
    table
      .of(dir, account, key, since)
      .map(({ at, until, usedPercent }) => [(at - START) / minute, (until - START) / minute, usedPercent]);
  const addHits = (rows: LimitHitRow[], configDir = "/c") => {
    ledger.begin();
    ledger.add({ configDir, sessionId: "s", firstTimestamp: START }, part({ limitHits: rows }));
    ledger.commit();
  };
  const writes = () => (db.prepare("SELECT total_changes() AS n").get() as { n: number }).n;

  it("keeps a value from when it was first told until it was last told", () => {
    for (const one of [told(0, 10), told(10, 10), told(20, 12), told(30, 12)]) table.note(dir, "a", [one]);
    assert.deepEqual(values(), [
      [0, 10, 10],
      [20, 30, 12],
    ]);
  });

  it("writes nothing when nothing changed, and not with every answer", () => {
    table.note(dir, "a", [told(0, 10), told(0, 3, { key: "seven_day" })]);
    const before = writes();
    table.note(dir, "a", [told(0, 10), told(0, 3, { key: "seven_day" })]);
    table.note(dir, "a", [told(2.9, 10)]);
    assert.equal(writes(), before);
    table.note(dir, "a", [told(3, 10)]);
    assert.equal(writes(), before + 1);
  });

  it("takes a reset that jumps by minutes for the same, and one that moves for another", () => {
    table.note(dir, "a", [told(0, 10)]);
    table.note(dir, "a", [told(5, 10, { resetsAt: RESET - 1000 })]);
    table.note(dir, "a", [told(10, 10, { resetsAt: RESET + hour })]);
    table.note(dir, "a", [told(15, 10, { resetsAt: null })]);
    assert.deepEqual(
      table.of(dir, "a", "five_hour", 0).map(({ resetsAt }) => resetsAt),
      [RESET - 1000, RESET + hour, null],
    );
  });

  it("has what was told late in its place, as often as it is told", () => {
    for (let times = 0; times < 2; times++)
      for (const one of [told(20, 14), told(0, 10), told(10, 12)]) table.note(dir, "a", [one]);
    assert.deepEqual(values(), [
      [0, 0, 10],
      [10, 10, 12],
      [20, 20, 14],
    ]);
  });

  it("keeps the first of two values of one moment, and does not try again and again", () => {
    table.note(dir, "a", [told(0, 10), told(0, 11)]);
    const before = writes();
    table.note(dir, "a", [told(0, 10), told(0, 11)]);
    assert.deepEqual(values(), [[0, 0, 10]]);
    assert.equal(writes(), before);
  });

  it("keeps directories, accounts and windows apart", () => {
    table.note(dir, "a", [told(0, 10), told(0, 3, { key: "seven_day" })]);
    table.note(dir, "b", [told(1, 20)]);
    table.note(otherDir, "a", [told(2, 30)]);
    assert.deepEqual([values(), values("b"), values("a", "seven_day")], [[[0, 0, 10]], [[1, 1, 20]], [[0, 0, 3]]]);
  });

  it("has a limit that was hit as 100 %, once however many files hold the row", () => {
    table.note(dir, "", [told(0, 90)]);
    addHits([hit(10), hit(12)]);
    addHits([hit(10)]);
    addHits([hit(10)], "/d");
    assert.deepEqual(values(""), [
      [0, 0, 90],
      [10, 10, 100],
      [12, 12, 100],
    ]);
    assert.deepEqual(table.of(otherDir, "", "five_hour", 0), []);
  });

  it("has a hit with the account that was signed in then", () => {
    const accounts = new AccountTable(db);
    accounts.note(dir, "a", START);
    accounts.note(dir, "b", START + 10 * minute);
    accounts.note(dir, "a", START + 20 * minute);
    addHits([hit(-600), hit(5), hit(15), hit(25)]);
    assert.deepEqual(
      values("a").map(([at]) => at),
      [-600, 5, 25],
    );
    assert.deepEqual(
      values("b").map(([at]) => at),
      [15],
    );
  });

  it("gives the newest reading of each window, with its age, and none from the future", () => {
    table.note(dir, "", [told(0, 40), told(30, 42, { toldBy: "usage note" }), told(90, 44), told(3, 7, { key: "x" })]);
    addHits([hit(20, { key: "weekly_scoped:Opus", label: "7-day Opus" })]);
    const newest = table.newest(dir, "", START, START + hour);
    assert.deepEqual(
      newest
        .toSorted((a, b) => a.key.localeCompare(b.key))
        .map(({ key, usedPercent, at, toldBy }) => [key, usedPercent, (at - START) / minute, toldBy]),
      [
        ["five_hour", 42, 30, "usage note"],
        ["weekly_scoped:Opus", 100, 20, "limit message"],
        ["x", 7, 3, "status line"],
      ],
    );
    assert.deepEqual(table.newest(dir, "", START + 95 * minute, START + 96 * minute), []);
  });

  it("gives the latest before a moment, oldest first", () => {
    for (const minutes of [0, 10, 20, 30]) table.note(dir, "a", [told(minutes, minutes)]);
    const found = table.of(dir, "a", "five_hour", 0, { before: START + 30 * minute, limit: 2 });
    assert.deepEqual(
      found.map(({ usedPercent }) => usedPercent),
      [10, 20],
    );
  });

  it("forgets what was told before a moment, and takes none of it again", () => {
    const all = [told(0, 10), told(10, 10), told(20, 12)];
    const noteAll = () => {
      for (const one of all) table.note(dir, "", [one]);
      addHits([hit(1), hit(30)]);
    };
    noteAll();
    forget(db, { kind: "before", before: START + 5 * minute }, (cwd) => cwd, START + hour);
    const kept = [
      [5, 10, 10],
      [20, 20, 12],
      [30, 30, 100],
    ];
    assert.deepEqual(values(""), kept);
    noteAll();
    assert.deepEqual(values(""), kept);
    assert.equal((db.prepare("SELECT count(*) AS n FROM limit_hit").get() as { n: number }).n, 1);
  });
});
