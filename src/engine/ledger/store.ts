/** Opens the ledger's SQLite database; a damaged one is replaced by its newest good backup. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { listBackups } from "./backups.ts";
import { assertPages, assertSchema, isDamage, WrongSchemaError } from "./damage.ts";
import { recover, type Recovery } from "./recovery.ts";
import { MIGRATIONS } from "./schema.ts";
import { storeFiles } from "./storeFiles.ts";
import { StoreLock } from "./storeLock.ts";

/** Where the ledger lives: Bursar's data folder, or memory only. */
export type StorePlace = { kind: "folder"; dataDir: string } | { kind: "memory" };

/** The store was written by a newer Bursar: this one must not touch it. */
export class NewerStoreError extends Error {
  override name = "NewerStoreError";
}

/** Others look for a suspicion every second, and close the store then. */
const OTHERS_CLOSE_WITHIN_MS = 4_000;
/** Setting a store aside and checking its backup takes this long at most. */
const RECOVERED_WITHIN_MS = 20_000;

export class Store extends DatabaseSync {
  /** What was done about damage when it was opened just now; null when all was well. */
  recovery: Recovery | null = null;
  /** Given back when the store is closed. */
  lock: StoreLock | null = null;

  constructor(path: string) {
    // Every reference is made by this program from a row it has just read; checking them again costs a fifth of a first index.
    super(path, { enableForeignKeyConstraints: false });
  }

  override close(): void {
    super.close();
    this.lock?.close();
  }
}

/**
 * Opens the store and brings its schema up to date. Throws NewerStoreError, or SQLite's own error, also when the
 * folder cannot be written to. Of a store that is suspected to be damaged it waits `patienceMs` for others to close it.
 */
export function openStore(place: StorePlace, now = Date.now(), patienceMs = OTHERS_CLOSE_WITHIN_MS): Store {
  if (place.kind === "memory") return open(":memory:", null);
  const { dataDir } = place;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new StoreLock(dataDir);
  try {
    return openSound(dataDir, lock, now, patienceMs);
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Says that the store was found damaged: whoever has it open is to close it, and to check it when opening it again. */
export const suspect = (dataDir: string): void => writeFileSync(storeFiles.suspicion(dataDir), "");

export const isSuspect = (dataDir: string): boolean => existsSync(storeFiles.suspicion(dataDir));

function openSound(dataDir: string, lock: StoreLock, now: number, patienceMs: number): Store {
  const path = storeFiles.store(dataDir);
  let recovery: Recovery | null = null;
  for (;;) {
    const alone = lock.exclude(isSuspect(dataDir) ? patienceMs : 0);
    // Asked again: while this process waited, another one may have put the store right.
    const suspected = isSuspect(dataDir);
    if (suspected && !alone) throw new Error("the ledger is damaged, and another program still has it open");
    if (!alone) lock.share(RECOVERED_WITHIN_MS);
    try {
      if (alone && isEmptied(dataDir, now)) throw new WrongSchemaError("the ledger's file is empty");
      // Whoever closes the store last removes its log: one that is still there was left by a crash.
      const crashed = alone && existsSync(`${path}-wal`);
      const store = open(path, suspected ? "integrity_check" : crashed ? "quick_check" : null);
      if (alone) {
        rmSync(storeFiles.suspicion(dataDir), { force: true });
        lock.share(RECOVERED_WITHIN_MS);
      }
      return Object.assign(store, { lock, recovery });
    } catch (error) {
      if (!isDamage(error) || recovery) throw error;
      suspect(dataDir);
      if (!alone) continue;
      const reason = error instanceof Error ? error.message : String(error);
      recovery = recover(dataDir, reason, now, (candidate) => open(candidate, "integrity_check").close());
      rmSync(storeFiles.suspicion(dataDir), { force: true });
    }
  }
}

/** Whether the file has lost all its bytes: SQLite would take it for a new store. */
function isEmptied(dataDir: string, now: number): boolean {
  const size = statSync(storeFiles.store(dataDir), { throwIfNoEntry: false })?.size;
  return size === 0 && listBackups(dataDir, now).length > 0;
}

function open(path: string, pages: "quick_check" | "integrity_check" | null): Store {
  const store = new Store(path);
  try {
    // NORMAL: in WAL mode a crash of the process loses nothing; a power cut at most the last commits, which the
    // transcripts still hold.
    store.exec("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    // A first index touches pages all over: a cache that holds them, and fewer copies from the log into the file.
    store.exec("PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000;");
    migrate(store);
    if (pages) assertPages(store, pages);
    // A store that can only be read would fail at the first write, after all has been read in vain.
    store.exec("BEGIN IMMEDIATE; ROLLBACK");
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

function migrate(db: DatabaseSync): void {
  const versionOf = () => (db.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;
  if (versionOf() === MIGRATIONS.length) return assertSchema(db, MIGRATIONS.length);
  db.exec("BEGIN IMMEDIATE");
  try {
    // Read again under the write lock: another process may have migrated meanwhile.
    const version = versionOf();
    if (version > MIGRATIONS.length) {
      throw new NewerStoreError(`the ledger has schema ${version}, this Bursar knows ${MIGRATIONS.length}`);
    }
    assertSchema(db, version);
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    // A full disk has ended the transaction already.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
