import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { activateBursar, firstOf, untilSnapshot } from "./bursar.ts";
import { configDir, untilFile } from "./claudeFiles.ts";

/** Stands in for Claude Code: notes the directory that it would use, and where it runs. */
const CLAUDE = `#!/bin/sh
printf '%s\\n%s\\n' "\${CLAUDE_CONFIG_DIR-unset}" "$PWD" > "$CLAUDE_TEST_NOTE"
`;

describe("a new Claude terminal", () => {
  let api: BursarApi;
  let folder: string;
  let note: string;
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const settings = vscode.workspace.getConfiguration();
  const set = (key: string, value: unknown): Thenable<void> =>
    settings.update(key, value, vscode.ConfigurationTarget.Global);

  before(async function () {
    // The shells' ways and their settings' names are those of Linux here.
    if (process.platform !== "linux") this.skip();
    api = await activateBursar();
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bursar-claude-")));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "claude"), CLAUDE);
    chmodSync(join(folder, "bin", "claude"), 0o755);
    note = join(folder, "note");
    await set("terminal.integrated.defaultProfile.linux", "bash");
    await set("terminal.integrated.env.linux", {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      CLAUDE_TEST_NOTE: note,
    });
  });
  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    rmSync(note, { force: true });
    await set("bursar.configDirs", undefined);
    await untilSnapshot(api, ({ configDirs }) => configDirs.length === 1);
  });
  after(async () => {
    if (process.platform !== "linux") return;
    await set("terminal.integrated.defaultProfile.linux", undefined);
    await set("terminal.integrated.env.linux", undefined);
    rmSync(folder, { recursive: true });
  });

  /** What Claude Code was started with: its directory and the folder. */
  const started = async (): Promise<string[]> =>
    (await untilFile(note, (content) => content.split("\n").length === 3)).trimEnd().split("\n");

  it("starts Claude Code in the window's folder, without a question where there is one directory", async () => {
    await vscode.commands.executeCommand("bursar.newClaudeTerminal");
    assert.deepEqual(await started(), [configDir, workspace]);
    const terminal = await firstOf(
      vscode.window.onDidChangeActiveTerminal,
      vscode.window.activeTerminal ?? null,
      Boolean,
    );
    assert.equal(terminal?.name, "Claude");
  });

  it("has the directory that the user picks, and takes the variable away for the default one", async () => {
    const work = join(folder, "work");
    mkdirSync(work);
    const home = join(homedir(), ".claude");
    await set("bursar.configDirs", [work, home]);
    await untilSnapshot(api, ({ configDirs }) => configDirs.length === 3);

    const window = vscode.window as unknown as Record<string, unknown>;
    const { showQuickPick } = vscode.window;
    let offered: { label: string; description: string }[] = [];
    window["showQuickPick"] = (items: typeof offered) => {
      offered = items;
      return Promise.resolve(items.find(({ description }) => description.startsWith(work)));
    };
    try {
      await vscode.commands.executeCommand("bursar.newClaudeTerminal");
    } finally {
      window["showQuickPick"] = showQuickPick;
    }
    assert.deepEqual(offered.map(({ description }) => description).toSorted(), [configDir, home, work].toSorted());
    assert.deepEqual(await started(), [work, workspace]);
    assert.equal(vscode.window.activeTerminal?.name, "Claude (work)");

    rmSync(note);
    await vscode.commands.executeCommand("bursar.newClaudeTerminal", home);
    assert.deepEqual(await started(), ["unset", workspace]);
  });
});
