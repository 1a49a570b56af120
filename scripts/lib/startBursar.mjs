/** Opens Bursar in a VS Code with folders of its own. */
import { randomBytes } from "node:crypto";
import { globSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { startDemo } from "../demo/demo.mjs";
import {
  folderUrl,
  installCodeServer,
  installVsix,
  quietSettings,
  startCodeServer,
  writeSettings,
} from "./codeServer.mjs";
import { desktopVscode } from "./desktopVscode.mjs";
import { cacheDir, root } from "./paths.mjs";
import { endAll, mustRun } from "./processes.mjs";
import { packVsix } from "./vsix.mjs";

/**
 * Returns when VS Code's window was closed, or runs until it is told to end.
 * @param {{ demo: boolean }} options
 */
export async function startBursar({ demo }) {
  const vsix = await packVsix();
  const latest = demo ? undefined : latestTranscript();
  if (!demo && latest === undefined) console.log("No sessions of Claude Code here yet: this is the demo.");
  const { workspace, env, settings } =
    latest === undefined ? await startDemo() : { workspace: await folderOf(latest), env: {}, settings: {} };

  const folders = { userDataDir: join(cacheDir, "vscode"), extensionsDir: join(cacheDir, "vscode-extensions") };
  const childEnv = { ...process.env, ...env };
  await writeSettings(folders, { ...quietSettings, ...settings });

  const code = await desktopVscode();
  if (code !== undefined) {
    console.log("Bursar runs in a VS Code window of its own. Close it, or press Ctrl+C here, to end.");
    await mustRun(code, desktopFlags(folders, workspace), { env: childEnv, output: "pipe", timeoutMs: 2 ** 31 - 1 });
    await endAll();
    return;
  }

  await installCodeServer();
  await installVsix(folders, vsix, childEnv);
  const password = randomBytes(9).toString("base64url");
  const server = await startCodeServer({ ...folders, env: childEnv, password });
  console.log(`
Bursar runs in VS Code. Open this in a browser:

  ${folderUrl(server.origin, workspace)}
  Password: ${password}

Ctrl+C ends it.`);
  await server.closed;
  await endAll();
}

/**
 * @param {import("./codeServer.mjs").ServerFolders} folders
 * @param {string} workspace
 */
const desktopFlags = ({ userDataDir, extensionsDir }, workspace) => [
  `--extensionDevelopmentPath=${root}`,
  `--user-data-dir=${userDataDir}`,
  `--extensions-dir=${extensionsDir}`,
  // Electron refuses to run as root without it.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-workspace-trust",
  "--new-window",
  "--wait",
  workspace,
];

/** The transcript that was written last, in the config directory of this environment. */
function latestTranscript() {
  const configDir = process.env["CLAUDE_CONFIG_DIR"] ?? join(homedir(), ".claude");
  const files = globSync("projects/*/*.jsonl", { cwd: configDir }).map((file) => join(configDir, file));
  const dated = files.map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  return dated.toSorted((a, b) => b.at - a.at)[0]?.file;
}

/**
 * The folder that a session ran in, as its last rows say; this project's when that is gone.
 * @param {string} transcript
 */
async function folderOf(transcript) {
  const file = await open(transcript);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 256 * 1024);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const quoted = [...buffer.toString("utf8").matchAll(/"cwd":("(?:[^"\\]|\\.)*")/g)].at(-1)?.[1];
    /** @type {unknown} */
    const folder = quoted === undefined ? undefined : JSON.parse(quoted);
    return typeof folder === "string" && statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : root;
  } finally {
    await file.close();
  }
}
