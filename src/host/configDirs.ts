import { posix, win32 } from "node:path";
import type { ConfigDirSource } from "../shared/engineProtocol.ts";

const VARIABLE = "CLAUDE_CONFIG_DIR";

export interface ConfigDirInputs {
  platform: NodeJS.Platform;
  home: string;
  /** The extension host's own environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** The first folder of the window, for `${workspaceFolder}`. */
  workspaceFolder: string | null;
  /** The value of `claudeCode.environmentVariables`, whatever it is. */
  claudeCodeEnvironment: unknown;
  /** The value of `terminal.integrated.env.<this platform>`, whatever it is. */
  terminalEnvironment: unknown;
  /** `bursar.configDirs`. */
  extra: readonly string[];
}

export interface ConfigDirChoice {
  dirs: ConfigDirSource[];
  /** One line for the log about each value that could not be used. */
  skipped: string[];
}

/**
 * Which Claude Code config directories to read: every one that `CLAUDE_CONFIG_DIR` is set to somewhere that Claude Code
 * can inherit it from, else `~/.claude`; and the user's extra ones. Paths are absolute and NFC-normalised, as Claude
 * Code has them; each is one path, never a list. The first origin of a path wins.
 */
export function chooseConfigDirs(inputs: ConfigDirInputs): ConfigDirChoice {
  const path = inputs.platform === "win32" ? win32 : posix;
  const dirs: ConfigDirSource[] = [];
  const skipped: string[] = [];

  const add = (value: string, origin: ConfigDirSource["origin"]): void => {
    if (!path.isAbsolute(value)) {
      skipped.push(`Skipped the config directory "${value}" of ${origin}: it is not an absolute path.`);
      return;
    }
    const normal = path.resolve(value).normalize("NFC");
    if (!dirs.some((dir) => dir.path === normal)) dirs.push({ path: normal, origin });
  };
  const addFromSetting = (value: string | null, origin: ConfigDirSource["origin"]): void => {
    if (!value) return;
    const resolved = resolveVariables(value, inputs, path.sep);
    if (resolved.kind === "ok") add(resolved.value, origin);
    else skipped.push(`Skipped ${VARIABLE} of ${origin}: ${resolved.variable} cannot be resolved here.`);
  };

  const own = inputs.env[VARIABLE];
  if (own) add(own, "environment");
  addFromSetting(variableOf(inputs.claudeCodeEnvironment), "claudeCode.environmentVariables");
  addFromSetting(variableOf(inputs.terminalEnvironment), "terminal.integrated.env");
  if (dirs.length === 0) add(path.join(inputs.home, ".claude"), "default");
  for (const extra of inputs.extra) {
    if (extra.trim() !== "") add(expandHome(extra.trim(), inputs.home), "bursar.configDirs");
  }
  return { dirs, skipped };
}

/**
 * Drops directories that are another one by a symbolic link or another spelling.
 * @param realpath the true path, or null for what does not exist (kept as it is).
 */
export async function dropAliases(
  dirs: readonly ConfigDirSource[],
  realpath: (path: string) => Promise<string | null>,
): Promise<ConfigDirSource[]> {
  const identities = await Promise.all(dirs.map(async (dir) => (await realpath(dir.path)) ?? dir.path));
  return dirs.filter((_, index) => identities.indexOf(identities[index] ?? "") === index);
}

/** The variable in the `[{name, value}]` form, or in the `{NAME: value}` form; null when it is not there. */
function variableOf(environment: unknown): string | null {
  if (typeof environment !== "object" || environment === null) return null;
  const entries: [unknown, unknown][] = Array.isArray(environment)
    ? environment.filter(isNameValue).map(({ name, value }) => [name, value])
    : Object.entries(environment);
  const value = new Map(entries).get(VARIABLE);
  return typeof value === "string" ? value : null;
}

function isNameValue(item: unknown): item is { name: unknown; value: unknown } {
  return typeof item === "object" && item !== null && "name" in item && "value" in item;
}

function resolveVariables(
  value: string,
  inputs: ConfigDirInputs,
  separator: string,
): { kind: "ok"; value: string } | { kind: "unresolved"; variable: string } {
  const unresolved: string[] = [];
  const resolved = value.replaceAll(/\$\{([^}]*)\}/g, (whole: string, name: string) => {
    const replacement = variableValue(name, inputs, separator);
    if (replacement === null) unresolved.push(whole);
    return replacement ?? "";
  });
  return unresolved.length === 0
    ? { kind: "ok", value: resolved }
    : { kind: "unresolved", variable: unresolved.join(", ") };
}

function variableValue(name: string, inputs: ConfigDirInputs, separator: string): string | null {
  if (name === "userHome") return inputs.home;
  if (name === "workspaceFolder") return inputs.workspaceFolder;
  if (name === "pathSeparator" || name === "/") return separator;
  if (name.startsWith("env:")) return inputs.env[name.slice("env:".length)] ?? null;
  return null;
}

function expandHome(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") || path.startsWith("~\\") ? home + path.slice(1) : path;
}
