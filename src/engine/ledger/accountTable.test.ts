import assert from "node:assert/strict";
import { AccountTable } from "./accountTable.ts";
import { Ledger } from "./ledger.ts";
import { ReadingTable } from "./readingTable.ts";
import { forget } from "./forget.ts";
import { openStore, type Store } from "./store.ts";

describe("AccountTable", () => {
  let db: Store;
  let table: AccountTable;
  let dir: number;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    dir = new Ledger(db).dirs.idOf("/c");
    table = new AccountTable(db);
  });
  afterEach(() => db.close());

  it("has one nameless account until one is named, to which then belongs what was told before", () => {
    assert.deepEqual(table.current(dir), { account: "", since: 0 });
    const readings = new ReadingTable(db);
    readings.note(dir, "", [
      { key: "five_hour", label: "5-hour", usedPercent: 4, resetsAt: null, at: 500, toldBy: "status line" },
    ]);
    table.note(dir, null, 900);
    assert.deepEqual(table.current(dir), { account: "", since: 0 });
    table.note(dir, "a", 1000);
    assert.deepEqual(table.current(dir), { account: "a", since: 0 });
    assert.equal(readings.of(dir, "a", "five_hour", 0).length, 1);
  });

  it("notes since when another account is signed in, and when the first comes back", () => {
    for (const [account, at] of [["a", 1000], ["a", 1500], ["b", 2000], [null, 2500], ["b", 3000]] as const) table.note(dir, account, at); // prettier-ignore
    assert.deepEqual(table.current(dir), { account: "b", since: 2000 });
    table.note(dir, "a", 4000);
    assert.deepEqual(table.current(dir), { account: "a", since: 4000 });
  });

  it("writes nothing when it is known", () => {
    table.note(dir, "a", 1000);
    const writes = () => (db.prepare("SELECT total_changes() AS n").get() as { n: number }).n;
    const before = writes();
    table.note(dir, "a", 2000);
    assert.equal(writes(), before);
  });

  it("does not shut out what is told after the clock was set back", () => {
    table.note(dir, "a", 1000);
    table.note(dir, "b", 9000);
    table.note(dir, "b", 5000);
    assert.deepEqual(table.current(dir), { account: "b", since: 5000 });
  });

  it("keeps directories apart", () => {
    const other = new Ledger(db).dirs.idOf("/d");
    table.note(dir, "a", 1000);
    assert.deepEqual(table.current(other), { account: "", since: 0 });
  });

  it("knows who is signed in after the past was forgotten", () => {
    table.note(dir, "a", 1000);
    table.note(dir, "b", 2000);
    forget(db, { kind: "before", before: 3000 }, (cwd) => cwd, 4000);
    assert.deepEqual(table.current(dir), { account: "b", since: 2000 });
    assert.deepEqual(db.prepare("SELECT account FROM account").all().map(({ account }) => account), ["b"]); // prettier-ignore
  });
});
