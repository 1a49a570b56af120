/** Opens the ledger's SQLite database. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./schema.ts";

/** Where the ledger lives: Bursar's data folder, or memory only. */
export type StorePlace = { kind: "folder"; dataDir: string } | { kind: "memory" };

/** The store was written by a newer Bursar: this one must not touch it. */
export class NewerStoreError extends Error {
  override name = "NewerStoreError";
}

/** Opens the store and brings its schema up to date. Throws NewerStoreError, or SQLite's own error. */
export function openStore(place: StorePlace): DatabaseSync {
  if (place.kind === "folder") mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const path = place.kind === "memory" ? ":memory:" : join(place.dataDir, "ledger.sqlite");
  // Every reference is made by this program from a row it has just read; checking them again costs a fifth of a first index.
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    // NORMAL: in WAL mode a crash of the process loses nothing; a power cut at most the last commits, which the
    // transcripts still hold.
    db.exec("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    migrate(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

function migrate(db: DatabaseSync): void {
  const versionOf = () => Number((db.prepare("PRAGMA user_version").get() as { user_version: number }).user_version);
  if (versionOf() === MIGRATIONS.length) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    // Read again under the write lock: another process may have migrated meanwhile.
    const version = versionOf();
    if (version > MIGRATIONS.length) {
      throw new NewerStoreError(`the ledger has schema ${version}, this Bursar knows ${MIGRATIONS.length}`);
    }
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}
