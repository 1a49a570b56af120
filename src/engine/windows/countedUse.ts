/** What this machine counted of late in one config directory, whatever a window says. */
import type { DatabaseSync } from "node:sqlite";
import type { Cost, WindowsView } from "../../shared/snapshot.ts";
import { FIGURES_OF_QUARTER, SUM_OF_REQUESTS } from "../ledger/figures.ts";
import { QUARTER_MS } from "../ledger/schema.ts";

const HOUR_MS = 3_600_000;
const COSTS = ["usd", "sideUsd", "requests", "lowerBoundRequests", "estimatedMissingUsd", "unpricedRequests"] as const;

/**
 * To the quarter of an hour in which each span begins, from the sums by quarter: cheap enough for every Snapshot. What
 * is dated in the future (a clock that was wrong) counts as now, like everywhere.
 */
export function countedUse(db: DatabaseSync, dir: number, now: number): WindowsView["counted"] {
  const [hours, days] = [quarterOf(now - 5 * HOUR_MS), quarterOf(now - 7 * 24 * HOUR_MS)];
  const row = db.prepare(SUMS).get(dir, days, hours) as Record<string, number>;
  const costOf = (prefix: string) =>
    Object.fromEntries(COSTS.map((name) => [name, row[`${prefix}_${name}`] ?? 0])) as unknown as Cost;
  return { last5Hours: costOf("hours"), last7Days: costOf("days") };
}

const quarterOf = (at: number) => Math.floor(at / QUARTER_MS);

const over = (condition: string, prefix: string) =>
  COSTS.map((name) => `total(iif(${condition}, ${name}, 0)) AS ${prefix}_${name}`).join(", ");

/** The requests of this directory are in its own sums; those that it only holds a copy of are in another's. */
const SUMS = `
  WITH part AS (
    SELECT quarter, costUSD AS usd, 0 AS sideUsd, requests, lowerBoundRequests,
           estimatedMissingUSD AS estimatedMissingUsd, unpricedRequests
      FROM (
        SELECT q.quarter, ${FIGURES_OF_QUARTER} FROM quarter q WHERE q.quarter >= ?2 AND q.dir = ?1
        UNION ALL
        SELECT r.at / ${QUARTER_MS}, ${SUM_OF_REQUESTS} FROM request r
         WHERE r.at >= ?2 * ${QUARTER_MS} AND r.dir <> ?1 AND r.id IN (SELECT request FROM held WHERE dir = ?1) GROUP BY 1
      )
    UNION ALL
    SELECT x.at / ${QUARTER_MS}, 0, x.usd, 0, 0, 0, 0 FROM side x JOIN session s ON s.id = x.session
     WHERE s.dir = ?1 AND x.at >= ?2 * ${QUARTER_MS}
  )
  SELECT ${over("1", "days")}, ${over("quarter >= ?3", "hours")} FROM part`;
