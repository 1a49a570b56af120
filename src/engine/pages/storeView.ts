/** Bursar's own store: where it is, how large, what it holds. */
import { stat } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import type { StoreView } from "../../shared/historyPages.ts";
import { listBackups } from "../ledger/backups.ts";
import { storeFiles } from "../ledger/storeFiles.ts";

/** Of every config directory. `dataDir`: Bursar's own folder; null while the store is in memory only. */
export async function storeView(db: DatabaseSync, dataDir: string | null, now: number): Promise<StoreView> {
  const held = db
    .prepare(
      `SELECT (SELECT count(*) FROM request) AS requests, (SELECT count(*) FROM session WHERE requests > 0) AS sessions,
              (SELECT min(at) FROM request) AS firstRequest`,
    )
    .get() as Pick<StoreView, "requests" | "sessions" | "firstRequest">;
  if (dataDir === null) return { ...held, path: null, bytes: 0, lastBackup: null };
  const path = storeFiles.store(dataDir);
  const sizes = await Promise.all([path, `${path}-wal`].map(sizeOf));
  return {
    ...held,
    path,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    lastBackup: listBackups(dataDir, now)[0]?.time ?? null,
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    // The log is there only while there is something in it.
    return 0;
  }
}
