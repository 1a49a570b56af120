import { globSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { claudeCodeDir, fetchClaudeCode } from "./claudeCode.mjs";
import { installCodeServer } from "./codeServer.mjs";
import { isolatedHome } from "./isolatedHome.mjs";
import { outcomeLine, parseOutcome } from "./outcome.mjs";
import { cacheDir, houseNode, root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { packVsix } from "./vsix.mjs";

const files = "test/live/**/*.test.ts";
/** One step may wait for VS Code, for Claude Code and for Bursar in turn. */
const TEST_MS = 90_000;
const SUITE_MS = 15 * 60_000;

/** A screenshot of each step, and what Claude Code asked of the API. */
const artefacts = join(cacheDir, "test-live");

/** @returns {Promise<number>} the exit code */
export async function testLive() {
  const claudeCode = await fetchClaudeCode();
  if (claudeCode.kind === "unavailable") {
    console.log(`The tests with the real Claude Code are skipped. ${claudeCode.why}`);
    console.log(`\n${outcomeLine({ passed: 0, failed: 0, skipped: globSync(files, { cwd: root }).length })}`);
    return 0;
  }
  await packVsix();
  await installCodeServer();
  await ensureBrowser();
  await rm(artefacts, { recursive: true, force: true });
  await mkdir(artefacts, { recursive: true });
  const home = await isolatedHome();
  try {
    const outcomeFile = join(home.path, "outcome.json");
    const args = [join(import.meta.dirname, "mochaRun.mjs"), outcomeFile, String(TEST_MS), files];
    const env = { ...home.env, BURSAR_LIVE_CLAUDE: claudeCodeDir, BURSAR_LIVE_ARTEFACTS: artefacts };
    const { code, timedOut } = await run(houseNode, args, { cwd: root, env, timeoutMs: SUITE_MS });
    if (timedOut) console.error(`No end after ${SUITE_MS / 60_000} minutes.`);
    const outcome = parseOutcome(await readFile(outcomeFile, "utf8").catch(() => ""));
    if (outcome === undefined) console.error("The tests did not come to their end.");
    if (outcome !== undefined && outcome.failed === 0 && code !== 0) console.error(`Ended with exit code ${code}.`);
    console.log(`Screenshots: ${artefacts}`);
    console.log(`\n${outcomeLine(outcome ?? { passed: 0, failed: 1, skipped: 0 })}`);
    return code === 0 && outcome !== undefined && outcome.passed > 0 ? 0 : 1;
  } finally {
    await home.remove();
  }
}
