/** Reads what a time span cost by session, project, model and agent. */
import type { DatabaseSync } from "node:sqlite";
import type { Cost } from "../../shared/snapshot.ts";
import type { SpendGroup } from "../windows/spenders.ts";
import type { ProjectOf } from "./projects.ts";
import { readSideCosts, SIDE_CALLS } from "./sideCosts.ts";
import { MAIN_CHAIN, UNKNOWN } from "./usageGroups.ts";
import { heldBy } from "./usageParts.ts";

interface GroupRow extends Cost {
  sid: string;
  title: string | null;
  cwd: string | null;
  model: string;
  agent: string | null;
}

/**
 * In [from, to), of requests that one of the directories holds, and of the side costs of their sessions. It takes time
 * with the requests in the span, found by the index on their time: once a minute, not for every Snapshot.
 */
export function readSpendGroups(
  db: DatabaseSync,
  dirs: readonly number[],
  from: number,
  to: number,
  projectOf: ProjectOf,
): SpendGroup[] {
  const rows = db
    .prepare(
      `SELECT q.*, s.sid, s.title, p.cwd, m.name AS model, o.agent FROM (
         SELECT r.session, r.place, r.model AS model_id, r.source, total(r.usd) AS usd, 0.0 AS sideUsd, count(*) AS requests,
                sum(1 - r.final) AS lowerBoundRequests, total(max(0, r.estimated_usd - r.usd)) AS estimatedMissingUsd,
                sum(r.usd IS NULL) AS unpricedRequests
           FROM request r WHERE r.at >= ? AND r.at < ? AND ${heldBy(dirs)} GROUP BY 1, 2, 3, 4
       ) q JOIN session s ON s.id = q.session JOIN model m ON m.id = q.model_id
         LEFT JOIN place p ON p.id = q.place LEFT JOIN source o ON o.id = q.source`,
    )
    .all(from, to) as unknown as GroupRow[];
  const projectAt = (cwd: string | null) => (cwd === null ? UNKNOWN : projectOf(cwd));
  return [
    ...rows.map((row): SpendGroup => {
      const { usd, sideUsd, requests, lowerBoundRequests, estimatedMissingUsd, unpricedRequests } = row;
      return {
        session: row.sid,
        title: row.title,
        project: projectAt(row.cwd),
        model: row.model,
        agent: row.agent === null ? UNKNOWN : row.agent || MAIN_CHAIN,
        cost: { usd, sideUsd, requests, lowerBoundRequests, estimatedMissingUsd, unpricedRequests },
      };
    }),
    ...sideGroups(db, dirs, from, to, projectAt),
  ];
}

function sideGroups(
  db: DatabaseSync,
  dirs: readonly number[],
  from: number,
  to: number,
  projectAt: (cwd: string | null) => string,
): SpendGroup[] {
  const titleOf = db.prepare("SELECT title FROM session WHERE sid = ?");
  return readSideCosts(db, { dirs, since: from, until: to }).map(({ sid, cwd, model, usd }) => ({
    session: sid,
    title: (titleOf.get(sid) as { title: string | null } | undefined)?.title ?? null,
    project: projectAt(cwd),
    model: model || SIDE_CALLS,
    agent: SIDE_CALLS,
    cost: {
      usd: 0,
      sideUsd: usd,
      requests: 0,
      lowerBoundRequests: 0,
      estimatedMissingUsd: 0,
      unpricedRequests: 0,
    },
  }));
}
