/** Runs the suite inside VS Code's extension host: VS Code calls `run`. Bundled into .cache/test-host beside the tests. */
import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { runMocha } from "../../scripts/lib/outcome.mjs";

/** Rejects when a test failed: VS Code makes an exit code of it. */
export async function run(): Promise<void> {
  const { BURSAR_TEST_OUTCOME: outcomeFile, BURSAR_TEST_REPORT: reportFile } = process.env;
  if (reportFile !== undefined) {
    // The console here is full of VS Code's own lines.
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(reportFile, `${format(...args)}\n`);
  }
  const mocha = new Mocha({ reporter: "spec", timeout: 60_000, forbidOnly: true });
  for (const file of readdirSync(import.meta.dirname).toSorted()) {
    if (file.endsWith(".test.cjs")) mocha.addFile(join(import.meta.dirname, file));
  }
  const outcome = await runMocha(mocha);
  if (outcomeFile !== undefined) writeFileSync(outcomeFile, JSON.stringify(outcome));
  if (outcome.failed > 0) throw new Error(`${outcome.failed} tests failed.`);
}
