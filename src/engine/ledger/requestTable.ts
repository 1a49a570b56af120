/** The rows of `request`: inserted once, replaced by a better record, given to the earliest session that holds them. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { HASHES, keyHash } from "./keyHash.ts";
import { costOf } from "./prices.ts";

/** A request as the store holds it. Flags are 0 or 1; `usd` is null without a price. */
export interface StoredRequest {
  session: number;
  dir: number;
  at: number;
  model: number;
  place: number | null;
  agent: string | null;
  input: number;
  output: number;
  read: number;
  write_5m: number;
  write_1h: number;
  searches: number;
  fast: number;
  us: number;
  final: number;
  main: number;
  iterations: string | null;
  usd: number | null;
}

const COLUMNS = [
  "session", "dir", "at", "model", "place", "agent", "input", "output", "read", "write_5m", "write_1h", "searches",
  "fast", "us", "final", "main", "iterations", "usd",
] as const satisfies readonly (keyof StoredRequest)[]; // prettier-ignore

const valuesOf = (request: StoredRequest) => COLUMNS.map((column) => request[column]);

/** The stored form of a row of a transcript. */
export function toStored(
  row: RequestRow,
  ids: { session: number; dir: number; at: number; model: number; place: number | null },
): StoredRequest {
  const { tokens } = row;
  return {
    ...ids,
    agent: row.agentId,
    input: tokens.input,
    output: tokens.output,
    read: tokens.cacheRead,
    write_5m: tokens.cacheWrite5m,
    write_1h: tokens.cacheWrite1h,
    searches: row.webSearches,
    fast: Number(row.fast),
    us: Number(row.usInference),
    final: Number(row.final),
    main: Number(row.main),
    iterations: row.iterations && JSON.stringify(row.iterations),
    usd: costOf(row),
  };
}

/** What happened to the sums: a record went, a record came, or one took another's place. */
export type RequestChange = { id: number; before: StoredRequest | null; after: StoredRequest };

export class RequestTable {
  private readonly insert: StatementSync;
  private readonly byHash: StatementSync;
  private readonly byId: StatementSync;
  private readonly replace: StatementSync;
  private readonly hold: StatementSync;
  private readonly holders: StatementSync;
  private readonly heldBy: StatementSync;
  private readonly hash: (key: string) => number;

  /** `hash` gives whole numbers below HASHES; tests give a bad one. */
  constructor(db: DatabaseSync, hash: (key: string) => number = keyHash) {
    this.hash = hash;
    const columns = COLUMNS.join(", ");
    this.insert = db.prepare(
      `INSERT INTO request (hash, key, ${columns}) VALUES (?, ?${", ?".repeat(COLUMNS.length)}) ON CONFLICT DO NOTHING`,
    );
    this.byHash = db.prepare(`SELECT id, key, ${columns} FROM request WHERE hash = ?`);
    this.byId = db.prepare(`SELECT id, ${columns} FROM request WHERE id = ?`);
    this.replace = db.prepare(`UPDATE request SET ${COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`);
    this.hold = db.prepare("INSERT INTO held (request, session, dir) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
    this.holders = db.prepare(
      "SELECT h.session, h.dir FROM held h JOIN session s ON s.id = h.session WHERE h.request = ? ORDER BY s.start, s.sid, h.dir LIMIT 1",
    );
    this.heldBy = db.prepare("SELECT request FROM held WHERE session = ?");
  }

  /** Stores a request, or the better record of it. Null when nothing changed. `contested`: another session or directory holds it too. */
  put(key: string, request: StoredRequest): { change: RequestChange | null; contested: number | null } {
    const values = valuesOf(request);
    let hash = this.hash(key);
    let inserted = this.insert.run(hash, key, ...values);
    let seen = inserted.changes === 0 ? this.at(hash) : null;
    while (seen && seen.key !== key) {
      // Another request has this hash: the next free number is this one's.
      hash = (hash + 1) % HASHES;
      inserted = this.insert.run(hash, key, ...values);
      seen = inserted.changes === 0 ? this.at(hash) : null;
    }
    if (!seen)
      return { change: { id: Number(inserted.lastInsertRowid), before: null, after: request }, contested: null };
    const { id, key: _, ...before } = seen;
    const contested = before.session !== request.session || before.dir !== request.dir;
    if (contested) {
      this.hold.run(id, before.session, before.dir);
      this.hold.run(id, request.session, request.dir);
    }
    const { session, dir } = before;
    const kept = request.output > before.output ? { ...request, session, dir } : before;
    const after = { ...kept, final: before.final | request.final, main: before.main | request.main };
    return { change: this.write(id, before, after), contested: contested ? id : null };
  }

  /** Gives a request to the earliest of the sessions that hold it. Null when it is there already. */
  settle(id: number): RequestChange | null {
    const owner = this.holders.get(id) as { session: number; dir: number } | undefined;
    const row = this.byId.get(id) as unknown as (StoredRequest & { id: number }) | undefined;
    if (!owner || !row) return null;
    const { id: _, ...before } = row;
    return this.write(id, before, { ...before, ...owner });
  }

  /** Requests that this session holds together with another one. */
  contestedBy(session: number): number[] {
    return (this.heldBy.all(session) as { request: number }[]).map((row) => row.request);
  }

  private at(hash: number): (StoredRequest & { id: number; key: string }) | null {
    return (this.byHash.get(hash) as unknown as (StoredRequest & { id: number; key: string }) | undefined) ?? null;
  }

  private write(id: number, before: StoredRequest, after: StoredRequest): RequestChange | null {
    if (COLUMNS.every((column) => before[column] === after[column])) return null;
    this.replace.run(...valuesOf(after), id);
    return { id, before, after };
  }
}
