/** Every request in the store with all that is known of it, oldest first, a few at a time. */
import type { DatabaseSync } from "node:sqlite";
import type { ProjectOf } from "./projects.ts";
import { heldBy } from "./usageParts.ts";

export interface ExportQuery {
  /** Numbers of the config directories; null: all that the store knows. */
  dirs: readonly number[] | null;
  since: number | null;
  until: number | null;
}

/** A request as it is written out; the names are a contract (README). */
export interface ExportedRequest {
  /** ISO 8601, UTC. */
  time: string;
  requestId: string;
  sessionId: string;
  sessionTitle: string | null;
  project: string | null;
  cwd: string | null;
  branch: string | null;
  model: string;
  /** Type of the subagent; null: the main chain. */
  agent: string | null;
  agentId: string | null;
  skill: string | null;
  plugin: string | null;
  mcpServer: string | null;
  promptId: string | null;
  promptExcerpt: string | null;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWrite5mTokens: number;
  cacheWrite1hTokens: number;
  webSearches: number;
  fast: boolean;
  usInference: boolean;
  /** The answer was not recorded to its end: `outputTokens` and `costUSD` are lower bounds. */
  lowerBound: boolean;
  /** Null: the model has no price. */
  costUSD: number | null;
  /** For a lower bound, what the visible characters come to. */
  estimatedCostUSD: number | null;
  configDir: string;
}

const BATCH = 500;

/** The numbers of the requests, oldest first. Eight bytes each, so that a long history is no matter. */
export function requestIds(db: DatabaseSync, { dirs, since, until }: ExportQuery): Float64Array {
  const rows = db
    .prepare(
      `SELECT r.id FROM request r WHERE ${dirs ? heldBy(dirs) : "true"} AND r.at >= ? AND r.at < ? ORDER BY r.at, r.id`,
    )
    .iterate(since ?? 0, until ?? Number.MAX_SAFE_INTEGER / 2) as Iterable<{ id: number }>;
  return Float64Array.from(
    (function* () {
      for (const { id } of rows) yield id;
    })(),
  );
}

/**
 * The requests with these numbers, in batches. Between two batches no statement is open, so that others may write;
 * what has gone meanwhile is left out.
 */
export function* exportedRequests(
  db: DatabaseSync,
  ids: Float64Array,
  projectOf: ProjectOf,
): Generator<ExportedRequest[]> {
  const find = db.prepare(
    `SELECT r.*, s.sid, s.title, d.path AS config_dir, m.name AS model_name, p.cwd, p.branch,
            c.agent AS agent_type, c.skill, c.plugin, c.server, t.key AS prompt_key, t.excerpt
       FROM request r JOIN session s ON s.id = r.session JOIN dir d ON d.id = r.dir JOIN model m ON m.id = r.model
       LEFT JOIN place p ON p.id = r.place LEFT JOIN source c ON c.id = r.source LEFT JOIN prompt t ON t.id = r.prompt
      WHERE r.id = ?`,
  );
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch: ExportedRequest[] = [];
    for (const id of ids.subarray(from, from + BATCH)) {
      const row = find.get(id) as unknown as Row | undefined;
      if (row) batch.push(exported(row, projectOf));
    }
    yield batch;
  }
}

interface Row {
  at: number;
  key: string;
  sid: string;
  title: string | null;
  cwd: string | null;
  branch: string | null;
  model_name: string;
  agent: string | null;
  agent_type: string | null;
  skill: string | null;
  plugin: string | null;
  server: string | null;
  prompt_key: string | null;
  excerpt: string | null;
  input: number;
  output: number;
  read: number;
  write_5m: number;
  write_1h: number;
  searches: number;
  fast: number;
  us: number;
  final: number;
  usd: number | null;
  estimated_usd: number | null;
  config_dir: string;
}

const exported = (row: Row, projectOf: ProjectOf): ExportedRequest => ({
  time: new Date(row.at).toISOString(),
  requestId: row.key,
  sessionId: row.sid,
  sessionTitle: row.title,
  project: row.cwd === null ? null : projectOf(row.cwd),
  cwd: row.cwd,
  branch: row.branch || null,
  model: row.model_name,
  agent: row.agent_type || null,
  agentId: row.agent,
  skill: row.skill || null,
  plugin: row.plugin || null,
  mcpServer: row.server || null,
  promptId: row.prompt_key,
  promptExcerpt: row.excerpt,
  inputTokens: row.input,
  outputTokens: row.output,
  cacheReadTokens: row.read,
  cacheWrite5mTokens: row.write_5m,
  cacheWrite1hTokens: row.write_1h,
  webSearches: row.searches,
  fast: row.fast === 1,
  usInference: row.us === 1,
  lowerBound: row.final === 0,
  costUSD: row.usd,
  estimatedCostUSD: row.estimated_usd,
  configDir: row.config_dir,
});
