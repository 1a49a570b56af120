/** Usage in the smallest sums that a report needs: by its group and by model, since prices are a model's. */
import type { DatabaseSync } from "node:sqlite";
import { dayStart } from "../../shared/days.ts";
import { SUM_OF_REQUESTS, type Figures } from "./figures.ts";
import type { ProjectOf } from "./projects.ts";
import { readQuarters } from "./quarterReader.ts";
import { MAIN_CHAIN, NONE, UNKNOWN, periodKey, type Period, type UsageGroup } from "./usageGroups.ts";

/** What is counted: requests that one of the directories holds, in [since, until). */
export interface UsageScope {
  dirs: readonly number[];
  since: number;
  until: number;
}

/** Later than any time: the end of a span that has none. */
export const EVER = Number.MAX_SAFE_INTEGER / 2;

export interface UsagePart extends Figures {
  key: string;
  model: string;
  /** When, if all of it is of one time. */
  at?: number;
}

export function usageParts(
  db: DatabaseSync,
  by: UsageGroup,
  scope: UsageScope,
  projectOf: ProjectOf,
): Iterable<UsagePart> {
  switch (by) {
    case "day":
    case "week":
    case "month":
    case "hour":
      return periodParts(db, by, scope);
    case "model":
      return readQuarters(db, scope.dirs, scope.since, scope.until).map((sums) => ({ ...sums, key: sums.model }));
    case "session":
      return namedParts(db, scope, { id: "r.session", table: "session", name: "sid" });
    case "prompt":
      return namedParts(db, scope, { id: "r.prompt", table: "prompt", name: "key", missing: NONE });
    case "project":
      return namedParts(db, scope, byProject(projectOf));
    case "branch":
      return namedParts(db, scope, { id: "r.place", table: "place", name: "branch" });
    case "agent":
      return namedParts(db, scope, BY_AGENT);
    case "skill":
    case "plugin":
      return namedParts(db, scope, { id: "r.source", table: "source", name: by });
    case "mcp-server":
      return namedParts(db, scope, { id: "r.source", table: "source", name: "server" });
    case "config-dir": {
      const list = scope.dirs.join(", ");
      const id = `CASE WHEN r.dir IN (${list}) THEN r.dir
        ELSE (SELECT min(dir) FROM held WHERE request = r.id AND dir IN (${list})) END`;
      return namedParts(db, scope, { id, table: "dir", name: "path" });
    }
  }
}

/** SQL that holds for a request `r` that one of the directories holds. */
export function heldBy(dirs: readonly number[]): string {
  const list = dirs.join(", ");
  return `(r.dir IN (${list}) OR r.id IN (SELECT request FROM held WHERE dir IN (${list})))`;
}

/** How requests are named: SQL for a number in a table, and the column with the name. */
export interface Naming {
  id: string;
  table: "session" | "prompt" | "place" | "source" | "dir";
  name: string;
  /** The key of a name that is not empty; default: the name. */
  keyOf?: (name: string) => string;
  /** Keys for an empty name and for no number at all. */
  empty?: string;
  missing?: string;
}

export const byProject = (projectOf: ProjectOf): Naming => ({
  id: "r.place",
  table: "place",
  name: "cwd",
  keyOf: projectOf,
});

export const BY_AGENT: Naming = { id: "r.source", table: "source", name: "agent", empty: MAIN_CHAIN };

/** The key that a number stands for. */
export function keysOf(
  db: DatabaseSync,
  { table, name, keyOf = (text) => text, empty = NONE, missing = UNKNOWN }: Naming,
): (id: number | null) => string {
  const names = db.prepare(`SELECT id, ${name} AS name FROM ${table}`).all() as { id: number; name: string }[];
  const keys = new Map(names.map((row) => [row.id, row.name === "" ? empty : keyOf(row.name)]));
  return (id) => (id === null ? missing : (keys.get(id) ?? missing));
}

function namedParts(db: DatabaseSync, { dirs, since, until }: UsageScope, naming: Naming): UsagePart[] {
  const keyOf = keysOf(db, naming);
  const sums = db
    .prepare(
      `SELECT q.*, m.name AS model FROM (
         SELECT ${naming.id} AS part, r.model AS model_id, ${SUM_OF_REQUESTS} FROM request r
          WHERE ${heldBy(dirs)} AND r.at >= ? AND r.at < ? GROUP BY 1, 2
       ) q JOIN model m ON m.id = q.model_id`,
    )
    .all(since, until) as unknown as (Figures & { part: number | null; model: string })[];
  return sums.map((sum) => ({ ...sum, key: keyOf(sum.part) }));
}

function* periodParts(db: DatabaseSync, by: Period, { dirs, since, until }: UsageScope): Generator<UsagePart> {
  let [key, from, to] = ["", 0, 0];
  for (const sums of readQuarters(db, dirs, since, until)) {
    if (by === "hour") key = periodKey(by, sums.at);
    else if (sums.at < from || sums.at >= to) {
      // Quarters come in order, and a day is in one week and one month: the calendar is asked once a day.
      [key, from, to] = [periodKey(by, sums.at), dayStart(sums.at), dayStart(sums.at, 1)];
    }
    yield { ...sums, key };
  }
}
