import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { activateBursar, firstOf } from "./bursar.ts";

describe("the bursar command", () => {
  let folder: string;
  before(async function () {
    if (process.platform === "win32") this.skip();
    await activateBursar();
    folder = mkdtempSync(join(tmpdir(), "bursar-path-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("runs in a terminal of VS Code", async () => {
    const output = join(folder, "usage.json");
    const terminal = vscode.window.createTerminal({
      name: "bursar",
      shellPath: "/bin/sh",
      shellArgs: ["-c", 'bursar usage --json --no-store > "$0" 2>&1', output],
    });
    await firstOf(vscode.window.onDidCloseTerminal, null, (closed) => closed === terminal);
    const text = readFileSync(output, "utf8");
    assert.equal(terminal.exitStatus?.code, 0, text);
    assert.equal((JSON.parse(text) as { schema: unknown }).schema, 1);
  });
});
