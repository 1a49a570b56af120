/** The rows of `request`: inserted once, replaced by a better record, given to the earliest session that holds them. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { HASHES, keyHash } from "./keyHash.ts";
import type { PriceBook } from "./prices.ts";

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
  prompt: number | null;
  source: number | null;
  /** For a lower bound: its cost if the output were what the visible characters come to; null otherwise. */
  estimated_usd: number | null;
}

const COLUMNS = [
  "session", "dir", "at", "model", "place", "agent", "input", "output", "read", "write_5m", "write_1h", "searches",
  "fast", "us", "final", "main", "iterations", "usd",
  "prompt", "source", "estimated_usd",
] as const satisfies readonly (keyof StoredRequest)[]; // prettier-ignore

const valuesOf = (request: StoredRequest) => COLUMNS.map((column) => request[column]);

/** The stored form of a row of a transcript. */
export function toStored(
  row: RequestRow,
  ids: Pick<StoredRequest, "session" | "dir" | "at" | "model" | "place" | "prompt" | "source">,
  prices: PriceBook,
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
    usd: prices.costOf(row, ids.at),
    estimated_usd: row.final ? null : estimatedCost(row, ids.at, prices),
  };
}

const larger = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** Visible characters to a token, about the middle of what finished answers of Claude Code come to (docs/claude-code-files.md). */
const CHARS_A_TOKEN = 2.75;

/** What a request would cost if its output were what can be seen of it; never less than what was counted. */
function estimatedCost(row: RequestRow, at: number, prices: PriceBook): number | null {
  const output = Math.max(row.tokens.output, Math.round(row.visibleChars / CHARS_A_TOKEN));
  return prices.costOf({ ...row, tokens: { ...row.tokens, output }, iterations: null }, at);
}

/** How much the estimate is above the counted cost. */
export const estimatedExtra = ({ usd, estimated_usd: estimated }: StoredRequest): number =>
  usd === null || estimated === null ? 0 : Math.max(0, estimated - usd);

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
    // The same record again, from the same session, may know more: an earlier version of this program left members out.
    const better = request.output > before.output || (request.output === before.output && !contested);
    const kept = better ? { ...request, session, dir } : before;
    const final = before.final | request.final;
    const after: StoredRequest = {
      ...kept,
      final,
      main: before.main | request.main,
      // Two readings may each have seen a part of the answer.
      estimated_usd: final ? null : larger(before.estimated_usd, request.estimated_usd),
    };
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
