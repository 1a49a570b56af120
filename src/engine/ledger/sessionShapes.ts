/** Reads what sessions were like, request by request and in bounded portions: what advice is learnt from. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { promptTokens, type ReportedModel, type Tokens } from "../sources/transcriptRow.ts";
import { canonicalModelId } from "./prices.ts";

export interface ShapeRequest {
  /** Rises with the order in which requests were read. */
  id: number;
  at: number;
  model: string;
  tokens: Tokens;
  /** Prompt of the last call inside the response, as the context gauge counts it. */
  context: number;
  /** Its output count is no lower bound. */
  final: boolean;
  fast: boolean;
  /** Of the main chain; `subagent`: of one that a user's task was given to, not of a side call. */
  chain: "main" | "subagent" | "side";
}

/** A session and whether it is as it was when it was read last. */
export interface ShapedSession {
  id: number;
  sid: string;
  last: number;
  requests: number;
  usd: number;
}

type Row = [
  id: number,
  at: number,
  model: number,
  input: number,
  output: number,
  read: number,
  write5m: number,
  write1h: number,
  final: number,
  fast: number,
  main: number,
  agent: string | null,
  iterations: string | null,
];

/** Older versions of Claude Code wrote these down like subagents (attribution.ts). */
const SIDE_CALLS = new Set(["compact", "prompt suggestion", "side question"]);

export class SessionShapes {
  private readonly rowsAfter: StatementSync;
  private readonly sessions: StatementSync;
  private readonly compactionsOf: StatementSync;
  private readonly lastReport: StatementSync;
  private readonly isShared: StatementSync;
  private readonly nameOf: StatementSync;
  private readonly names = new Map<number, string>();

  constructor(db: DatabaseSync) {
    this.rowsAfter = db.prepare(
      `SELECT r.id, r.at, r.model, r.input, r.output, r.read, r.write_5m, r.write_1h, r.final, r.fast, r.main, o.agent,
              r.iterations
         FROM request r LEFT JOIN source o ON o.id = r.source
        WHERE r.session = ?1 AND r.id > ?2 ORDER BY r.id LIMIT ?3`,
    );
    this.rowsAfter.setReturnArrays(true);
    this.sessions = db.prepare("SELECT id, sid, last, requests, usd FROM session ORDER BY last DESC LIMIT ?");
    this.compactionsOf = db.prepare("SELECT at FROM compaction WHERE session = ? ORDER BY at");
    this.lastReport = db.prepare(
      "SELECT models, unknown FROM reported WHERE session = ? AND live = 0 ORDER BY at DESC LIMIT 1",
    );
    this.isShared = db.prepare("SELECT 1 FROM held WHERE session = ? LIMIT 1");
    this.nameOf = db.prepare("SELECT name FROM model WHERE id = ?");
  }

  /** The sessions active last, of every config directory, most recent first. */
  recent(limit: number): ShapedSession[] {
    return this.sessions.all(limit) as unknown as ShapedSession[];
  }

  /** A session's own requests after one of them, by id: at most `limit`, of which 1,000 take about 2 ms. */
  requestsAfter(session: number, id: number, limit: number): ShapeRequest[] {
    return (this.rowsAfter.all(session, id, limit) as unknown as Row[]).map((row) => this.toRequest(row));
  }

  /** When it was compacted, in order. */
  compactions(session: number): number[] {
    return (this.compactionsOf.all(session) as { at: number }[]).map(({ at }) => at);
  }

  /**
   * Output tokens by canonical model id that Claude Code itself last reported of the session. Null without a report,
   * and of a session that shares requests with another, whose total holds more than its own.
   */
  reportedOutput(session: number): Map<string, number> | null {
    const report = this.lastReport.get(session) as { models: string; unknown: number } | undefined;
    if (!report || report.unknown === 1 || this.isShared.get(session)) return null;
    const sums = new Map<string, number>();
    for (const { model, tokens } of JSON.parse(report.models) as ReportedModel[]) {
      const id = canonicalModelId(model);
      sums.set(id, (sums.get(id) ?? 0) + tokens.output);
    }
    return sums;
  }

  private toRequest(row: Row): ShapeRequest {
    const [id, at, model, input, output, cacheRead, cacheWrite5m, cacheWrite1h, final, fast, main, agent, calls] = row;
    const tokens = { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
    const lastCall = calls === null ? undefined : (JSON.parse(calls) as Tokens[]).at(-1);
    return {
      id,
      at,
      model: this.name(model),
      tokens,
      context: promptTokens(lastCall ?? tokens),
      final: final === 1,
      fast: fast === 1,
      chain: main === 1 ? "main" : SIDE_CALLS.has(agent ?? "") ? "side" : "subagent",
    };
  }

  private name(id: number): string {
    let name = this.names.get(id);
    if (name === undefined) this.names.set(id, (name = (this.nameOf.get(id) as { name: string }).name));
    return name;
  }
}
