import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync, closeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp } from "../../src/engine/ledger/backups.ts";
import {
  assistantRow,
  transcriptPath,
  transcriptText,
  writeTranscript,
} from "../../src/engine/sources/testTranscripts.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { ForkedEngine, requestsIn } from "./forkedEngine.ts";

describe("A store that is damaged while engines use it", function () {
  this.timeout(60_000);
  let root: string;
  let engines: ForkedEngine[];
  let made: number;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bursar-damaged-"));
    engines = [];
    made = 0;
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.kill()));
    rmSync(root, { recursive: true });
  });

  const rows = (count: number) =>
    Array.from({ length: count }, () => assistantRow({ id: `msg_${++made}`, at: Date.now() }));
  const all = (snapshot: Snapshot) => snapshot.index.kind === "idle" && requestsIn(snapshot) === made;

  it("is replaced by its backup, once; the transcripts are read again, and the user is told", async () => {
    const [configDir, dataDir] = [join(root, "claude"), join(root, "bursar")];
    const start = () => {
      const engine = new ForkedEngine([configDir], dataDir);
      engines.push(engine);
      return engine;
    };
    const purged = writeTranscript(transcriptPath(configDir, "purged"), rows(500));
    const transcript = writeTranscript(transcriptPath(configDir, "kept"), rows(3000));
    const first = start();
    await first.until(all);
    rmSync(purged);
    await backUp(dataDir, Date.now() - 3_600_000);
    appendFileSync(transcript, transcriptText(rows(500)));
    await first.until(all);
    await first.end();

    for (let i = 0; i < 3; i++) start();
    const [, ...users] = engines;
    await Promise.all(users.map((engine) => engine.until(all)));
    const store = join(dataDir, "ledger.sqlite");
    const file = openSync(store, "r+");
    // All but the first page: whoever looks for something new meets the damage.
    writeSync(file, Buffer.alloc(statSync(store).size - 4096, 0xa5), 0, undefined, 4096);
    closeSync(file);
    appendFileSync(transcript, transcriptText(rows(100)));

    const told = (snapshot: Snapshot) => snapshot.notices.some(({ id }) => id === "recovered");
    await Promise.all(users.map((engine) => engine.until((snapshot) => all(snapshot) && told(snapshot), 30_000)));
    assert.equal(readdirSync(dataDir).filter((name) => /^ledger\.damaged-.*\.sqlite$/.test(name)).length, 1);
    const [notice] = users[0]?.snapshot?.notices ?? [];
    assert.match(notice?.message ?? "", /was damaged on .* took its place/);
    assert.ok(notice?.remedy.includes("ledger.damaged-"));
    for (const engine of users) assert.ok(engine.alive);
    appendFileSync(transcript, transcriptText(rows(10)));
    await Promise.all(users.map((engine) => engine.until(all)));
  });
});
