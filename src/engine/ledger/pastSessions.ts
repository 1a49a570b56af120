/** The main chains of all sessions in the store, request by request: what advice is replayed over. */
import type { DatabaseSync } from "node:sqlite";
import type { Tokens } from "../sources/transcriptRow.ts";
import { heldBy } from "./usageParts.ts";

export interface PastRequest {
  /** As its transcript names it. */
  id: string;
  at: number;
  model: string;
  /** Of several calls inside the response those of the last, as the context gauge counts them. */
  tokens: Tokens;
  fast: boolean;
  usInference: boolean;
  /** Number of the prompt that it belongs to. */
  prompt: number | null;
  /** Null without a price. */
  usd: number | null;
}

export interface PastSession {
  sessionId: string;
  title: string | null;
  cwd: string | null;
  /** One of the directories that were asked for holds it. */
  held: boolean;
  /** Oldest first, one at least. Those that a fork inherited are its parent's. */
  requests: PastRequest[];
  /** When it was compacted, in order. */
  compactions: number[];
}

/** By session, of every config directory: other sessions are what advice is learnt from. */
export function pastSessions(db: DatabaseSync, dirs: readonly number[]): PastSession[] {
  const rows = db
    .prepare(
      `SELECT s.id AS session, s.sid, s.title, s.cwd, ${heldBy(dirs)} AS held, r.key, r.at, m.name AS model, r.input,
              r.output, r.read, r.write_5m, r.write_1h, r.iterations, r.fast, r.us, r.prompt, r.usd
         FROM request r JOIN session s ON s.id = r.session JOIN model m ON m.id = r.model
        WHERE r.main = 1 ORDER BY s.id, r.at, r.id`,
    )
    .iterate() as Iterable<unknown> as Iterable<Row>;
  const sessions = new Map<number, PastSession>();
  for (const row of rows) {
    let session = sessions.get(row.session);
    if (!session) {
      const { sid: sessionId, title, cwd } = row;
      session = { sessionId, title, cwd, held: false, requests: [], compactions: [] };
      sessions.set(row.session, session);
    }
    session.held ||= row.held === 1;
    session.requests.push(requestOf(row));
  }
  for (const { session, at } of compactions(db)) sessions.get(session)?.compactions.push(at);
  return [...sessions.values()];
}

/** Transcripts of the directories, of subagents too, with their sizes in bytes. */
export const transcriptsIn = (db: DatabaseSync, dirs: readonly number[]): { path: string; size: number }[] =>
  db
    .prepare(`SELECT path, size FROM file WHERE dir IN (${dirs.join(", ")})`)
    .all()
    .map((row) => ({ path: String(row["path"]), size: Number(row["size"]) }));

interface Row {
  session: number;
  sid: string;
  title: string | null;
  cwd: string | null;
  held: number;
  key: string;
  at: number;
  model: string;
  input: number;
  output: number;
  read: number;
  write_5m: number;
  write_1h: number;
  iterations: string | null;
  fast: number;
  us: number;
  prompt: number | null;
  usd: number | null;
}

const compactions = (db: DatabaseSync) =>
  db.prepare("SELECT session, at FROM compaction ORDER BY session, at").all() as { session: number; at: number }[];

function requestOf(row: Row): PastRequest {
  const { input, output, read: cacheRead, write_5m: cacheWrite5m, write_1h: cacheWrite1h } = row;
  const lastCall = row.iterations === null ? undefined : (JSON.parse(row.iterations) as Tokens[]).at(-1);
  return {
    id: row.key,
    at: row.at,
    model: row.model,
    tokens: lastCall ?? { input, output, cacheRead, cacheWrite5m, cacheWrite1h },
    fast: row.fast === 1,
    usInference: row.us === 1,
    prompt: row.prompt,
    usd: row.usd,
  };
}
