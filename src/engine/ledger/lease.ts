/**
 * One indexer at a time per config directory: whoever holds its lease reads the transcripts, the others follow the
 * store. The lease saves work and never guards truth: writes are idempotent, so two indexers would only be slower.
 */
import { randomUUID } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isAlive } from "../sources/processes.ts";

/** A holder that has not renewed for this long has stalled and loses its lease. */
const EXPIRES_MS = 30_000;
/** Each renewal is a write that the followers see, so there are few. */
const RENEWED_EVERY_MS = 10_000;

interface Held {
  holder: string;
  pid: number;
  beat: number;
}

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

  /** Takes or renews the lease of a directory; mostly a look is enough. False: another living process holds it. */
  acquire(dir: number): boolean {
    const seen = this.seen(dir);
    if (!this.isFree(seen)) return false;
    if (seen?.holder === this.holder && this.age(seen) < RENEWED_EVERY_MS) return true;
    this.db.exec("BEGIN IMMEDIATE");
    try {
      // Looked at again under the write lock: another process may have been faster.
      const free = this.isFree(this.seen(dir));
      if (free) this.take.run(dir, this.holder, process.pid, this.now());
      this.db.exec("COMMIT");
      return free;
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Gives all leases back. */
  release(): void {
    this.drop.run(this.holder);
  }

  private seen(dir: number): Held | null {
    return (this.find.get(dir) as Held | undefined) ?? null;
  }

  private isFree(held: Held | null): boolean {
    return !held || held.holder === this.holder || this.age(held) > EXPIRES_MS || !isAlive(held.pid, null);
  }

  /** Milliseconds since the last beat. One from the future comes from a clock that was set back: as good as expired. */
  private age({ beat }: Held): number {
    const age = this.now() - beat;
    return age < -EXPIRES_MS ? Number.MAX_VALUE : Math.max(0, age);
  }
}
