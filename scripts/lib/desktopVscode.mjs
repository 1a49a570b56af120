import { run } from "./processes.mjs";

/** The oldest VS Code that package.json's engines.vscode takes. */
const floor = 115;

/**
 * The command of an installed VS Code that can open a window here and is new enough.
 * @returns {Promise<string | undefined>}
 */
export async function desktopVscode() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  // In a remote VS Code's terminal `code` opens files in that window and can do nothing else.
  if (VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  if (process.platform === "linux" && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return undefined;
  const command = process.platform === "win32" ? "code.cmd" : "code";
  const version = await run(command, ["--version"], { output: "pipe", timeoutMs: 20_000 }).catch(() => undefined);
  const minor = /^1\.(\d+)\./.exec(version?.output ?? "")?.[1];
  if (minor === undefined) return undefined;
  if (Number(minor) >= floor) return command;
  console.log(`The installed VS Code is older than 1.${floor}; using the one from npm.`);
  return undefined;
}
