/**
 * What was told of the rate-limit windows: the rows of `reading`, one a value of a window, and of `limit_hit`, one a
 * message that a limit was hit, which is a reading of 100 % of the account that was signed in then.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ToldBy } from "../../shared/snapshot.ts";
import type { LimitHitRow } from "../sources/transcriptRow.ts";
import type { WindowReading } from "../windows/windowReading.ts";
import { accountAt } from "./accountTable.ts";
import { keyHash } from "./keyHash.ts";

/** What one source told of one window at one time. */
export interface ToldLimit {
  /** As `windowKey` gives it. */
  key: string;
  label: string;
  usedPercent: number;
  resetsAt: number | null;
  at: number;
  toldBy: ToldBy;
}

/** A window's newest reading; `at` is when its value was last told. */
export type NewestReading = ToldLimit;

/** A reset that moved by less is the same: Claude Code's own times jump by minutes. */
const SAME_RESET_MS = 5 * 60_000;
/** `until` is moved when it lags by this much: not with every answer. */
const MOVED_EVERY_MS = 3 * 60_000;

const HITS = `SELECT h.at, h.at AS until, 100.0 AS used, h.resets_at, h.label, 'limit message' AS told_by, h.key
  FROM limit_hit h WHERE h.dir = ?1 AND ${accountAt("h.dir", "h.at")} = ?2`;

export class ReadingTable {
  private readonly db: DatabaseSync;
  private readonly before: StatementSync;
  private readonly insert: StatementSync;
  private readonly move: StatementSync;
  private readonly insertHit: StatementSync;
  private readonly forgotten: StatementSync;
  private readonly some: StatementSync;
  private readonly newestOfEach: StatementSync;

  constructor(db: DatabaseSync) {
    this.db = db;
    this.before = db.prepare(
      `SELECT at, until, used, resets_at FROM reading
        WHERE dir = ? AND account = ? AND key = ? AND at <= ? ORDER BY at DESC LIMIT 1`,
    );
    this.insert = db.prepare(
      `INSERT INTO reading (dir, account, key, at, until, used, resets_at, label, told_by)
       VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING`,
    );
    this.move = db.prepare(
      `UPDATE reading SET until = max(until, ?5), resets_at = ?6, label = ?7, told_by = ?8
        WHERE dir = ?1 AND account = ?2 AND key = ?3 AND at = ?4`,
    );
    this.insertHit = db.prepare(
      "INSERT INTO limit_hit (hash, dir, at, key, label, resets_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.forgotten = db.prepare("SELECT max(before) AS before FROM forgotten WHERE kind = 'before'");
    // Each part by itself, so that the index gives the latest without sorting all.
    this.some = db.prepare(
      `SELECT * FROM (
         SELECT at, until, used, resets_at FROM reading
          WHERE dir = ?1 AND account = ?2 AND key = ?3 AND until >= ?4 AND at < ?5 ORDER BY at DESC LIMIT ?6)
       UNION ALL SELECT * FROM (
         SELECT at, until, used, resets_at FROM (${HITS}) WHERE key = ?3 AND at >= ?4 AND at < ?5 ORDER BY at DESC LIMIT ?6)
       ORDER BY at DESC LIMIT ?6`,
    );
    this.newestOfEach = db.prepare(
      `SELECT key, label, used, resets_at, told_by, max(until) AS until FROM (
         SELECT key, label, used, resets_at, told_by, until FROM reading
          WHERE dir = ?1 AND account = ?2 AND until >= ?3 AND until <= ?4
         UNION ALL
         SELECT key, label, used, resets_at, told_by, until FROM (${HITS}) WHERE at >= ?3 AND at <= ?4
       ) GROUP BY key`,
    );
  }

  /** Keeps what was told; nothing is written when it is known. */
  note(dir: number, account: string, told: readonly ToldLimit[]): void {
    const unknown = told.map(rounded).filter((one) => this.isNews(dir, account, one));
    if (this.keptOf(unknown).length === 0) return;
    this.db.exec("BEGIN IMMEDIATE");
    try {
      // Asked again under the write lock: another process may have forgotten something.
      for (const one of this.keptOf(unknown)) this.write(dir, account, one);
      this.db.exec("COMMIT");
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Keeps a message of a transcript, once however many files hold it. Inside a transaction of the caller's. */
  noteHit(dir: number, { id, timestamp, key, label, resetsAt }: LimitHitRow): void {
    this.insertHit.run(keyHash(id), dir, timestamp, key, label, resetsAt === null ? null : Math.round(resetsAt));
  }

  /** The readings of a window of an account from a moment on, oldest first; at most `limit`, the latest, told first before `before`. */
  of(
    dir: number,
    account: string,
    key: string,
    since: number,
    { before = Number.MAX_SAFE_INTEGER, limit = -1 }: { before?: number; limit?: number } = {},
  ): WindowReading[] {
    const rows = this.some.all(dir, account, key, since, before, limit) as unknown as {
      at: number;
      until: number;
      used: number;
      resets_at: number | null;
    }[];
    return rows
      .map(({ at, until, used, resets_at: resetsAt }) => ({ at, until, usedPercent: used, resetsAt }))
      .toReversed();
  }

  /** The newest reading of each window of an account, told in [since, until]. */
  newest(dir: number, account: string, since: number, until: number): NewestReading[] {
    const rows = this.newestOfEach.all(dir, account, since, until) as unknown as {
      key: string;
      label: string;
      used: number;
      resets_at: number | null;
      told_by: ToldBy;
      until: number;
    }[];
    return rows.map(({ key, label, used, resets_at: resetsAt, told_by: toldBy, until: at }) => ({
      key,
      label,
      usedPercent: used,
      resetsAt,
      at,
      toldBy,
    }));
  }

  /** Without what the user had forgotten. */
  private keptOf(told: readonly ToldLimit[]): readonly ToldLimit[] {
    if (told.length === 0) return told;
    const before = (this.forgotten.get() as { before: number | null }).before ?? -Infinity;
    return told.filter(({ at }) => at >= before);
  }

  private isNews(dir: number, account: string, told: ToldLimit): boolean {
    const known = this.knownBefore(dir, account, told);
    return !known || (isSame(known, told) ? told.at - known.until >= MOVED_EVERY_MS : known.at !== told.at);
  }

  private write(dir: number, account: string, told: ToldLimit): void {
    const { key, label, usedPercent, resetsAt, at, toldBy } = told;
    const known = this.knownBefore(dir, account, told);
    if (known && isSame(known, told)) this.move.run(dir, account, key, known.at, at, resetsAt, label, toldBy);
    else this.insert.run(dir, account, key, at, usedPercent, resetsAt, label, toldBy);
  }

  private knownBefore(dir: number, account: string, { key, at }: ToldLimit): Stored | null {
    return (this.before.get(dir, account, key, at) as Stored | undefined) ?? null;
  }
}

interface Stored {
  at: number;
  until: number;
  used: number;
  resets_at: number | null;
}

const rounded = (told: ToldLimit): ToldLimit => ({
  ...told,
  at: Math.floor(told.at),
  resetsAt: told.resetsAt === null ? null : Math.round(told.resetsAt),
});

function isSame({ used, resets_at: resetsAt }: Stored, told: ToldLimit): boolean {
  if (used !== told.usedPercent) return false;
  if (resetsAt === null || told.resetsAt === null) return resetsAt === told.resetsAt;
  return Math.abs(resetsAt - told.resetsAt) <= SAME_RESET_MS;
}
