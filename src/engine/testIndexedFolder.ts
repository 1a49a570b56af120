import assert from "node:assert/strict";
import { Indexer } from "./indexer.ts";
import { Ledger } from "./ledger/ledger.ts";
import { openStore } from "./ledger/store.ts";
import { ReaderPool } from "./sources/readerPool.ts";
import { temporaryFolder } from "./sources/testTranscripts.ts";

/** For tests: a config directory in a new folder, its store in memory, and the threads that read it. */
export class TestIndexedFolder {
  private readonly folder = temporaryFolder();
  readonly path = this.folder.path;
  readonly db = openStore({ kind: "memory" });
  readonly pool = new ReaderPool(1);
  private readonly indexer = new Indexer(new Ledger(this.db), this.pool, Date.now, {
    log: () => {},
    written: () => {},
    storeFailed: (error) => assert.equal(error, null),
  });

  /** Who reads a config directory: only this one is read. */
  readonly poolOf = (configDir: string): ReaderPool | null => (configDir === this.path ? this.pool : null);

  sweep(): ReturnType<Indexer["sweep"]> {
    return this.indexer.sweep(this.path, true);
  }

  async remove(): Promise<void> {
    await this.pool.close();
    this.db.close();
    this.folder.remove();
  }
}
