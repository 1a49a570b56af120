/** Sessions as the pages show them. */
import type { SessionRow } from "../../shared/historyPages.ts";
import type { Cost } from "../../shared/snapshot.ts";
import { lastName } from "../../shared/lastName.ts";
import type { PageScope } from "./pageScope.ts";

export interface SessionColumns {
  sid: string;
  title: string | null;
  cwd: string | null;
  start: number;
  last: number;
  model: string | null;
  main_peak: number;
  usd: number;
  side_usd: number;
  requests: number;
  lower_bounds: number;
  estimated_extra: number;
  unpriced: number;
  compactions: number;
}

/** SQL for what Claude Code reported of a session `s` beyond its counted requests. */
export const SIDE_USD = "(SELECT total(usd) FROM side WHERE session = s.id)";

/** SQL for the columns, of `FROM session s LEFT JOIN model m ON m.id = s.main_model`. */
export const SESSION_COLUMNS = `s.sid, s.title, s.cwd, s.start, s.last, m.name AS model, s.main_peak, s.usd, ${SIDE_USD} AS side_usd,
  s.requests, s.lower_bounds, s.estimated_extra, s.unpriced,
  (SELECT count(*) FROM compaction WHERE session = s.id) AS compactions`;

/** One session; null when there is none of this id. */
export function sessionRow(scope: PageScope, sessionId: string, live: ReadonlySet<string>): SessionRow | null {
  const row = scope.db
    .prepare(`SELECT ${SESSION_COLUMNS} FROM session s LEFT JOIN model m ON m.id = s.main_model WHERE s.sid = ?`)
    .get(sessionId) as unknown as SessionColumns | undefined;
  return row ? toSessionRow(row, scope, live) : null;
}

export function toSessionRow(
  row: SessionColumns,
  { prices, projectOf }: PageScope,
  live: ReadonlySet<string>,
): SessionRow {
  return {
    sessionId: row.sid,
    title: row.title,
    project: row.cwd === null ? "" : lastName(row.cwd),
    projectRoot: row.cwd === null ? null : projectOf(row.cwd),
    model: row.model === null ? null : { id: row.model, name: prices.modelName(row.model) },
    startedAt: row.start,
    lastActivity: row.last,
    live: live.has(row.sid),
    cost: toCost(row),
    peakContext: row.main_peak,
    compactions: row.compactions,
  };
}

export type CostColumns = Pick<
  SessionColumns,
  "usd" | "side_usd" | "requests" | "lower_bounds" | "estimated_extra" | "unpriced"
>;

export const toCost = (row: CostColumns): Cost => ({
  usd: row.usd,
  sideUsd: row.side_usd,
  requests: row.requests,
  lowerBoundRequests: row.lower_bounds,
  estimatedMissingUsd: row.estimated_extra,
  unpricedRequests: row.unpriced,
});
