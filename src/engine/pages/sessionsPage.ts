/** Sessions, searched, filtered, sorted and paged in SQL. */
import type { SessionsPage, SessionSort, SessionsQuery } from "../../shared/historyPages.ts";
import { lastName } from "../../shared/lastName.ts";
import { sessionsOf } from "../sessions/sessionReader.ts";
import type { PageScope } from "./pageScope.ts";
import { conditions } from "./sessionFilter.ts";
import {
  SESSION_COLUMNS,
  SIDE_USD,
  toCost,
  toSessionRow,
  type CostColumns,
  type SessionColumns,
} from "./sessionRows.ts";

/** By what sessions are sorted; on equal values the one known longest comes last. */
const SORTS: Record<SessionSort, string> = {
  lastActivity: "s.last",
  cost: `s.usd + ${SIDE_USD}`,
  requests: "s.requests",
  peakContext: "s.main_peak",
};

/** `live`: ids of the sessions that are live. The connection needs `defineFolded`. */
export function sessionsPage(scope: PageScope, query: SessionsQuery, live: ReadonlySet<string>): SessionsPage {
  const { db, dirs, prices } = scope;
  const all = sessionsOf(dirs);
  const cwds = db
    .prepare(`SELECT s.cwd, count(*) AS sessions FROM session s WHERE ${all} AND s.cwd IS NOT NULL GROUP BY s.cwd`)
    .all() as { cwd: string; sessions: number }[];
  const models = db
    .prepare(
      `SELECT m.name AS id, count(*) AS sessions FROM session s JOIN model m ON m.id = s.main_model
        WHERE ${all} GROUP BY m.id ORDER BY sessions DESC, m.name`,
    )
    .all() as { id: string; sessions: number }[];

  const { where, values } = conditions(
    scope.projectOf,
    query,
    cwds.map(({ cwd }) => cwd),
  );
  const found = db
    .prepare(
      `SELECT count(*) AS found, total(s.usd) AS usd, total(s.requests) AS requests, total(s.lower_bounds) AS lower_bounds,
              total(s.estimated_extra) AS estimated_extra, total(s.unpriced) AS unpriced, total(${SIDE_USD}) AS side_usd
         FROM session s WHERE ${all} ${where}`,
    )
    .get(...values) as unknown as CostColumns & { found: number };
  const direction = query.descending ? "DESC" : "ASC";
  const rows = db
    .prepare(
      `SELECT ${SESSION_COLUMNS} FROM session s LEFT JOIN model m ON m.id = s.main_model WHERE ${all} ${where}
        ORDER BY ${SORTS[query.sort]} ${direction}, s.id ${direction} LIMIT ? OFFSET ?`,
    )
    .all(...values, query.limit, query.offset) as unknown as SessionColumns[];
  return {
    rows: rows.map((row) => toSessionRow(row, scope, live)),
    found: found.found,
    cost: toCost(found),
    projects: projectsOf(cwds, scope),
    models: models.map(({ id, sessions }) => ({ id, name: prices.modelName(id), sessions })),
  };
}

function projectsOf(cwds: readonly { cwd: string; sessions: number }[], { projectOf }: PageScope) {
  const sums = new Map<string, number>();
  for (const { cwd, sessions } of cwds) sums.set(projectOf(cwd), (sums.get(projectOf(cwd)) ?? 0) + sessions);
  return [...sums]
    .map(([root, sessions]) => ({ root, name: lastName(root), sessions }))
    .toSorted((a, b) => b.sessions - a.sessions || (a.root < b.root ? -1 : 1));
}
