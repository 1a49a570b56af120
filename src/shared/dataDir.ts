import { posix, win32 } from "node:path";

/**
 * Bursar's own data folder, one per user, outside VS Code's own (which goes with an uninstall) because the CLI and
 * several editors share it. `BURSAR_HOME` overrides; a relative one counts from the working directory.
 */
export function dataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const path = platform === "win32" ? win32 : posix;
  if (env["BURSAR_HOME"]) return path.resolve(env["BURSAR_HOME"]);
  if (platform === "win32") return path.join(env["LOCALAPPDATA"] || path.join(home, "AppData", "Local"), "Bursar");
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Bursar");
  // The XDG specification: a relative path is invalid and to be ignored.
  const xdg = env["XDG_DATA_HOME"];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, ".local", "share"), "bursar");
}
