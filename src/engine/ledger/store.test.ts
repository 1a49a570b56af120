import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { backUp, isBackupDue, listBackups } from "./backups.ts";
import { lastRecovery } from "./recovery.ts";
import { MIGRATIONS } from "./schema.ts";
import { isSuspect, NewerStoreError, openStore, suspect, type Store } from "./store.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 10, 12);

describe("openStore", () => {
  let dataDir: string;
  let stores: Store[];
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "bursar-store-"));
    stores = [];
  });
  afterEach(() => {
    for (const store of stores) if (store.isOpen) store.close();
    rmSync(dataDir, { recursive: true });
  });

  const path = () => join(dataDir, "ledger.sqlite");
  const open = (now = NOW) => {
    const store = openStore({ kind: "folder", dataDir }, now);
    stores.push(store);
    return store;
  };
  const add = (store: DatabaseSync, ...dirs: string[]) => {
    for (const dir of dirs) store.prepare("INSERT INTO dir (path) VALUES (?)").run(dir);
  };
  const dirsOf = (store: DatabaseSync) =>
    store
      .prepare("SELECT path FROM dir ORDER BY id")
      .all()
      .map((row) => row["path"]);
  const filled = () => {
    const store = open();
    for (let i = 0; i < 2000; i++) add(store, `/c/${i}`);
    store.close();
  };
  const overwrite = (from: number, length: number) => {
    const bytes = readFileSync(path());
    bytes.fill(0xa5, from, from + length);
    writeFileSync(path(), bytes);
  };
  const files = (part: string) => readdirSync(dataDir).filter((name) => name.includes(part));

  it("makes the folder for the user alone, and the schema once", () => {
    const folder = join(dataDir, "new", "bursar");
    const first = openStore({ kind: "folder", dataDir: folder });
    add(first, "/c");
    const second = openStore({ kind: "folder", dataDir: folder });
    stores.push(first, second);
    assert.deepEqual(dirsOf(second), ["/c"]);
    assert.equal(second.prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
    assert.equal(second.prepare("PRAGMA journal_mode").get()?.["journal_mode"], "wal");
    assert.equal(lastRecovery(folder), null);
    if (process.platform !== "win32") assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it("leaves the store of a newer Bursar alone", () => {
    open().close();
    const db = new DatabaseSync(path());
    db.exec("PRAGMA user_version = 99");
    db.close();
    assert.throws(() => open(), NewerStoreError);
    assert.deepEqual(files("damaged"), []);
  });

  it("brings a store of each older version up to date and keeps its rows", () => {
    for (let version = 1; version < MIGRATIONS.length; version++) {
      const db = new DatabaseSync(path());
      for (const step of MIGRATIONS.slice(0, version)) db.exec(step);
      db.exec(`
        PRAGMA user_version = ${version};
        INSERT INTO dir VALUES (1, '/c');
        INSERT INTO model VALUES (1, 'claude-opus-5-5');
        INSERT INTO session (id, sid, dir, start, last, title, usd, requests) VALUES (1, 's1', 1, 5, 9, 'A title', 0.5, 1);
        INSERT INTO request (hash, key, session, dir, at, model, input, output, read, write_5m, write_1h, searches, fast,
          us, final, main, usd) VALUES (7, 'msg_1', 1, 1, 9, 1, 10, 20, 30, 40, 50, 0, 0, 0, 1, 1, 0.5);
      `);
      db.close();
      const store = open();
      assert.equal(store.prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
      assert.deepEqual(
        { ...store.prepare("SELECT key, session, output, usd FROM request").get() },
        { key: "msg_1", session: 1, output: 20, usd: 0.5 },
      );
      assert.deepEqual(
        { ...store.prepare("SELECT sid, title, usd FROM session").get() },
        { sid: "s1", title: "A title", usd: 0.5 },
      );
      store.close();
      rmSync(path());
    }
  });

  const damages: [string, () => void][] = [
    ["is no database", () => writeFileSync(path(), "something else entirely, as long as a page ".repeat(200))],
    ["was cut short", () => truncateSync(path(), 5000)],
    ["lost all its bytes", () => truncateSync(path(), 0)],
    ["lacks a column", () => alter("ALTER TABLE request DROP COLUMN searches")],
    ["lacks a table", () => alter("DROP TABLE held")],
    ["has tables and no version", () => alter("PRAGMA user_version = 0")],
  ];
  const alter = (sql: string) => {
    const db = new DatabaseSync(path());
    db.exec(sql);
    db.close();
  };
  for (const [what, damage] of damages) {
    it(`sets a store aside that ${what}, and restores the newest backup`, async () => {
      filled();
      await backUp(dataDir, NOW - DAY_MS);
      const before = open();
      add(before, "/later");
      before.close();
      damage();
      const bytes = readFileSync(path());
      const store = open();
      assert.equal(dirsOf(store).length, 2000);
      const recovery = lastRecovery(dataDir);
      assert.equal(recovery?.time, NOW);
      assert.equal(recovery.backupTime, NOW - DAY_MS);
      assert.deepEqual(readFileSync(recovery.setAside), bytes);
      assert.ok(!isSuspect(dataDir));
      store.close();
      open(NOW + 1);
      assert.deepEqual(lastRecovery(dataDir), recovery);
    });
  }

  it("begins a new store where no backup is good", () => {
    filled();
    writeFileSync(join(dataDir, "ledger.backup-2026-06-09T12-00-00.000Z.sqlite"), "no database");
    overwrite(0, 4096);
    const store = open();
    assert.deepEqual(dirsOf(store), []);
    assert.equal(lastRecovery(dataDir)?.backupTime, null);
    assert.equal(files("damaged").length, 1);
    assert.deepEqual(files("partial"), []);
  });

  it("restores the newest backup that is good", async () => {
    filled();
    for (const days of [3, 2, 1]) await backUp(dataDir, NOW - days * DAY_MS);
    const [newest] = listBackups(dataDir, NOW);
    truncateSync(newest?.path ?? "", 9000);
    overwrite(0, 100);
    open();
    assert.equal(lastRecovery(dataDir)?.backupTime, NOW - 2 * DAY_MS);
  });

  it("finds damage deep inside after a crash, and on suspicion, and does not look for it at every start", async () => {
    filled();
    await backUp(dataDir, NOW);
    const { size } = statSync(path());
    overwrite(size - 3 * 4096, 4096);
    open().close();
    assert.equal(lastRecovery(dataDir), null);
    writeFileSync(`${path()}-wal`, "");
    open().close();
    assert.equal(lastRecovery(dataDir)?.backupTime, NOW);
    overwrite(size - 3 * 4096, 4096);
    suspect(dataDir);
    open(NOW + 1);
    assert.equal(lastRecovery(dataDir)?.time, NOW + 1);
    assert.ok(!isSuspect(dataDir));
  });

  it("keeps a store that was suspected and is sound", () => {
    filled();
    suspect(dataDir);
    const store = open();
    assert.equal(lastRecovery(dataDir), null);
    assert.equal(dirsOf(store).length, 2000);
    assert.ok(!isSuspect(dataDir));
  });

  it("never moves a store away that somebody has open", () => {
    const user = open();
    add(user, "/c");
    suspect(dataDir);
    assert.throws(() => openStore({ kind: "folder", dataDir }, NOW, 20), /another program still has it open/);
    assert.deepEqual(files("damaged"), []);
    user.close();
    assert.deepEqual(dirsOf(open()), ["/c"]);
  });
});

describe("backUp", () => {
  let dataDir: string;
  let store: Store;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "bursar-backup-"));
    store = openStore({ kind: "folder", dataDir });
    store.exec("INSERT INTO dir (path) VALUES ('/c')");
  });
  afterEach(() => {
    store.close();
    rmSync(dataDir, { recursive: true });
  });

  const times = (now: number) => listBackups(dataDir, now).map(({ time }) => time);

  it("copies the store while it is open and written to, and keeps the last three", async () => {
    const days = [0, 1, 2, 3, 4].map((day) => NOW + day * DAY_MS);
    for (const [index, now] of days.entries()) {
      store.prepare("INSERT INTO dir (path) VALUES (?)").run(`/c${index}`);
      await backUp(dataDir, now);
    }
    assert.deepEqual(times(NOW + 5 * DAY_MS), days.slice(2).toReversed());
    const [newest] = listBackups(dataDir, NOW + 5 * DAY_MS);
    const copy = new DatabaseSync(newest?.path ?? "", { readOnly: true });
    assert.equal(copy.prepare("SELECT count(*) AS n FROM dir").get()?.["n"], 6);
    copy.close();
    assert.deepEqual(
      readdirSync(dataDir).filter((name) => name.includes("partial")),
      [],
    );
  });

  it("is due once a day, and when the clock was set back", async () => {
    assert.ok(isBackupDue(dataDir, NOW));
    await backUp(dataDir, NOW);
    assert.ok(!isBackupDue(dataDir, NOW + DAY_MS - 1));
    assert.ok(isBackupDue(dataDir, NOW + DAY_MS));
    assert.ok(isBackupDue(dataDir, NOW - 3_600_000));
    await backUp(dataDir, NOW - 3_600_000);
    assert.deepEqual(times(NOW - 3_600_000), [NOW - 3_600_000, NOW]);
    assert.ok(!isBackupDue(dataDir, NOW - 3_000_000));
  });

  it("leaves nothing behind when it fails", async () => {
    store.close();
    writeFileSync(join(dataDir, "ledger.sqlite"), "no database");
    await assert.rejects(backUp(dataDir, NOW), /not a database/);
    rmSync(join(dataDir, "ledger.sqlite"));
    store = openStore({ kind: "folder", dataDir });
    assert.deepEqual(
      readdirSync(dataDir).filter((name) => /partial|backup/.test(name)),
      [],
    );
  });
});
