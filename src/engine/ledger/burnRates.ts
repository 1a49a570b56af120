/** Reads what each session cost of late. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

export interface RecentCost {
  usd: number;
  /** The first request since then. */
  first: number;
  /** Of requests without a price: in no sum. */
  unpriced: number;
}

export class BurnRates {
  private readonly select: StatementSync;

  constructor(db: DatabaseSync) {
    this.select = db.prepare(
      `SELECT s.sid, total(r.usd) AS usd, min(r.at) AS first, sum(r.usd IS NULL) AS unpriced
         FROM request r JOIN session s ON s.id = r.session WHERE r.at >= ? GROUP BY r.session`,
    );
  }

  /** By session id, subagents included; found by the index on the requests' time. */
  since(at: number): Map<string, RecentCost> {
    const rows = this.select.all(at) as unknown as (RecentCost & { sid: string })[];
    return new Map(rows.map(({ sid, ...cost }) => [sid, cost]));
  }
}
