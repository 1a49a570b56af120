/** Tells a damaged store from one that only cannot be had just now. */
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "./schema.ts";

/** The store does not have the tables that its version says. */
export class WrongSchemaError extends Error {
  override name = "WrongSchemaError";
}

/** SQLite's own check found something. */
class DamagedPagesError extends Error {
  override name = "DamagedPagesError";
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** SQLite's primary result code; null when it is not SQLite's error. */
function resultCode(error: unknown): number | null {
  const code = error instanceof Error && "errcode" in error ? error.errcode : null;
  return typeof code === "number" ? code & 0xff : null;
}

export const isSqlError = (error: unknown): boolean => resultCode(error) !== null;

export const isBusy = (error: unknown): boolean => resultCode(error) === SQLITE_BUSY;

/** Whether the store's bytes or tables are not what they should be. A step of a migration that fails is not: the program may be wrong. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return (
    code === SQLITE_CORRUPT ||
    code === SQLITE_NOTADB ||
    error instanceof WrongSchemaError ||
    error instanceof DamagedPagesError
  );
}

/** Throws when the store lacks a column that a store of this schema version has. */
export function assertSchema(db: DatabaseSync, version: number): void {
  const columns = columnsOf(db);
  if (version === 0 && columns.size > 0) throw new WrongSchemaError("the ledger has tables and no version");
  for (const column of expectedColumns(version)) {
    if (!columns.has(column)) throw new WrongSchemaError(`the ledger has no column ${column}`);
  }
}

/** Throws when the store's pages are not in order; takes time by its size. */
export function assertPages(db: DatabaseSync, check: "quick_check" | "integrity_check"): void {
  const found = Object.values(db.prepare(`PRAGMA ${check}(1)`).get() ?? {})[0];
  if (found !== "ok") throw new DamagedPagesError(String(found));
}

function columnsOf(db: DatabaseSync): Set<string> {
  const rows = db
    .prepare(
      "SELECT t.name || '.' || c.name AS name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
    )
    .all() as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}

function expectedColumns(version: number): Set<string> {
  const db = new DatabaseSync(":memory:");
  for (const step of MIGRATIONS.slice(0, version)) db.exec(step);
  const columns = columnsOf(db);
  db.close();
  return columns;
}
