/**
 * Runs test files with mocha and writes the outcome, for `npm test` to add up:
 * `node mochaRun.mjs OUTCOME.json TIMEOUT_MS GLOB…`
 */
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import Mocha from "mocha";
import { runMocha } from "./outcome.mjs";

const [outcomeFile = "", timeoutMs = "", ...globs] = process.argv.slice(2);
const mocha = new Mocha({ reporter: "spec", timeout: Number(timeoutMs), forbidOnly: true });
for (const file of globs.flatMap((glob) => globSync(glob)).toSorted()) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();
const outcome = await runMocha(mocha);
await writeFile(outcomeFile, JSON.stringify(outcome));
process.exitCode = outcome.failed === 0 ? 0 : 1;

// A test that leaves a server, a watcher or a process running is at fault too.
setTimeout(() => {
  console.error(`The tests have ended, but something still runs: ${process.getActiveResourcesInfo().join(", ")}`);
  process.exit(3);
}, 10_000).unref();
