/** Which other settings keep Claude Code from running the status line of its user settings. */
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { disablesHooks, managedHooksOnly, statusLineSetting } from "../../shared/statusLineSetting.ts";
import { readIfThere } from "./wholeFile.ts";

const MANAGED: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "/Library/Application Support/ClaudeCode",
  win32: String.raw`C:\ProgramData\ClaudeCode`,
};

/** Claude Code's managed settings on this platform. */
export const managedSettings = (platform: NodeJS.Platform) =>
  join(MANAGED[platform] ?? "/etc/claude-code", "managed-settings.json");

export interface OverrideInputs {
  configDir: string;
  managed: string;
  /** The window's folders. */
  folders: readonly string[];
}

/** One sentence for each file that overrides or turns off the status line. A file that cannot be read counts as silent. */
export async function findOverrides({ configDir, managed, folders }: OverrideInputs): Promise<string[]> {
  const projectFiles = folders.flatMap((folder) =>
    ["settings.json", "settings.local.json"].map((name) => join(folder, ".claude", name)),
  );
  const own = join(configDir, "settings.json");
  const files = [...new Set([managed, ...projectFiles, own])];
  const sentences = await Promise.all(
    files.map(async (file) => {
      const text = await readIfThere(file).catch(() => null);
      return text === null ? [] : overridesOf(file, text.toString(), { own: file === own, managed: file === managed });
    }),
  );
  return sentences.flat();
}

function overridesOf(file: string, text: string, is: { own: boolean; managed: boolean }): string[] {
  if (disablesHooks(text)) return [l10n.t("{0} sets disableAllHooks, which turns status lines off.", file)];
  if (is.managed && managedHooksOnly(text)) {
    return [l10n.t("{0} sets allowManagedHooksOnly: only a managed status line runs.", file)];
  }
  const raw = statusLineSetting(text)?.raw ?? null;
  return raw !== null && !is.own
    ? [l10n.t("{0} sets a statusLine of its own, which Claude Code runs instead.", file)]
    : [];
}
