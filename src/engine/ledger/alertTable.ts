/** The rows of `alert`: which notifications about a window were given, so that each is given once over all editors. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { WindowAlert } from "../../shared/engineProtocol.ts";

/** A window whose reset moved by less is the same. */
const SAME_WINDOW_MS = 30 * 60_000;
/** Longer than any window lasts. */
const KEPT_MS = 40 * 24 * 60 * 60_000;

export class AlertTable {
  private readonly db: DatabaseSync;
  private readonly given: StatementSync;
  private readonly put: StatementSync;
  private readonly prune: StatementSync;

  constructor(db: DatabaseSync) {
    this.db = db;
    this.given = db.prepare(
      `SELECT level FROM alert
        WHERE dir = ?1 AND account = ?2 AND key = ?3 AND at >= ?5 AND (abs(resets_at - ?4) <= ${SAME_WINDOW_MS} OR resets_at IS ?4)`,
    );
    this.put = db.prepare("INSERT INTO alert (dir, account, key, resets_at, level, at) VALUES (?, ?, ?, ?, ?, ?)");
    this.prune = db.prepare("DELETE FROM alert WHERE at < ?");
  }

  /**
   * True for the first that asks for a level of a window, over all processes; false too for a level below one that was
   * given, which would be no news. Of a window without a reset each level is given once in 40 days.
   */
  claim(dir: number, account: string, { key, resetsAt, level }: Omit<WindowAlert, "configDir">, now: number): boolean {
    const reset = resetsAt === null ? null : Math.round(resetsAt);
    if (this.isGiven(dir, account, key, reset, level, now)) return false;
    this.db.exec("BEGIN IMMEDIATE");
    try {
      this.prune.run(now - KEPT_MS);
      // Looked at again under the write lock: another process may have been faster.
      const first = !this.isGiven(dir, account, key, reset, level, now);
      if (first) this.put.run(dir, account, key, reset, String(level), now);
      this.db.exec("COMMIT");
      return first;
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }

  private isGiven(
    dir: number,
    account: string,
    key: string,
    reset: number | null,
    level: WindowAlert["level"],
    now: number,
  ): boolean {
    const given = (this.given.all(dir, account, key, reset, now - KEPT_MS) as { level: string }[]).map(
      (row) => row.level,
    );
    return given.some((one) => one === String(level) || (level !== "forecast" && Number(one) >= level));
  }
}
