/** The rows of `reported`: Claude Code's own totals of a session, written in its transcript or told by its status line. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CostStateRow } from "../sources/transcriptRow.ts";

/** What Claude Code's status line tells as a session's total, in US dollars, and when it was told first. */
export interface ToldTotal {
  sessionId: string;
  at: number;
  usd: number;
}

/** A session with the largest total known of it, and when Claude Code last wrote one. */
interface KnownTotal {
  id: number;
  start: number;
  usd: number | null;
  writtenAt: number | null;
}

export class ReportedTable {
  private readonly insert: StatementSync;
  private readonly dropTold: StatementSync;
  private readonly known: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare(
      "INSERT OR REPLACE INTO reported (session, at, usd, unknown, models, live) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.dropTold = db.prepare("DELETE FROM reported WHERE session = ? AND live = 1");
    this.known = db.prepare(
      `SELECT s.id, s.start, max(r.usd) AS usd, max(r.at) FILTER (WHERE r.live = 0) AS writtenAt
         FROM session s LEFT JOIN reported r ON r.session = s.id WHERE s.sid = ? GROUP BY s.id`,
    );
  }

  /** A total from the transcript, in place of what the status line told before. */
  putWritten(session: number, at: number, { totalCostUsd, hasUnknownModelCost, models }: CostStateRow): void {
    this.dropTold.run(session);
    this.insert.run(session, at, totalCostUsd, Number(hasUnknownModelCost), JSON.stringify(models), 0);
  }

  /** A total that the status line told, in place of the one before. */
  putTold({ id, writtenAt }: KnownTotal, { at, usd }: ToldTotal): void {
    this.dropTold.run(id);
    // As it is larger it is newer than those that Claude Code wrote, whatever the clock said.
    this.insert.run(id, Math.max(Math.ceil(at), (writtenAt ?? -Infinity) + 1), usd, 0, "[]", 1);
  }

  /**
   * The session of a total that says more than is known; null for another. A total only grows: one that is not larger is
   * older, or begins anew after a crash.
   */
  exceededBy({ sessionId, usd }: ToldTotal): KnownTotal | null {
    const known = this.known.get(sessionId) as KnownTotal | undefined;
    return known && usd > (known.usd ?? 0) ? known : null;
  }
}
