import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { activateBursar, addConfigDir, firstOf, untilSnapshot, windowsOf } from "./bursar.ts";

const HOUR = 60 * 60_000;
describe("notifications of a window", () => {
  let api: BursarApi;
  let dir: string;
  let remove: () => Promise<void>;
  const settings = () => vscode.workspace.getConfiguration("bursar.notifications");
  const original = vscode.window.showWarningMessage;
  const asked = new vscode.EventEmitter<unknown[]>();
  const shown: unknown[][] = [];
  /** The button that the user presses. */
  let answer: string | undefined;

  before(async () => {
    api = await activateBursar();
    ({ dir, remove } = await addConfigDir(api, "notified"));
    (vscode.window as unknown as Record<string, unknown>)["showWarningMessage"] = (...args: unknown[]) => {
      shown.push(args);
      asked.fire(args);
      return Promise.resolve(answer);
    };
  });
  afterEach(() => {
    shown.length = 0;
    answer = undefined;
  });
  after(async () => {
    (vscode.window as unknown as Record<string, unknown>)["showWarningMessage"] = original;
    await settings().update("levels", undefined, vscode.ConfigurationTarget.Global);
    await remove();
  });

  /** Notes the 5-hour window's use as Claude Code does. */
  const noteUse = (percent: number, resetsAt: number): void => {
    const limits = [{ kind: "session", percent, resets_at: new Date(resetsAt).toISOString(), scope: null }];
    const note = { cachedUsageUtilization: { fetchedAtMs: Date.now(), utilization: { limits } } };
    const file = join(dir, ".claude.json");
    writeFileSync(`${file}.tmp`, JSON.stringify(note));
    renameSync(`${file}.tmp`, file);
  };
  const untilUse = (percent: number) =>
    untilSnapshot(api, (snapshot) => {
      const state = windowsOf(snapshot, dir)?.state;
      return state?.kind === "known" && state.gauges[0]?.usedPercent === percent;
    });

  it("come once a level", async () => {
    const resetsAt = Date.now() + 2 * HOUR;
    const first = firstOf(asked.event, null, () => true);
    noteUse(81, resetsAt);
    const [message, ...buttons] = await first;
    assert.match(
      String(message),
      /^The 5-hour window of bursar-notified-\w+ is 81% used\. It resets .+, in 1 h 59 min\./,
    );
    assert.deepEqual(buttons, ["Open Dashboard", "Don't Show Again"]);
    noteUse(82, resetsAt);
    await untilUse(82);
    const second = firstOf(asked.event, null, () => true);
    noteUse(96, resetsAt);
    assert.match(String((await second)[0]), /^The 5-hour window of bursar-notified-\w+ is 96% used\./);
    assert.equal(shown.length, 2, "nothing at 82%");
  });

  it("turn a level off when the user does not want it again", async () => {
    answer = "Don't Show Again";
    const changed = firstOf(vscode.workspace.onDidChangeConfiguration, null, (event) =>
      event.affectsConfiguration("bursar.notifications.levels"),
    );
    noteUse(83, Date.now() + 4 * HOUR);
    await changed;
    assert.deepEqual(settings().get("levels"), [95]);
    assert.equal(shown.length, 1);
  });
});
