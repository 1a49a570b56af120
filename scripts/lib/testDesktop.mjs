import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundleHostSuite, hostEntry } from "./hostSuite.mjs";
import { isolatedHome } from "./isolatedHome.mjs";
import { outcomeLine, parseOutcome } from "./outcome.mjs";
import { cacheDir, houseNode, root } from "./paths.mjs";
import { mustRun } from "./processes.mjs";

/**
 * @param {string} version
 * @returns {Promise<number>} the exit code
 */
export async function testDesktop(version) {
  await mustRun(houseNode, [join(root, "scripts", "build.mjs")], { cwd: root });
  await bundleHostSuite();
  const home = await isolatedHome();
  try {
    const workspace = join(home.path, "workspace");
    await mkdir(workspace);
    const outcomeFile = join(home.path, "outcome.json");
    const code = await runTests({
      version,
      cachePath: join(cacheDir, "vscode-test"),
      extensionDevelopmentPath: root,
      extensionTestsPath: hostEntry,
      extensionTestsEnv: { ...home.env, BURSAR_TEST_OUTCOME: outcomeFile },
      launchArgs: [
        workspace,
        `--user-data-dir=${join(home.path, "vscode")}`,
        `--extensions-dir=${join(home.path, "extensions")}`,
        "--disable-workspace-trust",
        "--skip-welcome",
        // Electron refuses to run as root without it.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    }).catch((/** @type {unknown} */ error) => {
      console.error(error instanceof Error ? error.message : String(error));
      return 1;
    });
    const outcome = parseOutcome(await readFile(outcomeFile, "utf8").catch(() => ""));
    if (outcome === undefined) console.error("VS Code ended before its tests did.");
    console.log(`\n${outcomeLine(outcome ?? { passed: 0, failed: 1, skipped: 0 })}`);
    return code === 0 && outcome !== undefined && outcome.passed > 0 ? 0 : 1;
  } finally {
    await home.remove();
  }
}
