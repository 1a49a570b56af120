/** A made-up Claude Code user: a month of history, a rate-limit reading, and sessions that run while you look. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDir, houseNode } from "../lib/paths.mjs";
import { onEnd } from "../lib/processes.mjs";
import { writeAccount } from "./account.mjs";
import { writeHistory } from "./history.mjs";
import { LiveSession } from "./liveSession.mjs";
import { models } from "./work.mjs";

const dir = join(cacheDir, "demo");
const configDir = join(dir, "claude");
const workspace = join(dir, "atlas-api");
const otherProject = join(dir, "atlas-web");

/**
 * Makes the demo afresh and lets one session run in this process. The other one starts in VS Code's terminal when the
 * workspace is opened.
 * @returns {Promise<{ workspace: string, env: Record<string, string>, settings: Record<string, unknown> }>}
 */
export async function startDemo() {
  const startedAt = Date.now();
  await rm(dir, { recursive: true, force: true });
  await mkdir(otherProject, { recursive: true });
  await writeWorkspace();
  await writeHistory(configDir, [workspace, otherProject], startedAt);
  await writeAccount(configDir, { now: startedAt, startedAt });

  const session = new LiveSession({
    configDir,
    cwd: otherProject,
    model: models.sonnet,
    title: "Add paging to the invoices list",
  });
  session.catchUp(40, 2_600);
  session.prompt("Go on.");
  session.setStatus("busy");
  const working = setInterval(() => session.step(), 11_000);
  const reading = setInterval(() => void writeAccount(configDir, { now: Date.now(), startedAt }), 60_000);
  onEnd(() => {
    clearInterval(working);
    clearInterval(reading);
    session.end();
  });
  return {
    workspace,
    // A store of its own: nothing made up may reach the user's history.
    env: { CLAUDE_CONFIG_DIR: configDir, BURSAR_HOME: join(dir, "bursar") },
    settings: { "task.allowAutomaticTasks": "on" },
  };
}

async function writeWorkspace() {
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
  const files = {
    ".vscode/tasks.json": JSON.stringify({ version: "2.0.0", tasks: [task] }, null, 2),
    "README.md": "# atlas-api\n\nA made-up project for Bursar's demo.\n",
    "src/routes/orders.ts":
      'import { exportOrders } from "../jobs/export.ts";\n\nexport const orders = { export: exportOrders };\n',
    "src/jobs/export.ts": "export function exportOrders(cursor: string | null): string | null {\n  return cursor;\n}\n",
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(workspace, name);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }
}
