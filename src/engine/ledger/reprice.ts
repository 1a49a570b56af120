/** Costs are stored with their requests; when the price table changes they are worked out again, all at once. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Tokens } from "../sources/transcriptRow.ts";
import { costOf } from "./prices.ts";
import { PRICE_TABLE } from "./priceTable.ts";
import type { StoredRequest } from "./requestTable.ts";
import { QUARTER_MS } from "./schema.ts";

/** Reprices every request if the store's costs come from another price table than this one. */
export function repriceIfNeeded(db: DatabaseSync): void {
  const table = createHash("sha1").update(JSON.stringify(PRICE_TABLE)).digest("hex");
  const stored = db.prepare("SELECT value FROM meta WHERE name = 'prices'").get() as { value: string } | undefined;
  if (stored?.value === table) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    const update = db.prepare("UPDATE request SET usd = ? WHERE id = ?");
    const rows = db.prepare("SELECT r.*, m.name AS model_name FROM request r JOIN model m ON m.id = r.model").all();
    for (const row of rows as unknown as (StoredRequest & { id: number; model_name: string })[]) {
      const usd = costOf({
        model: row.model_name,
        tokens: {
          input: row.input,
          output: row.output,
          cacheRead: row.read,
          cacheWrite5m: row.write_5m,
          cacheWrite1h: row.write_1h,
        },
        webSearches: row.searches,
        fast: row.fast === 1,
        usInference: row.us === 1,
        iterations: row.iterations === null ? null : (JSON.parse(row.iterations) as Tokens[]),
      });
      if (usd !== row.usd) update.run(usd, row.id);
    }
    db.exec(`
      DELETE FROM quarter;
      INSERT INTO quarter SELECT at / ${QUARTER_MS}, dir, model, count(*), sum(input), sum(output), sum(read),
        sum(write_5m), sum(write_1h), sum(searches), total(usd), sum(1 - final), sum(usd IS NULL)
        FROM request GROUP BY 1, 2, 3;
      UPDATE session SET usd = s.usd, unpriced = s.unpriced
        FROM (SELECT session, total(usd) AS usd, sum(usd IS NULL) AS unpriced FROM request GROUP BY session) AS s
        WHERE s.session = session.id;
    `);
    db.prepare("INSERT INTO meta VALUES ('prices', ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(table);
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}
