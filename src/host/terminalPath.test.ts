import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { putOnTerminalPath } from "./terminalPath.ts";

describe("putOnTerminalPath", () => {
  let storage: string;
  before(async () => {
    storage = await mkdtemp(join(tmpdir(), "bursar-storage-"));
  });
  after(() => rm(storage, { recursive: true }));

  it("writes an executable once, rewrites it when the extension moves, and leaves nothing else", async () => {
    const appended: [string, string][] = [];
    const environment = {
      description: undefined,
      append: (variable: string, value: string) => void appended.push([variable, value]),
    };
    const shim = join(storage, "bin", "bursar");

    await putOnTerminalPath(storage, "/one/dist/cli.js", environment);
    const first = await stat(shim);
    assert.equal(first.mode & 0o777, 0o755);
    assert.match(await readFile(shim, "utf8"), /\/one\/dist\/cli\.js/);

    await putOnTerminalPath(storage, "/one/dist/cli.js", environment);
    assert.equal((await stat(shim)).ino, first.ino);

    await putOnTerminalPath(storage, "/two/dist/cli.js", environment);
    assert.match(await readFile(shim, "utf8"), /\/two\/dist\/cli\.js/);
    assert.deepEqual(await readdir(join(storage, "bin")), ["bursar"]);
    assert.deepEqual(
      appended,
      Array.from({ length: 3 }, () => ["PATH", delimiter + join(storage, "bin")]),
    );
  });
});
