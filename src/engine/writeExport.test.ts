import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./sources/testTranscripts.ts";
import { writeExport } from "./writeExport.ts";

describe("writeExport", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, "export.csv");
  });
  afterEach(() => folder.remove());

  it("writes the pieces, in place of what was there", async () => {
    writeFileSync(path, "old");
    await writeExport(path, ["one\n", "two\n"]);
    assert.equal(readFileSync(path, "utf8"), "one\ntwo\n");
    assert.deepEqual(readdirSync(folder.path), ["export.csv"]);
  });

  it("leaves the old file and nothing else when it fails or is called off", async () => {
    writeFileSync(path, "old");
    function* failing() {
      yield "one";
      throw new Error("no more");
    }
    await assert.rejects(writeExport(path, failing()), /no more/);
    const abort = new AbortController();
    function* endless() {
      for (let count = 0; ; count++) {
        if (count === 10) abort.abort();
        yield "again";
      }
    }
    await assert.rejects(writeExport(path, endless(), abort.signal), { name: "AbortError" });
    assert.equal(readFileSync(path, "utf8"), "old");
    assert.deepEqual(readdirSync(folder.path), ["export.csv"]);
  });

  it("rejects where nothing can be written", async () => {
    await assert.rejects(writeExport(join(folder.path, "missing", "export.csv"), ["x"]), { code: "ENOENT" });
    mkdirSync(path);
    await assert.rejects(writeExport(path, ["x"]), { code: "EISDIR" });
  });

  it("writes to a device as it is", async function () {
    if (!existsSync("/dev/null")) this.skip();
    await writeExport("/dev/null", ["x"]);
    assert.ok(!readdirSync("/dev").some((name) => name.includes("partial")));
  });
});
