/** Reads the sums by quarter of an hour, for a choice of config directories. */
import type { DatabaseSync } from "node:sqlite";
import { FIGURES_OF_QUARTER, figuresAt, SUM_OF_REQUESTS, type Figures } from "./figures.ts";
import { QUARTER_MS } from "./schema.ts";

export interface QuarterFigures extends Figures {
  /** When the quarter of an hour begins. */
  at: number;
  model: string;
}

type Row = [at: number, model: string, ...figures: number[]];

/** The sums of the quarters that begin in [from, to), oldest first. A request counts when any of the directories holds it. */
export function readQuarters(db: DatabaseSync, dirs: readonly number[], from: number, to: number): QuarterFigures[] {
  const list = dirs.join(", ");
  const [first, end] = [Math.floor(from / QUARTER_MS), Math.ceil(to / QUARTER_MS)];
  const select = db.prepare(
    `SELECT q.quarter * ${QUARTER_MS} AS at, m.name AS model, ${FIGURES_OF_QUARTER}
         FROM quarter q JOIN model m ON m.id = q.model
        WHERE q.dir IN (${list}) AND q.quarter >= ?1 AND q.quarter < ?2 AND q.requests > 0
       UNION ALL
       SELECT r.at / ${QUARTER_MS} * ${QUARTER_MS} AS at, m.name AS model, ${SUM_OF_REQUESTS}
         FROM request r JOIN model m ON m.id = r.model
        WHERE r.dir NOT IN (${list}) AND r.id IN (SELECT request FROM held WHERE dir IN (${list}))
          AND r.at >= ?1 * ${QUARTER_MS} AND r.at < ?2 * ${QUARTER_MS}
        GROUP BY 1, 2
       ORDER BY at`,
  );
  // Rows as arrays take half the time: a year has some ten thousand.
  select.setReturnArrays(true);
  return (select.all(first, end) as unknown as Row[]).map((row) => ({
    at: row[0],
    model: row[1],
    ...figuresAt(row, 2),
  }));
}
