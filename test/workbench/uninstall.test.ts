import assert from "node:assert/strict";
import { readFileSync, watch } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Workbench } from "./workbench.ts";

/** As a person may have written it: a comment, a tab, no line end. */
const OWN =
  '{\n\t// mine\n  "model": "opus",\n  "statusLine": {"command":"printf  mine","type":"command", "padding":1}\n}';

describe("uninstalling a connected Bursar", () => {
  let folder: string;
  let settings: string;
  let workbench: Workbench;

  before(async function () {
    // The bridge for Windows is not tested yet.
    if (process.platform === "win32") this.skip();
    folder = await realpath(await mkdtemp(join(tmpdir(), "bursar-uninstall-")));
    const configDir = join(folder, "claude");
    settings = join(configDir, "settings.json");
    await mkdir(configDir);
    await writeFile(settings, OWN);
    const env = { CLAUDE_CONFIG_DIR: configDir, BURSAR_HOME: join(folder, "bursar") };
    workbench = await Workbench.open({ folder: join(folder, "project"), env });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Fulfilled when Claude Code's settings are as wanted. */
  const untilSettings = async (wanted: (text: string) => boolean): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = (): void => {
      if (wanted(readFileSync(settings, "utf8"))) resolve();
    };
    const watcher = watch(dirname(settings), check);
    check();
    await promise;
    watcher.close();
  };

  it("puts settings.json back byte for byte when VS Code starts again", async () => {
    await workbench.page.locator('.statusbar-item[id^="bursar.bursar"]').waitFor({ timeout: 30_000 });
    await workbench.runCommand("Bursar: Connect Live Limits");
    await workbench.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Connect" }).first().click();
    await untilSettings((text) => text.includes(join(folder, "bursar", "bridge")));
    await workbench.page.locator(".notification-toast", { hasText: "Live limits are connected" }).waitFor();

    await workbench.restartWithoutBursar();
    await untilSettings((text) => text === OWN);
    assert.deepEqual(await readFile(settings), Buffer.from(OWN));
  });
});
