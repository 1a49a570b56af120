/** The rows of `quarter`: differences are gathered in memory and added once a batch. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { estimatedExtra, type StoredRequest } from "./requestTable.ts";
import { QUARTER_MS } from "./schema.ts";

const SUMS = [
  "requests",
  "input",
  "output",
  "read",
  "write_5m",
  "write_1h",
  "searches",
  "usd",
  "lower_bounds",
  "unpriced",
  "estimated_extra",
] as const;

type Sums = Record<(typeof SUMS)[number], number>;

export class QuarterSums {
  private readonly pending = new Map<string, { quarter: number; dir: number; model: number; sums: Sums }>();
  private readonly upsert: StatementSync;

  constructor(db: DatabaseSync) {
    this.upsert = db.prepare(
      `INSERT INTO quarter (quarter, dir, model, ${SUMS.join(", ")}) VALUES (?, ?, ?${", ?".repeat(SUMS.length)})
       ON CONFLICT DO UPDATE SET ${SUMS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`,
    );
  }

  /** Adds a request to its quarter, or takes it out again (`sign` -1). */
  add(request: StoredRequest, sign: 1 | -1): void {
    const quarter = Math.floor(request.at / QUARTER_MS);
    const key = `${quarter} ${request.dir} ${request.model}`;
    let entry = this.pending.get(key);
    if (!entry) {
      const sums = Object.fromEntries(SUMS.map((name) => [name, 0])) as Sums;
      entry = { quarter, dir: request.dir, model: request.model, sums };
      this.pending.set(key, entry);
    }
    const { sums } = entry;
    sums.requests += sign;
    sums.input += sign * request.input;
    sums.output += sign * request.output;
    sums.read += sign * request.read;
    sums.write_5m += sign * request.write_5m;
    sums.write_1h += sign * request.write_1h;
    sums.searches += sign * request.searches;
    sums.usd += sign * (request.usd ?? 0);
    sums.lower_bounds += sign * (1 - request.final);
    sums.estimated_extra += sign * estimatedExtra(request);
    sums.unpriced += sign * Number(request.usd === null);
  }

  flush(): void {
    for (const { quarter, dir, model, sums } of this.pending.values()) {
      this.upsert.run(quarter, dir, model, ...SUMS.map((name) => sums[name]));
    }
    this.pending.clear();
  }

  forget(): void {
    this.pending.clear();
  }
}
