/** Costs are stored with their requests; when prices change they are worked out again, all at once. */
import type { DatabaseSync } from "node:sqlite";
import type { Tokens } from "../sources/transcriptRow.ts";
import type { PriceBook } from "./prices.ts";
import { rebuildSums } from "./rebuildSums.ts";
import { reconcile } from "./reconcile.ts";
import type { StoredRequest } from "./requestTable.ts";
import { saveBookHash, storedBookHash } from "./storedPrices.ts";

/** How many requests are held in memory at a time. */
const CHUNK = 5000;

/** Reprices every request if the store's costs come from other prices than these. */
export function repriceIfNeeded(db: DatabaseSync, prices: PriceBook): void {
  if (storedBookHash(db) === prices.hash) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    reprice(db, prices);
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

/** Works out every cost, every sum and every side cost anew, inside the caller's transaction. */
export function reprice(db: DatabaseSync, prices: PriceBook): void {
  const next = db.prepare(
    "SELECT r.*, m.name AS model_name FROM request r JOIN model m ON m.id = r.model WHERE r.id > ? ORDER BY r.id LIMIT ?",
  );
  const update = db.prepare("UPDATE request SET usd = ?, estimated_usd = ? WHERE id = ?");
  for (let last = -1, read = CHUNK; read === CHUNK;) {
    const rows = next.all(last, CHUNK) as unknown as (StoredRequest & { id: number; model_name: string })[];
    for (const row of rows) {
      last = row.id;
      const usd = costOfStored(row, prices);
      if (usd !== row.usd) update.run(usd, estimateAt(usd, row), row.id);
    }
    read = rows.length;
  }
  rebuildSums(db);
  const reported = db.prepare("SELECT DISTINCT session FROM reported").all() as { session: number }[];
  const sessions = reported.map(({ session }) => session);
  reconcile(db, prices, sessions);
  saveBookHash(db, prices);
}

function costOfStored(row: StoredRequest & { model_name: string }, prices: PriceBook): number | null {
  const request = {
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
  };
  return prices.costOf(request, row.at);
}

/** The estimate of a lower bound rises with its cost: the characters that it came from are not stored. */
function estimateAt(usd: number | null, before: StoredRequest): number | null {
  if (usd === null || before.final === 1) return null;
  if (before.usd === null || before.estimated_usd === null || before.usd === 0) return usd;
  return usd * (before.estimated_usd / before.usd);
}
