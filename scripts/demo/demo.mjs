/** A made-up Claude Code user: eight weeks of history, and sessions that run while you look. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir, houseNode } from "../lib/paths.mjs";
import { onEnd } from "../lib/processes.mjs";
import { writeAccount } from "./account.mjs";
import { makeDemoHome } from "./home.mjs";
import { LiveSession } from "./liveSession.mjs";
import { LiveUse } from "./liveUse.mjs";
import { liveSessions } from "./work.mjs";

/**
 * Makes the demo afresh and lets one session run in this process. The other one starts in VS Code's terminal when the
 * workspace is opened.
 * @param {string} [dir]
 * @returns {Promise<{ workspace: string, env: Record<string, string>, settings: Record<string, unknown> }>}
 */
export async function startDemo(dir = join(cacheDir, "demo")) {
  console.log("Making up a person and eight weeks of work with Claude Code; nothing in the demo is real.");
  const { configDir, dataDir, workspace, otherProject, meter } = await makeDemoHome(dir, Date.now());
  await writeTask(workspace, configDir);

  const session = new LiveSession({ configDir, cwd: otherProject, ...liveSessions.working });
  session.setStatus("busy");
  const working = setInterval(() => session.step(), 20_000);
  const use = new LiveUse(meter, [
    { configDir, cwd: workspace, ...liveSessions.waiting },
    { configDir, cwd: otherProject, ...liveSessions.working },
  ]);
  const noting = setInterval(() => {
    use.count();
    const at = Date.now();
    void writeAccount(configDir, { at, limits: meter.limits(at) });
  }, 60_000);
  onEnd(() => {
    clearInterval(working);
    clearInterval(noting);
    session.end();
  });
  return {
    workspace,
    // A store of its own: nothing made up may reach the user's history.
    env: { CLAUDE_CONFIG_DIR: configDir, BURSAR_HOME: dataDir },
    settings: { "task.allowAutomaticTasks": "on" },
  };
}

/**
 * @param {string} workspace
 * @param {string} configDir
 */
async function writeTask(workspace, configDir) {
  const task = {
    label: "claude",
    type: "shell",
    command: houseNode,
    args: [fileURLToPath(new URL("terminal.mjs", import.meta.url)), configDir],
    isBackground: true,
    problemMatcher: [],
    presentation: { echo: false, focus: true, panel: "dedicated", showReuseMessage: false },
    runOptions: { runOn: "folderOpen" },
  };
  await mkdir(join(workspace, ".vscode"), { recursive: true });
  await writeFile(
    join(workspace, ".vscode", "tasks.json"),
    JSON.stringify({ version: "2.0.0", tasks: [task] }, null, 2),
  );
}
