/** Reads command lines, and says what is wrong with them. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import type { StorePlace } from "../engine/ledger/store.ts";
import { dataDir } from "../shared/dataDir.ts";
import { dayStart, parseDay } from "../shared/days.ts";
import { UsageError } from "./usageError.ts";

/** `parseArgs` of Node, strict; its complaints become UsageErrors. */
export function parse<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What every command that reads the ledger takes. */
export const SOURCE_OPTIONS = {
  "config-dir": { type: "string", multiple: true },
  "no-store": { type: "boolean" },
} as const;

export const SOURCE_HELP = `  --config-dir DIR  a Claude Code config directory instead of CLAUDE_CONFIG_DIR or ~/.claude; repeatable
  --no-store        read everything afresh and keep nothing`;

export interface Source {
  configDirs: string[];
  place: StorePlace;
}

export function sourceOf(values: { "config-dir"?: string[]; "no-store"?: boolean }): Source {
  const named = values["config-dir"] ?? [process.env["CLAUDE_CONFIG_DIR"] || join(homedir(), ".claude")];
  return {
    configDirs: [...new Set(named.map((path) => resolve(path).normalize("NFC")))],
    place: values["no-store"] ? { kind: "memory" } : { kind: "folder", dataDir: ownDataDir() },
  };
}

export const ownDataDir = (): string => dataDir(process.env, process.platform, homedir());

export const SPAN_OPTIONS = { since: { type: "string" }, until: { type: "string" } } as const;

export const SPAN_HELP = `  --since D         from this local day on, YYYY-MM-DD
  --until D         to the end of this local day`;

/** [since, until) in milliseconds; null: no bound. */
export interface Span {
  since: number | null;
  until: number | null;
}

export function spanOf(values: { since?: string; until?: string }): Span {
  const until = dayOf("--until", values.until);
  return { since: dayOf("--since", values.since), until: until === null ? null : dayStart(until, 1) };
}

/** The beginning of the local day that an option names, or null when it was left out. */
export function dayOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const start = parseDay(text);
  if (start === null) throw new UsageError(`${option} takes a day as YYYY-MM-DD; not "${text}"`);
  return start;
}

/** One of the allowed values, or null when the option was left out. */
export function choiceOf<T extends string>(option: string, text: string | undefined, allowed: readonly T[]): T | null {
  if (text === undefined) return null;
  const choice = allowed.find((value) => value === text);
  if (choice === undefined) throw new UsageError(`${option} takes ${allowed.join(", ")}; not "${text}"`);
  return choice;
}
