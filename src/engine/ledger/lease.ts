/**
 * One indexer at a time per config directory: whoever holds its lease reads the transcripts, the others follow the
 * store. The lease saves work and never guards truth: writes are idempotent, so two indexers would only be slower.
 */
import { randomUUID } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isAlive } from "../sources/processes.ts";

/** A holder that has not renewed for this long has stalled and loses its lease. */
const EXPIRES_MS = 10_000;

export class Lease {
  private readonly db: DatabaseSync;
  private readonly now: () => number;
  private readonly holder = randomUUID();
  private readonly find: StatementSync;
  private readonly take: StatementSync;
  private readonly drop: StatementSync;

  constructor(db: DatabaseSync, now: () => number) {
    this.db = db;
    this.now = now;
    this.find = db.prepare("SELECT holder, pid, beat FROM lease WHERE dir = ?");
    this.take = db.prepare("INSERT OR REPLACE INTO lease (dir, holder, pid, beat) VALUES (?, ?, ?, ?)");
    this.drop = db.prepare("DELETE FROM lease WHERE holder = ?");
  }

  /** Takes or renews the lease of a directory. False: another living process holds it. */
  acquire(dir: number): boolean {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      const held = this.find.get(dir) as { holder: string; pid: number; beat: number } | undefined;
      const age = held ? this.now() - held.beat : 0;
      // A beat from the future comes from a clock that was set back since: as good as expired.
      const free =
        !held || held.holder === this.holder || age > EXPIRES_MS || age < -EXPIRES_MS || !isAlive(held.pid, null);
      if (free) this.take.run(dir, this.holder, process.pid, this.now());
      this.db.exec("COMMIT");
      return free;
    } catch (error) {
      this.db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Gives all leases back. */
  release(): void {
    this.drop.run(this.holder);
  }
}
