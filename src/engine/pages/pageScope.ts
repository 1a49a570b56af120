import type { DatabaseSync } from "node:sqlite";
import type { PriceBook } from "../ledger/prices.ts";
import type { ProjectOf } from "../ledger/projects.ts";

/** What a page of the history is worked out from. */
export interface PageScope {
  db: DatabaseSync;
  /** Numbers of the config directories to count. */
  dirs: readonly number[];
  prices: PriceBook;
  projectOf: ProjectOf;
  now: number;
}
