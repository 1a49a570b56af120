/** Makes a fresh clone ready: dependencies, and a Node new enough for every tool. Uses Node's own modules only. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { becomeNode, mustRun, npmCommand } from "./lib/processes.mjs";
import { houseNode, inModules, root } from "./lib/paths.mjs";

/**
 * Installs the dependencies if they are missing or older than the lock file, then makes sure that the calling script
 * runs under the house's Node: if it does not yet, it is started again there and this never returns.
 * @param {string} scriptUrl the calling script's `import.meta.url`
 */
export async function setUp(scriptUrl) {
  if (!dependenciesAreCurrent()) {
    console.log("Installing dependencies from npm, once…");
    const [npm, ...npmArgs] = npmCommand();
    // Not `npm ci`: it refuses a lock file that was made where the binaries of other platforms could not be had.
    const flags = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    await mustRun(npm, [...npmArgs, "install", ...flags], { cwd: root });
  }
  if (!existsSync(houseNode)) {
    throw new Error("npm's `node` package did not install its Node. Allow its install script and run `npm install`.");
  }
  if (realpathSync(process.execPath) !== realpathSync(houseNode)) {
    await becomeNode(houseNode, [fileURLToPath(scriptUrl), ...process.argv.slice(2)]);
  }
}

function dependenciesAreCurrent() {
  const installed = inModules(".package-lock.json");
  if (!existsSync(installed) || !existsSync(houseNode)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}
