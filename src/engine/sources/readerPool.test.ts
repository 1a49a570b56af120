import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ReaderPool } from "./readerPool.ts";
import { assistantRow, SESSION, temporaryFolder, transcriptPath, writeTranscript } from "./testTranscripts.ts";
import type { TranscriptPart } from "./transcriptFile.ts";

describe("ReaderPool", function () {
  this.timeout(10_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let pool: ReaderPool;
  beforeEach(() => {
    folder = temporaryFolder();
    pool = new ReaderPool(1);
  });
  afterEach(async () => {
    await pool.close();
    folder.remove();
  });

  const transcript = (name: string, requests: number) =>
    writeTranscript(
      transcriptPath(folder.path, name),
      Array.from({ length: requests }, (_, index) => assistantRow({ id: `msg_${name}_${index}` })),
    );

  it("gives the result of every kind of job", async () => {
    const path = transcript("s1", 2);
    mkdirSync(join(folder.path, "sessions"));
    writeFileSync(join(folder.path, "sessions/1.json"), JSON.stringify({ pid: process.pid, sessionId: SESSION }));
    const parts: TranscriptPart[] = [];
    const [listing, reading, records, usage] = await Promise.all([
      pool.run("transcripts", folder.path),
      pool.run("transcript", { path, known: null }, (part) => parts.push(part)),
      pool.run("sessionRecords", folder.path),
      pool.run("claudeJson", folder.path),
    ]);
    assert.equal(listing.kind === "listed" && listing.files[0]?.path, path);
    assert.equal(reading.kind, "read");
    assert.deepEqual(
      parts.flatMap((part) => part.requests.map(({ id }) => id)),
      ["msg_s1_0", "msg_s1_1"],
    );
    assert.equal(records[0]?.sessionId, SESSION);
    assert.deepEqual(usage, { usage: { kind: "absent" }, signedIn: null });
  });

  it("hands over every part before the result, in the file's order", async () => {
    const path = transcript("long", 13_000);
    const ids: string[] = [];
    let parts = 0;
    await pool.run("transcript", { path, known: null }, (part) => {
      parts++;
      ids.push(...part.requests.map(({ id }) => id));
    });
    assert.ok(parts >= 3);
    assert.deepEqual(
      ids,
      Array.from({ length: 13_000 }, (_, index) => `msg_long_${index}`),
    );
  });

  it("lets the small jobs overtake transcripts that wait", async () => {
    const order: string[] = [];
    const paths = Array.from({ length: 100 }, (_, index) => transcript(`s${index}`, 1));
    const jobs = paths.map(async (path) => {
      await pool.run("transcript", { path, known: null });
      order.push("transcript");
    });
    jobs.push(pool.run("sessionRecords", folder.path).then(() => void order.push("records")));
    await Promise.all(jobs);
    assert.ok(order.indexOf("records") < 99, `${order.indexOf("records")}`);
    assert.equal(order.length, 101);
  });

  it("reads on after a job that fails", async () => {
    await assert.rejects(pool.run("transcripts", 7 as never), /TypeError/);
    await assert.rejects(pool.run("no such job" as never, "" as never), /TypeError/);
    assert.deepEqual(await pool.run("transcripts", folder.path), { kind: "missing" });
  });

  it("rejects what runs and what waits when it is closed, and what comes later", async () => {
    const path = transcript("s1", 5000);
    const jobs = Array.from({ length: 3 }, () => pool.run("transcript", { path, known: null }));
    const outcomes = Promise.allSettled(jobs);
    await pool.close();
    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ["rejected", "rejected", "rejected"],
    );
    await assert.rejects(pool.run("claudeJson", folder.path), /closed/);
    await pool.close();
  });

  it("loses only its job with a thread that dies, and goes on with a new one", async () => {
    const path = transcript("s1", 1);
    // Loaded into the process and each of its threads: a job with this path ends its thread.
    const preload = join(folder.path, "preload.cjs");
    writeFileSync(
      preload,
      `const { isMainThread, parentPort } = require("node:worker_threads");
       if (!isMainThread) parentPort.on("message", (job) => {
         if (job.input.path === "die") process.exit(3);
         if (job.input.path === "throw") {
           parentPort.postMessage = () => {};
           throw new Error("broken thread");
         }
       });`,
    );
    const program = join(folder.path, "program.mjs");
    writeFileSync(
      program,
      `import { ReaderPool } from ${JSON.stringify(new URL("readerPool.ts", import.meta.url).href)};
      const pool = new ReaderPool(1);
      const read = (path) =>
        pool.run("transcript", { path, known: null }).then((reading) => reading.kind, (error) => error.message);
      const path = ${JSON.stringify(path)};
      const first = await Promise.all(["die", path].map(read));
      const then = await Promise.all(["throw", path].map(read));
      console.log(JSON.stringify([...first, ...then]));
      await pool.close();`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, ["--require", preload, program]);
    assert.deepEqual(JSON.parse(stdout), ["the reading thread ended", "read", "broken thread", "read"]);
  });
});
