/**
 * Tells who has the store open. SQLite names its log by the store's path, so a damaged store may be moved away only
 * while nobody has it open: a later close would delete the log of the store that took its place. The system gives a
 * dead process's lock back.
 */
import { DatabaseSync } from "node:sqlite";
import { isBusy } from "./damage.ts";
import { storeFiles } from "./storeFiles.ts";

export class StoreLock {
  private readonly db: DatabaseSync;

  /** Throws SQLite's error when the folder cannot be written to. */
  constructor(dataDir: string) {
    this.db = new DatabaseSync(storeFiles.lock(dataDir));
  }

  /** Locks out everybody else; false when somebody still has the store open after `waitMs`. */
  exclude(waitMs: number): boolean {
    this.release();
    try {
      this.db.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`);
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
  }

  /** Says that this process has the store open; waits for one that excludes it. */
  share(waitMs: number): void {
    this.release();
    // A reading transaction holds its lock until it ends.
    this.db.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN; SELECT count(*) FROM sqlite_schema`);
  }

  close(): void {
    this.db.close();
  }

  private release(): void {
    if (this.db.isTransaction) this.db.exec("ROLLBACK");
  }
}
