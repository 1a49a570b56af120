/** The sums that the store keeps beside its requests, worked out anew from them. */
import type { DatabaseSync } from "node:sqlite";
import { QUARTER_MS } from "./schema.ts";

const SUMS = `count(*) AS requests, total(usd) AS usd, total(1 - final) AS lower_bounds, total(usd IS NULL) AS unpriced,
  total(max(0, estimated_usd - usd)) AS estimated_extra`;

/** Inside a transaction of the caller's. */
export function rebuildSums(db: DatabaseSync): void {
  db.exec(`
    DELETE FROM quarter;
    INSERT INTO quarter
      (quarter, dir, model, input, output, read, write_5m, write_1h, searches, requests, usd, lower_bounds, unpriced, estimated_extra)
      SELECT at / ${QUARTER_MS}, dir, model, sum(input), sum(output), sum(read), sum(write_5m), sum(write_1h), sum(searches), ${SUMS}
        FROM request GROUP BY 1, 2, 3;
    UPDATE session SET requests = 0, usd = 0, lower_bounds = 0, unpriced = 0, estimated_extra = 0;
    UPDATE session SET requests = s.requests, usd = s.usd, lower_bounds = s.lower_bounds, unpriced = s.unpriced,
        estimated_extra = s.estimated_extra
      FROM (SELECT session, ${SUMS} FROM request GROUP BY session) AS s
      WHERE s.session = session.id;
  `);
}
