import assert from "node:assert/strict";
import { Indexer } from "./indexer.ts";
import { Ledger } from "./ledger/ledger.ts";
import { openStore, type Store } from "./ledger/store.ts";
import { part, request } from "./ledger/testParts.ts";
import type { JobInput, JobName, JobResult } from "./sources/readerJobs.ts";
import { ReaderPool } from "./sources/readerPool.ts";
import type { TranscriptPart } from "./sources/transcriptFile.ts";

/** Reading threads that find one request in a transcript, and then hang until they are ended. */
class HangingPool extends ReaderPool {
  readonly hanging = Promise.withResolvers<never>();

  override run<N extends JobName>(
    _name: N,
    _input: JobInput<N>,
    found: (part: TranscriptPart) => void = () => {},
  ): Promise<JobResult<N>> {
    found(part({ requests: [request({})] }));
    return this.hanging.promise;
  }
}

describe("Indexer", () => {
  let store: Store;
  let pool: HangingPool;
  let failures: unknown[];
  let indexer: Indexer;
  beforeEach(() => {
    store = openStore({ kind: "memory" });
    pool = new HangingPool(1);
    failures = [];
    indexer = new Indexer(new Ledger(store), pool, () => 0, {
      log: () => {},
      written: () => {},
      storeFailed: (error) => {
        if (error !== null) failures.push(error);
      },
    });
  });
  afterEach(() => {
    if (store.isOpen) store.close();
  });

  it("writes what was read when the thread that reads on is ended", async () => {
    const reading = indexer.read("/c", "/c/projects/-acme/s1.jsonl");
    pool.hanging.reject(new Error("the reading thread ended"));
    await reading;
    assert.equal(store.prepare("SELECT count(*) AS n FROM request").get()?.["n"], 1);
    assert.deepEqual(failures, []);
  });

  it("is not rejected when a thread that hung ends after the store was closed: that would end the process", async () => {
    const reading = indexer.read("/c", "/c/projects/-acme/s1.jsonl");
    store.close();
    pool.hanging.reject(new Error("the reading thread ended"));
    await reading;
    assert.match(String(failures[0]), /not open/);
  });

  it("is not rejected when the store cannot tell how far a transcript was read", async () => {
    store.exec("DROP TABLE file");
    await indexer.read("/c", "/c/projects/-acme/s1.jsonl");
    assert.match(String(failures[0]), /no such table/);
  });
});
