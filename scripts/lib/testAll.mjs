/** Prepares and runs the suites, adds up their outcomes. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { installCodeServer } from "./codeServer.mjs";
import { bundleHostSuite, runHostSuite } from "./hostSuite.mjs";
import { isolatedHome } from "./isolatedHome.mjs";
import { outcomeLine, parseOutcome } from "./outcome.mjs";
import { houseNode, root } from "./paths.mjs";
import { mustRun, run } from "./processes.mjs";
import { suiteFiles } from "./suites.mjs";
import { packVsix } from "./vsix.mjs";

/** @typedef {Awaited<ReturnType<typeof isolatedHome>>} Home */
/** @typedef {{ prepare: () => Promise<unknown>, run: (home: Home, outcomeFile: string) => Promise<number> }} Suite */

const build = once(() => mustRun(houseNode, [join(root, "scripts", "build.mjs")], { cwd: root }));

/** @type {Record<keyof typeof suiteFiles, Suite>} */
const definitions = {
  unit: { prepare: async () => {}, run: mochaSuite("unit", { testMs: 30_000, suiteMs: 8 * 60_000 }) },
  fault: { prepare: async () => {}, run: mochaSuite("fault", { testMs: 60_000, suiteMs: 8 * 60_000 }) },
  host: {
    prepare: async () => {
      await build();
      await bundleHostSuite();
    },
    run: (home, outcomeFile) =>
      runHostSuite({
        env: { ...home.env, BURSAR_TEST_OUTCOME: outcomeFile },
        home: home.path,
        timeoutMs: 8 * 60_000,
      }),
  },
  webview: {
    prepare: async () => {
      await build();
      await ensureBrowser();
    },
    run: mochaSuite("webview", { testMs: 60_000, suiteMs: 25 * 60_000 }),
  },
  workbench: {
    prepare: async () => {
      await packVsix();
      await installCodeServer();
      await ensureBrowser();
    },
    run: mochaSuite("workbench", { testMs: 90_000, suiteMs: 10 * 60_000 }),
  },
};
const suites = new Map(Object.entries(definitions));

/**
 * @param {keyof typeof suiteFiles} name
 * @param {{ testMs: number, suiteMs: number }} limits
 * @returns {Suite["run"]}
 */
function mochaSuite(name, { testMs, suiteMs }) {
  return async (home, outcomeFile) => {
    const runner = join(import.meta.dirname, "mochaRun.mjs");
    const args = [runner, outcomeFile, String(testMs), ...suiteFiles[name]];
    const { code, timedOut } = await run(houseNode, args, { cwd: root, env: home.env, timeoutMs: suiteMs });
    if (timedOut) throw new Error(`No end after ${suiteMs / 1000} s.`);
    return code;
  };
}

/**
 * @template T
 * @param {() => Promise<T>} task
 * @returns {() => Promise<T>}
 */
function once(task) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () => (result ??= task());
}

/**
 * Runs one suite. A suite that cannot run, or runs no test, counts as a failed test.
 * @param {string} name
 * @param {Suite} suite
 */
async function outcomeOf(name, suite) {
  console.log(`\n── ${name}`);
  const home = await isolatedHome();
  const outcomeFile = join(home.path, "outcome.json");
  try {
    await suite.prepare();
    const code = await suite.run(home, outcomeFile);
    const outcome = parseOutcome(await readFile(outcomeFile, "utf8").catch(() => ""));
    if (outcome === undefined) throw new Error(`It ended (exit code ${code}) before its tests did.`);
    if (outcome.passed + outcome.failed === 0) throw new Error("No test ran.");
    if (code !== 0 && outcome.failed === 0) throw new Error(`Its tests passed, but it ended with exit code ${code}.`);
    return outcome;
  } catch (error) {
    const why = `The ${name} suite failed: ${error instanceof Error ? error.message : String(error)}`;
    console.error(why);
    return { passed: 0, failed: 1, skipped: 0, failures: [why] };
  } finally {
    await home.remove();
  }
}

/**
 * Runs the suites that `asked` names, or all. Says once more at the end what failed, as it is far up by then, and prints
 * the total as the last line.
 * @param {string[]} asked
 * @returns {Promise<number>} the exit code
 */
export async function testAll(asked) {
  const unknown = asked.filter((name) => !suites.has(name));
  if (unknown.length > 0) {
    console.error(`No such suite: ${unknown.join(", ")}. There are: ${[...suites.keys()].join(", ")}.`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const [name, suite] of suites) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { passed, failed, skipped, failures: ofSuite } = await outcomeOf(name, suite);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    failures.push(...ofSuite.map((failure) => `${name}: ${failure}`));
  }
  if (failures.length > 0) console.log(`\n── failed\n${failures.join("\n\n")}`);
  console.log(`\n${outcomeLine(total)}`);
  return total.failed === 0 ? 0 : 1;
}
