/** A home folder made for one run, so that no test sees the user's own files. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEnd } from "./processes.mjs";

/** Variables that lead a child to the user's own editor, account or config. */
const leaks = /^(VSCODE_|CLAUDE|ANTHROPIC_|BURSAR_|ELECTRON_|XDG_|CODE_SERVER_|npm_)/;
const kept = new Set(["BURSAR_CORPUS", "BURSAR_CHROMIUM"]);

/**
 * Makes the folder. `env` is this process's environment without the user's own folders:
 * HOME, CLAUDE_CONFIG_DIR (exists, empty), BURSAR_HOME and the XDG folders lie in `path`.
 */
export async function isolatedHome() {
  const path = await mkdtemp(join(tmpdir(), "bursar-home-"));
  const folder = {
    HOME: join(path, "home"),
    CLAUDE_CONFIG_DIR: join(path, "claude"),
    BURSAR_HOME: join(path, "bursar"),
    XDG_CONFIG_HOME: join(path, "xdg", "config"),
    XDG_DATA_HOME: join(path, "xdg", "data"),
    XDG_STATE_HOME: join(path, "xdg", "state"),
    XDG_CACHE_HOME: join(path, "xdg", "cache"),
  };
  await Promise.all(Object.values(folder).map((dir) => mkdir(dir, { recursive: true })));
  const ours = Object.entries(process.env).filter(([name]) => kept.has(name) || !leaks.test(name));
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...Object.fromEntries(ours),
    ...folder,
    USERPROFILE: folder.HOME,
    APPDATA: folder.XDG_CONFIG_HOME,
    LOCALAPPDATA: folder.XDG_DATA_HOME,
  };
  const remove = async () => {
    forget();
    // Programs that were just ended may still be writing.
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const forget = onEnd(remove);
  return { path, env, claudeDir: folder.CLAUDE_CONFIG_DIR, remove };
}
