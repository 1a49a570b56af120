/** Reads sessions out of the ledger for a choice of config directories. */
import type { DatabaseSync } from "node:sqlite";
import type { StoredSession } from "../ledger/sessionTable.ts";

/** A stored session with the names that its numbers stand for. */
export interface LedgerSession extends StoredSession {
  configDir: string;
  model: string | null;
  inherited: number;
  /** What Claude Code reported beyond the counted requests, in US dollars. */
  side_usd: number;
  /** 1: a main-chain request of it used the prompt cache. */
  cached: number;
}

const SELECT = `
  SELECT s.*, d.path AS configDir, m.name AS model,
    (SELECT count(*) FROM held h JOIN request r ON r.id = h.request WHERE h.session = s.id AND r.session <> s.id) AS inherited,
    (SELECT total(usd) FROM side WHERE session = s.id) AS side_usd,
    EXISTS (SELECT 1 FROM request r WHERE r.session = s.id AND r.main = 1 AND r.read + r.write_5m + r.write_1h > 0) AS cached
  FROM session s JOIN dir d ON d.id = s.dir LEFT JOIN model m ON m.id = s.main_model`;

/**
 * SQL that holds for a session `s` that one of the directories holds and that has something to show: one that was opened
 * and left without a request has not.
 */
export function sessionsOf(dirs: readonly number[]): string {
  const list = dirs.join(", ");
  return `(s.dir IN (${list}) OR s.id IN (SELECT session FROM held WHERE dir IN (${list}))) AND (s.requests > 0 OR s.main_at IS NOT NULL)`;
}

export class SessionReader {
  private readonly db: DatabaseSync;
  private readonly ofDirs: string;

  constructor(db: DatabaseSync, dirs: readonly number[]) {
    this.db = db;
    this.ofDirs = sessionsOf(dirs);
  }

  /** The sessions active last, most recent first. */
  recent(limit: number): LedgerSession[] {
    return this.all(`WHERE ${this.ofDirs} ORDER BY s.last DESC, s.id DESC LIMIT ?`, limit);
  }

  /** Sessions with activity since a time. */
  activeSince(at: number): LedgerSession[] {
    return this.all(`WHERE ${this.ofDirs} AND s.last >= ? ORDER BY s.last DESC`, at);
  }

  bySid(sid: string): LedgerSession | null {
    return this.all("WHERE s.sid = ?", sid)[0] ?? null;
  }

  /** The session active last in a folder or below it. */
  lastIn(folder: string): LedgerSession | null {
    const below = folder.endsWith("/") || folder.endsWith("\\") ? folder : `${folder}/`;
    return (
      this.all(
        `WHERE ${this.ofDirs} AND (s.cwd = ?1 OR substr(replace(s.cwd, '\\', '/'), 1, length(?2)) = ?2) ORDER BY s.last DESC LIMIT 1`,
        folder,
        below.replaceAll("\\", "/"),
      )[0] ?? null
    );
  }

  count(): number {
    const { n } = this.db.prepare(`SELECT count(*) AS n FROM session s WHERE ${this.ofDirs}`).get() as { n: number };
    return n;
  }

  private all(where: string, ...values: (string | number)[]): LedgerSession[] {
    return this.db.prepare(`${SELECT} ${where}`).all(...values) as unknown as LedgerSession[];
  }
}
