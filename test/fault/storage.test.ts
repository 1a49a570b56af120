import assert from "node:assert/strict";
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  assistantRow,
  transcriptPath,
  transcriptText,
  writeTranscript,
} from "../../src/engine/sources/testTranscripts.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { ForkedEngine, requestsIn } from "./forkedEngine.ts";
import { SmallDisk } from "./smallDisk.ts";

const NO_MOUNT = "      skipped: this user may not mount a small disk";

describe("Storage that fails", function () {
  this.timeout(90_000);
  let root: string;
  let configDir: string;
  let transcript: string;
  let disk: SmallDisk | null;
  let engines: ForkedEngine[];
  let made: number;

  beforeEach(function () {
    root = mkdtempSync(join(tmpdir(), "bursar-storage-"));
    configDir = join(root, "claude");
    engines = [];
    made = 0;
    disk = SmallDisk.mount(join(root, "disk"), 8);
    if (!disk) {
      console.log(NO_MOUNT);
      this.skip();
    }
    transcript = writeTranscript(transcriptPath(configDir), []);
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.kill()));
    disk?.unmount();
    rmSync(root, { recursive: true });
  });

  const home = () => join(disk?.path ?? "", "bursar");
  const start = () => {
    const engine = new ForkedEngine([configDir], home());
    engines.push(engine);
    return engine;
  };
  const append = (requests: number) => {
    const rows = Array.from({ length: requests }, () => assistantRow({ id: `msg_${++made}`, at: Date.now() }));
    appendFileSync(transcript, transcriptText(rows));
  };
  const all = (snapshot: Snapshot) => snapshot.index.kind === "idle" && requestsIn(snapshot) === made;
  const notice = (id: string) => (snapshot: Snapshot) => snapshot.notices.find((found) => found.id === id);
  /** Takes all the space that is left, but for so many bytes. */
  const fill = (leave: number) => {
    const filler = join(disk?.path ?? "", "filler");
    const file = openSync(filler, "w");
    const { bavail, bsize } = statfsSync(disk?.path ?? "");
    const block = Buffer.alloc(64 * 1024);
    for (let left = bavail * bsize - leave; left > 0; left -= block.length)
      writeSync(file, block, 0, Math.min(left, block.length));
    closeSync(file);
    return filler;
  };

  it("says when the disk is full, goes on, and has everything when there is space again", async () => {
    append(10);
    const engine = start();
    await engine.until(all);
    const filler = fill(32 * 1024);
    append(5_000);
    const full = await engine.until((snapshot) => notice("write")(snapshot) !== undefined);
    assert.match(notice("write")(full)?.message ?? "", /full/);
    assert.equal(notice("write")(full)?.level, "error");
    assert.ok(requestsIn(full) < made);
    append(100);
    unlinkSync(filler);
    const after = await engine.until((snapshot) => all(snapshot) && !notice("write")(snapshot), 30_000);
    assert.deepEqual(after.notices, []);
    assert.equal(await engine.end(), 0);
    const next = start();
    await next.until(all);
    assert.deepEqual(next.snapshot?.notices, []);
  });

  it("goes on in memory on a disk that is full from the start, and takes the ledger up when there is space", async () => {
    append(200);
    const filler = fill(0);
    const engine = start();
    const full = await engine.until((snapshot) => all(snapshot) && notice("store")(snapshot) !== undefined);
    assert.equal(notice("store")(full)?.level, "error");
    append(200);
    await engine.until(all);
    unlinkSync(filler);
    await engine.until((snapshot) => all(snapshot) && snapshot.notices.length === 0, 30_000);
    await engine.end();
    await start().until(all);
  });

  it("goes on in memory where nothing can be written, and takes the ledger up when it can", async () => {
    append(200);
    const first = start();
    await first.until(all);
    await first.end();
    disk?.setReadOnly(true);
    append(100);
    const engine = start();
    const readOnly = await engine.until((snapshot) => all(snapshot) && notice("store")(snapshot) !== undefined);
    assert.match(notice("store")(readOnly)?.message ?? "", /transcripts alone/);
    append(100);
    await engine.until(all);
    disk?.setReadOnly(false);
    await engine.until((snapshot) => all(snapshot) && snapshot.notices.length === 0, 30_000);
  });
});
