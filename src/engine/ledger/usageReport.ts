/** Usage by day, session, model or project: the figures of `bursar usage`. */
import type { DatabaseSync } from "node:sqlite";
import { localDay } from "../../shared/days.ts";
import { addFigures, NO_FIGURES, SUM_OF_REQUESTS, sumBy, type Figures } from "./figures.ts";
import { readQuarters } from "./quarterReader.ts";
import { unpricedModels } from "./spend.ts";

export const USAGE_GROUPS = ["day", "session", "model", "project"] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

export interface UsageQuery {
  by: UsageGroup;
  /** Numbers of the config directories to count. */
  dirs: readonly number[];
  /** Beginning of the first day and end of the last, in milliseconds; null: no bound. */
  since: number | null;
  until: number | null;
}

export interface UsageReport {
  totals: Figures;
  /** Days oldest first, everything else dearest first. */
  rows: (Figures & { key: string })[];
  unpriced: { model: string; requests: number }[];
}

/** What requests without a working directory stand under. */
export const NO_PROJECT = "(unknown)";

export function usageReport(db: DatabaseSync, query: UsageQuery): UsageReport {
  const since = query.since ?? 0;
  const until = query.until ?? Number.MAX_SAFE_INTEGER / 2;
  const quarters = readQuarters(db, query.dirs, since, until);
  const byModel = sumBy(quarters, (quarter) => quarter.model);
  const totals = { ...NO_FIGURES };
  for (const figures of byModel.values()) addFigures(totals, figures);

  const grouped = () => {
    switch (query.by) {
      case "day":
        return sumBy(quarters, (quarter) => localDay(quarter.at));
      case "model":
        return byModel;
      case "session":
        return requestSums(db, query.dirs, since, until, "s.sid", "JOIN session s ON s.id = r.session");
      case "project":
        return requestSums(
          db,
          query.dirs,
          since,
          until,
          `coalesce(p.cwd, '${NO_PROJECT}')`,
          "LEFT JOIN place p ON p.id = r.place",
        );
    }
  };
  const rows = [...grouped()].map(([key, figures]) => ({ key, ...figures }));
  rows.sort(
    query.by === "day"
      ? (a, b) => (a.key < b.key ? -1 : 1)
      : (a, b) => b.costUSD - a.costUSD || b.requests - a.requests,
  );
  return { totals, rows, unpriced: unpricedModels(byModel) };
}

function requestSums(
  db: DatabaseSync,
  dirs: readonly number[],
  since: number,
  until: number,
  key: string,
  join: string,
): Map<string, Figures> {
  const list = dirs.join(", ");
  const rows = db
    .prepare(
      `SELECT ${key} AS key, ${SUM_OF_REQUESTS} FROM request r ${join}
        WHERE (r.dir IN (${list}) OR r.id IN (SELECT request FROM held WHERE dir IN (${list}))) AND r.at >= ? AND r.at < ?
        GROUP BY 1`,
    )
    .all(since, until) as unknown as (Figures & { key: string })[];
  return sumBy(rows, (row) => row.key);
}
