/** The rows of `session`, read and written once a batch. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** A session as the store holds it; times in milliseconds, flags 0 or 1. */
export interface StoredSession {
  id: number;
  sid: string;
  dir: number;
  /** The first time stamp of its files: the earliest session owns a request that several hold. */
  start: number;
  last: number;
  /** Claude Code wrote the session's closing total and no request since. */
  ended: number;
  cwd: string | null;
  title: string | null;
  title_by_user: number;
  /** Last request of the main chain: when, its model's number, prompt tokens, answer. */
  main_at: number | null;
  main_model: number | null;
  main_context: number | null;
  main_output: number | null;
  /** Largest prompt of the main chain: above 200,000 the window must be the large one. */
  main_peak: number;
  first_context: number | null;
  /** Its last cache write was for an hour (1) or five minutes (0). */
  cache_ttl_1h: number;
  compacted_at: number | null;
  compacted_to: number | null;
  /** Claude Code's own total, and whether it priced a model it did not know. */
  reported_usd: number | null;
  reported_unknown: number;
  /** Sums over its own requests. */
  requests: number;
  usd: number;
  lower_bounds: number;
  unpriced: number;
  /** By how much the lower bounds fall short, estimated from visible characters. */
  estimated_extra: number;
}

const SESSION_COLUMNS = [
  "dir", "start", "last", "ended", "cwd", "title", "title_by_user", "main_at", "main_model", "main_context", "main_output",
  "main_peak", "first_context", "cache_ttl_1h", "compacted_at", "compacted_to", "reported_usd", "reported_unknown",
  "requests", "usd", "lower_bounds", "unpriced", "estimated_extra",
] as const satisfies readonly (keyof StoredSession)[]; // prettier-ignore

export class SessionTable {
  private readonly bySid = new Map<string, StoredSession>();
  private readonly byId = new Map<number, StoredSession>();
  private readonly changed = new Set<StoredSession>();
  private readonly selectBySid: StatementSync;
  private readonly selectById: StatementSync;
  private readonly insert: StatementSync;
  private readonly update: StatementSync;

  constructor(db: DatabaseSync) {
    const columns = `id, sid, ${SESSION_COLUMNS.join(", ")}`;
    this.selectBySid = db.prepare(`SELECT ${columns} FROM session WHERE sid = ?`);
    this.selectById = db.prepare(`SELECT ${columns} FROM session WHERE id = ?`);
    this.insert = db.prepare("INSERT INTO session (sid, dir, start, last) VALUES (?, ?, ?, ?)");
    this.update = db.prepare(
      `UPDATE session SET ${SESSION_COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`,
    );
  }

  /** The session, made if there is none; `start` moves it back when it is earlier than known (`earlier` is then true). */
  open(sid: string, dir: number, start: number): { session: StoredSession; earlier: boolean } {
    const session = this.bySid.get(sid) ?? this.load(this.selectBySid.get(sid)) ?? this.create(sid, dir, start);
    const earlier = start < session.start;
    if (earlier) {
      session.start = start;
      this.changed.add(session);
    }
    return { session, earlier };
  }

  byNumber(id: number): StoredSession {
    const session = this.byId.get(id) ?? this.load(this.selectById.get(id));
    if (!session) throw new Error(`the ledger names session ${id} and does not hold it`);
    return session;
  }

  /** To be written with the batch. */
  touch(session: StoredSession): void {
    this.changed.add(session);
  }

  /** Writes what changed. */
  flush(): void {
    for (const session of this.changed)
      this.update.run(...SESSION_COLUMNS.map((column) => session[column]), session.id);
    this.changed.clear();
  }

  /** Drops what was read: another process may have written since. */
  forget(): void {
    this.bySid.clear();
    this.byId.clear();
    this.changed.clear();
  }

  private create(sid: string, dir: number, start: number): StoredSession {
    this.insert.run(sid, dir, start, start);
    const session = this.load(this.selectBySid.get(sid));
    if (!session) throw new Error("a session that was just made is not there");
    return session;
  }

  private load(row: unknown): StoredSession | null {
    if (row === undefined) return null;
    const session = { ...(row as StoredSession) };
    this.bySid.set(session.sid, session);
    this.byId.set(session.id, session);
    return session;
  }
}
