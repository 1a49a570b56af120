/** Cost and tokens with their time and what they are stacked by: what a chart over time adds up. */
import type { DatabaseSync } from "node:sqlite";
import type { HistoryStack } from "../../shared/historyPages.ts";
import { totalTokens } from "./figures.ts";
import type { ProjectOf } from "./projects.ts";
import type { QuarterFigures } from "./quarterReader.ts";
import { BY_AGENT, byProject, heldBy, keysOf, type Naming, type UsageScope } from "./usageParts.ts";

/** Takes a part: under what it stands, when it was, US dollars, tokens. */
type Add = (key: string, at: number, usd: number, tokens: number) => void;

/** Gives all parts in any order. `quarters`: those of the scope; of models they tell all. */
export function addStackedParts(
  db: DatabaseSync,
  by: HistoryStack,
  scope: UsageScope,
  projectOf: ProjectOf,
  quarters: readonly QuarterFigures[],
  add: Add,
): void {
  switch (by) {
    case "model":
      for (const sums of quarters) add(sums.model, sums.at, sums.costUSD, totalTokens(sums));
      break;
    case "project":
      addNamedParts(db, scope, byProject(projectOf), add);
      break;
    case "agent":
      addNamedParts(db, scope, BY_AGENT, add);
  }
}

type Row = [at: number, id: number | null, usd: number | null, tokens: number];

/** Request by request: for SQLite to sort them into groups first takes longer than to hand them over. */
function addNamedParts(db: DatabaseSync, { dirs, since, until }: UsageScope, naming: Naming, add: Add): void {
  const keyOf = keysOf(db, naming);
  const select = db.prepare(
    `SELECT r.at, ${naming.id}, r.usd, r.input + r.output + r.read + r.write_5m + r.write_1h
       FROM request r WHERE r.at >= ? AND r.at < ? AND ${heldBy(dirs)}`,
  );
  select.setReturnArrays(true);
  for (const [at, id, usd, tokens] of select.all(since, until) as unknown as Row[])
    add(keyOf(id), at, usd ?? 0, tokens);
}
