import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import type { Snapshot, WindowsView } from "../../src/shared/snapshot.ts";
import { activateBursar, addConfigDir, untilMeter, untilSnapshot, windowsOf } from "./bursar.ts";

const HOUR = 60 * 60_000;

describe("live limits", () => {
  let api: BursarApi;
  let configDir: string;
  let settings: string;
  let remove: (() => Promise<void>) | undefined;
  const asked: unknown[][] = [];
  let restore = (): void => {};

  before(async function () {
    api = await activateBursar();
    // The bridge for Windows is not tested yet.
    if (process.platform === "win32") this.skip();
    ({ dir: configDir, remove } = await addConfigDir(api, "connected"));
    settings = join(configDir, "settings.json");
  });
  afterEach(() => {
    restore();
    asked.length = 0;
  });
  after(() => remove?.());

  /** What Bursar says of this directory's windows, once it is as wanted. */
  const untilWindows = async (wanted: (view: WindowsView) => boolean): Promise<WindowsView> => {
    const viewOf = (snapshot: Snapshot): WindowsView | undefined => windowsOf(snapshot, configDir);
    const found = viewOf(
      await untilSnapshot(api, (snapshot) => {
        const view = viewOf(snapshot);
        return view !== undefined && wanted(view);
      }),
    );
    assert.ok(found);
    return found;
  };

  /** Stands in for the user at the question, which a test cannot click. `seen` looks at what is on screen by then. */
  const answer = (reply: string | undefined, seen = (): void => {}): void => {
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window["showInformationMessage"];
    restore = () => {
      window["showInformationMessage"] = original;
    };
    window["showInformationMessage"] = (...args: unknown[]) => {
      asked.push(args);
      if (args.includes("Connect")) seen();
      return Promise.resolve(args.includes("Connect") ? reply : undefined);
    };
  };
  const diffTabs = (): vscode.Tab[] =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === "bursar-settings");
  const statusLine = (): { command: string; padding?: number } =>
    (JSON.parse(readFileSync(settings, "utf8")) as { statusLine: ReturnType<typeof statusLine> }).statusLine;
  const render = (input: object): string =>
    spawnSync("/bin/sh", ["-c", statusLine().command], { input: JSON.stringify(input), encoding: "utf8" }).stdout;

  it("say that they are not connected", async () => {
    const { state } = await untilWindows(({ connected }) => !connected);
    assert.ok(state.kind === "unknown" && state.reason.includes("not connected"));
  });

  it("change nothing unless the user agrees to the change that is shown", async () => {
    const own = '{\n  // mine\n  "model": "opus"\n}\n';
    writeFileSync(settings, own);
    let after = "";
    let tabs: vscode.Tab[] = [];
    answer(undefined, () => {
      tabs = diffTabs();
      after = vscode.workspace.textDocuments.find(({ uri }) => uri.path === "/after/settings.json")?.getText() ?? "";
    });
    await vscode.commands.executeCommand("bursar.connect", configDir);
    assert.equal(tabs.length, 1, "the change is on screen while the question stands");
    assert.ok(after.startsWith('{\n  // mine\n  "model": "opus",\n  "statusLine": {'), after);
    assert.deepEqual(diffTabs(), [], "and gone afterwards");
    assert.equal(readFileSync(settings, "utf8"), own);
    assert.match(JSON.stringify(asked[0]), /"modal":true/);
  });

  it("come from the status line, whose own output stays, until they are disconnected", async () => {
    const own = JSON.stringify({ statusLine: { type: "command", command: "printf mine; cat >&2", padding: 2 } });
    writeFileSync(settings, own);
    answer("Connect");
    await vscode.commands.executeCommand("bursar.connect", configDir);
    assert.equal(statusLine().padding, 2);
    assert.equal((await untilWindows(({ connected }) => connected)).state.kind, "unknown");

    const now = Date.now();
    const resets = { fiveHour: Math.round((now + 2 * HOUR) / 1000), sevenDay: Math.round((now + 76 * HOUR) / 1000) };
    const input = {
      session_id: randomUUID(),
      model: { id: "claude-sonnet-5-5", display_name: "Sonnet 5.5" },
      cost: { total_cost_usd: 0.01, total_api_duration_ms: 107 },
      context_window: { context_window_size: 1_000_000, used_percentage: 1 },
      prompt_cache: { warm: true, ttl: "1h", expires_at: resets.fiveHour },
    };
    // As Claude Code renders it: before the first answer, then after it.
    assert.equal(render(input), "mine");
    const limits = {
      five_hour: { used_percentage: 42, resets_at: resets.fiveHour },
      seven_day: { used_percentage: 17, resets_at: resets.sevenDay },
    };
    assert.equal(render({ ...input, rate_limits: limits }), "mine");
    const { state } = await untilWindows((view) => view.state.kind === "known");
    assert.ok(state.kind === "known");
    assert.deepEqual(
      state.gauges.map(({ label, usedPercent, leftPercent, resetsAt, source, stale }) => [
        label,
        usedPercent,
        leftPercent,
        resetsAt,
        source,
        stale,
      ]),
      [
        ["5-hour", 42, 58, resets.fiveHour * 1000, "live", false],
        ["7-day", 17, 83, resets.sevenDay * 1000, "live", false],
      ],
    );
    assert.equal(api.latestSnapshot()?.tightestWindow?.label, "5-hour");
    const { tooltip } = await untilMeter(api, ({ text }) => text.includes("5h 58% left"));
    assert.match(tooltip, /\| 7\\-day(?: · tightest)? \| 83\\% \| in 3 d/);

    await vscode.commands.executeCommand("bursar.connect", configDir);
    assert.match(String(asked.at(-1)?.[0]), /^Live limits are connected\./);
    await vscode.commands.executeCommand("bursar.disconnect");
    assert.match(String(asked.at(-1)?.[0]), /is as it was before/);
    assert.equal(readFileSync(settings, "utf8"), own);
    await untilWindows(({ connected }) => !connected);
    await vscode.commands.executeCommand("bursar.disconnect");
    assert.match(String(asked.at(-1)?.[0]), /not connected/);
  });

  it("make settings.json where there is none, and take it away again", async () => {
    rmSync(settings, { force: true });
    answer("Connect");
    await vscode.commands.executeCommand("bursar.connect", configDir);
    assert.equal(render({ session_id: "a" }), "");
    await vscode.commands.executeCommand("bursar.disconnect");
    assert.ok(!existsSync(settings));
  });
});
