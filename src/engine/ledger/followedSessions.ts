/** Reads the main-chain requests and the compactions of a session, for measuring what an action on a suggestion came to. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FollowedRequest, FollowedSession } from "../advice/followUp/takenAction.ts";
import type { Tokens } from "../sources/transcriptRow.ts";

/** More requests than any action is measured over: 1,000 take about 2 ms. */
const MOST = 1_000;

type Row = [
  at: number,
  model: string,
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  calls: string | null,
  usd: number | null,
  fast: number,
  us: number,
];

const SELECT = `SELECT r.at, m.name, r.input, r.output, r.read, r.write_5m, r.write_1h, r.iterations, r.usd, r.fast, r.us
  FROM request r JOIN model m ON m.id = r.model WHERE r.session = ?1 AND r.main = 1`;

export class FollowedSessions {
  private readonly later: StatementSync;
  private readonly latest: StatementSync;
  private readonly compactionsOf: StatementSync;

  constructor(db: DatabaseSync) {
    this.later = db.prepare(`${SELECT} AND r.id > ?2 ORDER BY r.id LIMIT ${MOST}`);
    this.later.setReturnArrays(true);
    this.latest = db.prepare(`${SELECT} ORDER BY r.id DESC LIMIT ?2`);
    this.latest.setReturnArrays(true);
    this.compactionsOf = db.prepare("SELECT at, auto FROM compaction WHERE session = ? ORDER BY at");
  }

  /** The requests that were read after one of them, by id; at most 1,000, in no order. */
  after(session: number, request: number): FollowedRequest[] {
    return (this.later.all(session, request) as unknown as Row[]).map(toRequest);
  }

  /** The requests that were read last, in no order. */
  last(session: number, limit: number): FollowedRequest[] {
    return (this.latest.all(session, limit) as unknown as Row[]).map(toRequest);
  }

  compactions(session: number): FollowedSession["compactions"] {
    return (this.compactionsOf.all(session) as { at: number; auto: number | null }[]).map(({ at, auto }) => ({
      at,
      auto: auto === 1,
    }));
  }
}

function toRequest(row: Row): FollowedRequest {
  const [at, model, input, output, cacheRead, cacheWrite5m, cacheWrite1h, calls, usd, fast, us] = row;
  const tokens = { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
  return {
    at,
    model,
    calls: calls === null ? [tokens] : (JSON.parse(calls) as Tokens[]),
    usd,
    fast: fast === 1,
    usInference: us === 1,
  };
}
