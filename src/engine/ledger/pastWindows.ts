/** The windows of a rate limit that have ended, a page at a time, with what this machine counted in each. */
import type { DatabaseSync } from "node:sqlite";
import type { Cost, PastWindow, PastWindowsPage } from "../../shared/snapshot.ts";
import { isInScope, scopeOf } from "../windows/scope.ts";
import { spenders } from "../windows/spenders.ts";
import { trendOf, windowsByReset, type WindowSpan } from "../windows/windowHistory.ts";
import { SEVEN_DAYS_MS, windowLength } from "../windows/windowKinds.ts";
import { knownProjects, type ProjectOf } from "./projects.ts";
import { ReadingTable } from "./readingTable.ts";
import { UNKNOWN } from "./usageGroups.ts";
import { heldBy } from "./usageParts.ts";

const PAGE = 20;
/** Readings loaded at first: those of a page of most windows. */
const READINGS = 2000;
const FULL_PERCENT = 100;

export interface PastWindowsQuery {
  dir: number;
  account: string;
  key: string;
  /** A page's own `before`; null for the latest. */
  before: number | null;
  now: number;
}

/** `projectOf`: default what the store knows of projects. */
export function pastWindows(
  db: DatabaseSync,
  query: PastWindowsQuery,
  projectOf: ProjectOf = knownProjects(db),
): PastWindowsPage {
  const { windows, more } = endedWindows(new ReadingTable(db), query);
  const countedOf = countedIn(db, query, projectOf);
  return {
    windows: windows.map((window) => ({ ...told(window), ...countedOf(window) })),
    before: more ? (windows.at(-1)?.endedAt ?? null) : null,
  };
}

/** Latest first. */
function endedWindows(table: ReadingTable, query: PastWindowsQuery): { windows: WindowSpan[]; more: boolean } {
  const { dir, account, key, now } = query;
  const length = windowLength(key);
  const end = Math.min(now + 1, query.before ?? Infinity);
  // With those of the next window, which may have begun before the reset of the last.
  const before = end + (length ?? SEVEN_DAYS_MS);
  for (let limit = READINGS; ; limit *= 4) {
    const readings = table.of(dir, account, key, 0, { before, limit });
    const all = readings.length < limit;
    // Of the earliest window some readings may lie beyond those loaded.
    const windows = windowsByReset(readings, length).slice(all ? 0 : 1);
    const ended = windows.filter(({ endedAt }) => endedAt < end).toReversed();
    if (all || ended.length > PAGE) return { windows: ended.slice(0, PAGE), more: ended.length > PAGE };
  }
}

function told(
  window: WindowSpan,
): Pick<PastWindow, "startedAt" | "resetsAt" | "peakPercent" | "exhaustedAt" | "trend"> {
  const { readings } = window;
  const full = readings.find(({ usedPercent }) => usedPercent >= FULL_PERCENT);
  return {
    startedAt: window.startedAt,
    resetsAt: window.endedAt,
    peakPercent: readings.reduce((peak, { usedPercent }) => Math.max(peak, usedPercent), 0),
    exhaustedAt: full ? Math.min(full.at, window.endedAt) : null,
    trend: trendOf(window),
  };
}

interface GroupRow extends Cost {
  sid: string;
  title: string | null;
  cwd: string | null;
}

/**
 * Gives what was counted in a window: from its start, where that is not known from its first reading. A page asks for up
 * to twenty, so this groups by session and place alone, which takes half the time of all that spendersReader.ts tells.
 */
function countedIn(
  db: DatabaseSync,
  { dir, key }: PastWindowsQuery,
  projectOf: ProjectOf,
): (window: WindowSpan) => Pick<PastWindow, "counted" | "bySession" | "byProject"> {
  const counted = modelsInScope(db, key);
  const isCounted = (name: string) => (counted.length === 0 ? "" : `AND ${name} IN (SELECT value FROM json_each(?))`);
  const requests = db.prepare(
    `SELECT q.*, s.sid, s.title, p.cwd FROM (
       SELECT r.session, r.place, total(r.usd) AS usd, 0.0 AS sideUsd, count(*) AS requests,
              sum(1 - r.final) AS lowerBoundRequests, total(max(0, r.estimated_usd - r.usd)) AS estimatedMissingUsd,
              sum(r.usd IS NULL) AS unpricedRequests
         FROM request r WHERE r.at >= ? AND r.at < ? AND ${heldBy([dir])}
          ${isCounted("(SELECT name FROM model WHERE id = r.model)")} GROUP BY 1, 2
     ) q JOIN session s ON s.id = q.session LEFT JOIN place p ON p.id = q.place`,
  );
  const sides = db.prepare(
    `SELECT s.sid, s.title, s.cwd, 0.0 AS usd, total(x.usd) AS sideUsd, 0 AS requests, 0 AS lowerBoundRequests,
            0.0 AS estimatedMissingUsd, 0 AS unpricedRequests
       FROM side x JOIN session s ON s.id = x.session
      WHERE x.at >= ? AND x.at < ? AND s.dir = ? ${isCounted("x.model")} GROUP BY s.id`,
  );
  return ({ startedAt, endedAt, readings }) => {
    const since = startedAt ?? readings[0]?.at ?? endedAt;
    const rows = [
      ...requests.all(since, endedAt, ...counted),
      ...sides.all(since, endedAt, dir, ...counted),
    ] as unknown as GroupRow[];
    const groups = rows.map(({ sid, title, cwd, ...cost }) => {
      const project = cwd === null ? UNKNOWN : projectOf(cwd);
      return { session: sid, title, project, model: "", agent: "", cost };
    });
    const { total, bySession, byProject } = spenders(groups, String);
    return { counted: total, bySession, byProject };
  };
}

/** The names of the models that count against a window, as the one parameter of a statement; none where all do. */
function modelsInScope(db: DatabaseSync, key: string): [string] | [] {
  const scope = scopeOf(key);
  if (scope === null) return [];
  const known = db.prepare("SELECT name FROM model UNION SELECT model FROM side").all() as { name: string }[];
  return [JSON.stringify(known.map(({ name }) => name).filter((name) => isInScope(name, scope)))];
}
