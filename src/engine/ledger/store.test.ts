import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./schema.ts";
import { NewerStoreError, openStore } from "./store.ts";

describe("openStore", () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), "bursar-store-"))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it("makes the folder for the user alone, and the schema once", () => {
    const folder = join(dataDir, "new", "bursar");
    const first = openStore({ kind: "folder", dataDir: folder });
    first.exec("INSERT INTO dir (path) VALUES ('/c')");
    const second = openStore({ kind: "folder", dataDir: folder });
    assert.deepEqual({ ...second.prepare("SELECT path FROM dir").get() }, { path: "/c" });
    assert.equal(second.prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
    assert.equal(second.prepare("PRAGMA journal_mode").get()?.["journal_mode"], "wal");
    if (process.platform !== "win32") assert.equal(statSync(folder).mode & 0o777, 0o700);
    first.close();
    second.close();
  });

  it("leaves the store of a newer Bursar alone", () => {
    openStore({ kind: "folder", dataDir }).close();
    const db = new DatabaseSync(join(dataDir, "ledger.sqlite"));
    db.exec("PRAGMA user_version = 99");
    db.close();
    assert.throws(() => openStore({ kind: "folder", dataDir }), NewerStoreError);
  });
});
