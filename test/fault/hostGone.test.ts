import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assistantRow, transcriptPath, writeTranscript } from "../../src/engine/sources/testTranscripts.ts";
import { configure, ForkedEngine } from "./forkedEngine.ts";

describe("A host that is gone", function () {
  let [root, configDir, dataDir] = ["", "", ""];
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bursar-host-gone-"));
    [configDir, dataDir] = [join(root, ".claude"), join(root, "bursar")];
    writeTranscript(transcriptPath(configDir), [assistantRow({ at: Date.now() })]);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const idle = async () => {
    const engine = new ForkedEngine([configDir], dataDir);
    await engine.until(({ index }) => index.kind === "idle");
    return engine;
  };
  const assertPlaceGivenBack = () => {
    const db = new DatabaseSync(join(dataDir, "ledger.sqlite"), { readOnly: true });
    assert.deepEqual(db.prepare("SELECT pid FROM lease").all(), []);
    db.close();
  };

  it("while the engine answers has it end in order, with its place given back", async () => {
    const engine = await idle();
    const ended = await engine.sayAndLeave({ type: "request", id: 1, method: "storeView", params: null });
    assert.equal(ended, 0);
    assertPlaceGivenBack();
  });

  it("while the engine takes other settings has it end in order too", async () => {
    const engine = await idle();
    assert.equal(await engine.sayAndLeave(configure([configDir], dataDir)), 0);
    // Left by who does not close the store.
    assert.ok(!existsSync(join(dataDir, "ledger.sqlite-wal")));
    assertPlaceGivenBack();
  });
});
