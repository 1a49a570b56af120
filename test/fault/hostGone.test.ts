import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assistantRow, transcriptPath, writeTranscript } from "../../src/engine/sources/testTranscripts.ts";
import { ForkedEngine } from "./forkedEngine.ts";

describe("A host that is gone while the engine answers", function () {
  let root: string;
  before(function () {
    if (process.platform === "win32") this.skip();
    root = mkdtempSync(join(tmpdir(), "bursar-host-gone-"));
  });
  after(() => rmSync(root, { recursive: true }));

  it("has it end in order, with its place given back", async () => {
    const configDir = join(root, ".claude");
    const dataDir = join(root, "bursar");
    writeTranscript(transcriptPath(configDir), [assistantRow({ at: Date.now() })]);
    const engine = new ForkedEngine([configDir], dataDir);
    await engine.until(({ index }) => index.kind === "idle");
    const ended = await engine.askAndLeave({ type: "request", id: 1, method: "storeView", params: null });
    assert.equal(ended, 0);
    const db = new DatabaseSync(join(dataDir, "ledger.sqlite"), { readOnly: true });
    assert.deepEqual(db.prepare("SELECT pid FROM lease").all(), []);
    db.close();
  });
});
