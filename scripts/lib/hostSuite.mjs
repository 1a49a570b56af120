/** The host suite: bundling it, and running it in the extension host of code-server. */
import { globSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { format } from "node:util";
import { browserFlags, ensureBrowser } from "./browser.mjs";
import {
  folderUrl,
  installCodeServer,
  noGallery,
  quietSettings,
  startCodeServer,
  writeSettings,
} from "./codeServer.mjs";
import { cacheDir, root } from "./paths.mjs";
import { suiteFiles } from "./suites.mjs";

const outdir = join(cacheDir, "test-host");

/** What VS Code is told to run. */
export const hostEntry = join(outdir, "index.cjs");

/** Bundles the runner and every test file; mocha and vscode come from outside. */
export async function bundleHostSuite() {
  const esbuild = await import("esbuild");
  await rm(outdir, { recursive: true, force: true });
  const files = suiteFiles.host.flatMap((glob) => globSync(glob, { cwd: root }));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(["test/host/index.ts", ...files].map((file) => [basename(file, ".ts"), file])),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node22.15",
    format: "cjs",
    external: ["vscode", "mocha"],
    define: { "import.meta.dirname": "__dirname", "import.meta.url": "__bundleUrl" },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    sourcemap: "inline",
    logLevel: "warning",
  });
}

/**
 * Runs the bundled suite in a real VS Code and prints its report.
 * @param {{ env: NodeJS.ProcessEnv, home: string, timeoutMs: number }} options `home`: a folder made for this run
 * @returns {Promise<number>} 0 when every test passed
 */
export async function runHostSuite({ env, home, timeoutMs }) {
  await installCodeServer();
  const executablePath = await ensureBrowser();
  const workspace = join(home, "workspace");
  await mkdir(workspace, { recursive: true });
  const folders = { userDataDir: join(home, "vscode"), extensionsDir: join(home, "extensions") };
  await writeSettings(folders, quietSettings);
  const report = join(home, "report.txt");
  const server = await startCodeServer({
    ...folders,
    env: { ...env, ...noGallery, BURSAR_TEST_REPORT: report },
    testDriver: true,
  });
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: browserFlags, env });
  /** @type {string[]} VS Code's own lines: told only when the suite did not come to its end */
  const log = [];
  try {
    const page = await browser.newPage();
    /** @type {PromiseWithResolvers<number>} */
    const exit = Promise.withResolvers();
    await page.exposeFunction("codeAutomationExit", (/** @type {number} */ code) => exit.resolve(code));
    await page.exposeFunction("codeAutomationLog", (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      log.push(`[${type}] ${format(...args)}`);
    });
    page.once("crash", () => exit.reject(new Error("The browser's page crashed.")));
    setTimeout(() => exit.reject(new Error(`No end after ${timeoutMs / 1000} s.`)), timeoutMs).unref();
    const remote = `vscode-remote://${new URL(server.origin).host}`;
    const payload = JSON.stringify([
      ["extensionDevelopmentPath", remote + root],
      ["extensionTestsPath", remote + hostEntry],
      ["skipWelcome", "true"],
    ]);
    await page.goto(`${folderUrl(server.origin, workspace)}&payload=${encodeURIComponent(payload)}`);
    return await exit.promise;
  } catch (error) {
    console.error(log.join("\n"));
    throw error;
  } finally {
    console.log(await readFile(report, "utf8").catch(() => "No test reported anything."));
    await browser.close();
    await server.end();
  }
}
