/** What Claude Code reported beyond the counted requests: compaction, titles, side calls. */
import type { DatabaseSync } from "node:sqlite";
import type { ProjectOf } from "./projects.ts";
import { isPeriod, UNKNOWN, periodKey, type UsageGroup } from "./usageGroups.ts";
import type { UsageScope } from "./usageParts.ts";

/** Under what it stands in groups that only a transcript could tell, such as branches. */
export const SIDE_CALLS = "(side calls)";

interface SideCost {
  /** When it was reported. */
  at: number;
  /** As Claude Code names it; empty if it does not say. */
  model: string;
  usd: number;
  sid: string;
  cwd: string | null;
  dir: string;
}

export function readSideCosts(db: DatabaseSync, { dirs, since, until }: UsageScope): SideCost[] {
  return db
    .prepare(
      `SELECT x.at, x.model, x.usd, s.sid, s.cwd, d.path AS dir
         FROM side x JOIN session s ON s.id = x.session JOIN dir d ON d.id = s.dir
        WHERE s.dir IN (${dirs.join(", ")}) AND x.at >= ? AND x.at < ?`,
    )
    .all(since, until) as unknown as SideCost[];
}

/** The row of a report in which a side cost stands. */
export function sideKeys(by: UsageGroup, projectOf: ProjectOf): (side: SideCost) => string {
  if (isPeriod(by)) return ({ at }) => periodKey(by, at);
  switch (by) {
    case "session":
      return ({ sid }) => sid;
    case "project":
      return ({ cwd }) => (cwd === null ? UNKNOWN : projectOf(cwd));
    case "model":
      return ({ model }) => model || SIDE_CALLS;
    case "config-dir":
      return ({ dir }) => dir;
    default:
      return () => SIDE_CALLS;
  }
}
