/** The real VS Code that npm carries (code-server): a light install without compilers, and a server on loopback. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDir, houseNode } from "./paths.mjs";
import { mustRun, npmCommand, start } from "./processes.mjs";

const version = "4.139.1";
const installDir = join(cacheDir, `code-server-${version}`);
const entry = join(installDir, "node_modules", "code-server", "out", "node", "entry.js");

/** Installs code-server into the cache unless it is there. Safe to interrupt: the folder appears when it is complete. */
export async function installCodeServer() {
  if (existsSync(entry)) return;
  console.log(`Fetching VS Code (code-server ${version} from npm), once; it takes about half a minute…`);
  await mkdir(cacheDir, { recursive: true });
  const dir = await mkdtemp(join(cacheDir, "code-server-new-"));
  try {
    await writeFile(join(dir, "package.json"), '{ "private": true }\n');
    // Without install scripts nothing is compiled: the terminal and the file watcher come with prebuilt binaries.
    const [npm, ...npmArgs] = npmCommand();
    const flags = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    await mustRun(npm, [...npmArgs, "install", ...flags, `code-server@${version}`], { cwd: dir, output: "pipe" });
    const vscode = join(dir, "node_modules", "code-server", "lib", "vscode");
    await mustRun(npm, [...npmArgs, "install", ...flags], { cwd: vscode, output: "pipe" });
    await rename(dir, installDir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} ServerFolders where one server keeps its things: never the user's own VS Code folders
 * @property {string} userDataDir
 * @property {string} extensionsDir
 */

/** @param {ServerFolders} folders */
const folderFlags = ({ userDataDir, extensionsDir }) => [
  `--user-data-dir=${userDataDir}`,
  `--extensions-dir=${extensionsDir}`,
  `--config=${join(userDataDir, "code-server.yaml")}`,
];

/**
 * @param {ServerFolders} folders
 * @param {string} vsix
 * @param {NodeJS.ProcessEnv} env
 */
export const installVsix = (folders, vsix, env) => commandLine(folders, ["--force", "--install-extension", vsix], env);

/**
 * @param {ServerFolders} folders
 * @param {string} id publisher and name
 * @param {NodeJS.ProcessEnv} env
 */
export const uninstallExtension = (folders, id, env) => commandLine(folders, ["--uninstall-extension", id], env);

/**
 * @param {ServerFolders} folders
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function commandLine(folders, args, env) {
  await mustRun(houseNode, [entry, ...folderFlags(folders), ...args], { env, output: "pipe", timeoutMs: 2 * 60_000 });
}

/**
 * @param {ServerFolders} folders
 * @param {Record<string, unknown>} settings user settings; those already there are replaced
 */
export async function writeSettings(folders, settings) {
  const user = join(folders.userDataDir, "User");
  await mkdir(user, { recursive: true });
  await writeFile(join(user, "settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
}

/** User settings for a first look without distractions. */
export const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "git.openRepositoryInParentFolders": "never",
};

/** Environment under which the server asks no extension gallery. */
export const noGallery = { EXTENSIONS_GALLERY: "{}" };

/**
 * Starts a server on 127.0.0.1, at a free port, and waits until it listens.
 * @param {ServerFolders & { env: NodeJS.ProcessEnv, password?: string, testDriver?: boolean }} options
 *   `password`: asked of whoever opens the page; without one nobody is asked. `testDriver`: lets a page run extension tests.
 * @returns {Promise<{ origin: string, closed: Promise<unknown>, end: () => Promise<void> }>} `origin` like http://127.0.0.1:1234
 */
export async function startCodeServer({ env, password, testDriver = false, ...folders }) {
  await mkdir(folders.extensionsDir, { recursive: true });
  const server = start(
    houseNode,
    [
      entry,
      ...folderFlags(folders),
      `--auth=${password === undefined ? "none" : "password"}`,
      "--bind-addr=127.0.0.1:0",
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-workspace-trust",
      "--disable-getting-started-override",
      "--disable-proxy",
      ...(testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ],
    { env: { ...env, ...(password === undefined ? {} : { PASSWORD: password }) }, output: "pipe" },
  );
  const limit = AbortSignal.timeout(60_000);
  try {
    for (;;) {
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(server.output())?.[1];
      if (address !== undefined) return { origin: address, closed: server.closed, end: server.end };
      const ended = server.closed.then(({ code }) => {
        throw new Error(`code-server ended (exit code ${code}):\n${server.output()}`);
      });
      await Promise.race([ended, server.nextOutput(limit)]);
    }
  } catch (error) {
    await server.end();
    if (limit.aborted) throw new Error(`code-server did not start in a minute:\n${server.output()}`, { cause: error });
    throw error;
  }
}

/**
 * The address of a folder on this server.
 * @param {string} origin
 * @param {string} folder
 */
export const folderUrl = (origin, folder) => `${origin}/?folder=${encodeURIComponent(folder)}`;
