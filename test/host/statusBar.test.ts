import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { answering } from "./answers.ts";
import { activateBursar, addConfigDir, untilMeter, untilSnapshot } from "./bursar.ts";
import { appendRequest, configDir, type FakeSession, writeSessionRecord } from "./claudeFiles.ts";

describe("status bar", () => {
  let api: BursarApi;
  const session: FakeSession = {
    sessionId: randomUUID(),
    cwd: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "",
  };
  let endSession: () => void;

  before(async () => {
    api = await activateBursar();
    assert.ok(session.cwd, "the window has a folder");
  });
  after(() => {
    endSession();
  });

  it("shows a session's figures as soon as Claude Code writes them", async () => {
    endSession = writeSessionRecord(session, { pid: process.pid, status: "busy", entrypoint: "cli" });
    // $0.12 of input and $4.00 of output.
    appendRequest(session, { input: 30_000, cacheRead: 0, output: 200_000 });
    const { text, accessibilityLabel, severity } = await untilMeter(api, (meter) => meter.text.includes("$4.12"));
    assert.match(text, /^\$\(dashboard\) \d+% ctx · \$4\.12$/);
    assert.match(accessibilityLabel, /^Bursar, context \d+% full, 30K of \d+[KM] tokens, cost \$4\.12$/);
    assert.equal(severity, "none");
    assert.equal(api.latestSnapshot()?.atHand?.why, "workspace");
  });

  it("moves when a request is appended", async () => {
    appendRequest(session, { input: 0, cacheRead: 50_000, output: 0 });
    const { tooltip } = await untilMeter(api, (meter) => meter.text.includes("$4.13"));
    assert.match(tooltip, /\| Context \| 50K of /);
  });

  it("takes VS Code's colours at the thresholds of the settings", async () => {
    const settings = vscode.workspace.getConfiguration("bursar.statusBar");
    try {
      await settings.update("contextWarning", 1, vscode.ConfigurationTarget.Global);
      await untilMeter(api, ({ severity }) => severity === "warning");
      await settings.update("contextError", 1, vscode.ConfigurationTarget.Global);
      await untilMeter(api, ({ severity }) => severity === "error");
    } finally {
      await settings.update("contextWarning", undefined, vscode.ConfigurationTarget.Global);
      await settings.update("contextError", undefined, vscode.ConfigurationTarget.Global);
    }
    await untilMeter(api, ({ severity }) => severity === "none");
  });

  it("shows the segments of the settings, in their order and form, and skips names that there are not", async () => {
    const settings = vscode.workspace.getConfiguration("bursar.statusBar");
    try {
      const segments = ["sessionCost", "weather", "model", "context"];
      await settings.update("segments", segments, vscode.ConfigurationTarget.Global);
      await untilMeter(api, ({ text }) => /^\$\(dashboard\) \$4\.13 · Opus 5\.5 · \d+% ctx$/.test(text));
      await settings.update("form", "compact", vscode.ConfigurationTarget.Global);
      await untilMeter(api, ({ text }) => /^\$\(dashboard\) \$4\.13 · Opus 5\.5 · \d+%$/.test(text));
    } finally {
      await settings.update("segments", undefined, vscode.ConfigurationTarget.Global);
      await settings.update("form", undefined, vscode.ConfigurationTarget.Global);
    }
    await untilMeter(api, ({ text }) => /^\$\(dashboard\) \d+% ctx · \$4\.13$/.test(text));
  });

  it("shows the window of the account that the user picks", async () => {
    const { dir, remove } = await addConfigDir(api, "account");
    const resetsAt = new Date(Date.now() + 2 * 60 * 60_000).toISOString();
    const limits = [{ kind: "session", percent: 42, resets_at: resetsAt, scope: null }];
    const note = { cachedUsageUtilization: { fetchedAtMs: Date.now(), utilization: { limits } } };
    writeFileSync(join(dir, ".claude.json"), JSON.stringify(note));
    const pick = (wanted: string | null): Promise<void> =>
      answering(
        {
          showQuickPick: (items) => (items as { configDir: string | null }[]).find((item) => item.configDir === wanted),
        },
        async () => vscode.commands.executeCommand("bursar.pickAccount"),
      );
    try {
      await untilMeter(api, ({ text }) => text.endsWith("5h 58% left"));
      // Of the other one no window is known: it shows none in its place.
      await pick(configDir);
      await untilMeter(api, ({ text }) => !text.includes("left"));
      await pick(dir);
      const { tooltip } = await untilMeter(api, ({ text }) => text.endsWith("5h 58% left"));
      assert.match(tooltip, /· in the status bar \| Left/);
    } finally {
      await pick(null);
      await remove();
    }
    await untilMeter(api, ({ text }) => !text.includes("left"));
  });

  it("keeps to the session that the user pins, until it is unpinned", async () => {
    const pick = (items: unknown) =>
      (items as { sessionId: string | null }[]).find(({ sessionId }) => sessionId === session.sessionId);
    await answering({ showQuickPick: pick }, async () => vscode.commands.executeCommand("bursar.pinSession"));
    await untilSnapshot(
      api,
      ({ atHand }) => atHand?.why === "pinned" && atHand.session.sessionId === session.sessionId,
    );
    await vscode.commands.executeCommand("bursar.unpinSession");
    await untilSnapshot(api, ({ atHand }) => atHand?.why === "workspace");
  });

  it("says that there is one account where there is one", async () => {
    const told: unknown[] = [];
    await answering({ showInformationMessage: (message) => told.push(message) }, async () =>
      vscode.commands.executeCommand("bursar.pickAccount"),
    );
    assert.match(String(told[0]), /^Bursar reads one account, /);
  });

  it("says that the session has ended", async () => {
    endSession();
    const { text } = await untilMeter(api, (meter) => meter.text.includes("ended"));
    assert.match(text, /^\$\(dashboard\) ended · \d+% ctx · \$4\.13$/);
  });

  it("reads one more config directory when the settings name it", async () => {
    const settings = vscode.workspace.getConfiguration("bursar");
    const more = `${session.cwd}/not-there`;
    await settings.update("configDirs", [more], vscode.ConfigurationTarget.Global);
    const { configDirs } = await untilSnapshot(api, (snapshot) => snapshot.configDirs[1]?.state.kind === "missing");
    assert.deepEqual(
      configDirs.map(({ path, origin }) => [path, origin]),
      [
        [process.env["CLAUDE_CONFIG_DIR"], "environment"],
        [more, "bursar.configDirs"],
      ],
    );
    await settings.update("configDirs", undefined, vscode.ConfigurationTarget.Global);
    await untilSnapshot(api, ({ configDirs }) => configDirs.length === 1);
  });

  it("shows the same session and figures after the engine was restarted", async () => {
    const before = api.latestSnapshot();
    await vscode.commands.executeCommand("bursar.restartEngine");
    const { atHand } = await untilSnapshot(
      api,
      (snapshot) => snapshot !== before && snapshot.index.kind === "idle" && snapshot.atHand !== null,
    );
    assert.equal(atHand?.session.sessionId, session.sessionId);
    assert.equal(atHand.session.cost.requests, 2);
    assert.match(atHand.why, /workspace/i, "the new engine knows the window's folders");
  });
});
