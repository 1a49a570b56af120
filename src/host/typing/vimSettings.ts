import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Whether any of Claude Code's settings that hold for a session turn vim keys on, or hide its sign of the mode. Which of
 * them wins is not looked into. A file that is not there says nothing.
 * @param cwd the session's folder, if it is known
 */
export async function settingsUseVim(configDir: string, cwd: string | null): Promise<boolean> {
  const files = [join(configDir, "settings.json"), join(configDir, ".claude.json")];
  // Beside the default directory lies what is in any other one.
  if (basename(configDir) === ".claude") files.push(join(dirname(configDir), ".claude.json"));
  if (cwd !== null) {
    files.push(join(cwd, ".claude", "settings.json"), join(cwd, ".claude", "settings.local.json"));
  }
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.some((text) => /"editorMode"\s*:\s*"vim"|"hideVimModeIndicator"\s*:\s*true/.test(text));
}
