/** What is said about what Bursar reads. */
import type { ConfigDirView, IndexState } from "../../src/shared/snapshot.ts";

type Indexing = Extract<IndexState, { kind: "indexing" }>;

export const ORIGIN_TEXT = {
  environment: "from CLAUDE_CONFIG_DIR",
  "claudeCode.environmentVariables": "from the setting claudeCode.environmentVariables",
  "terminal.integrated.env": "from the setting terminal.integrated.env",
  default: "Claude Code’s default",
  "bursar.configDirs": "from the setting bursar.configDirs",
} as const satisfies Record<ConfigDirView["origin"], string>;

export function dirStateText(state: ConfigDirView["state"]): string {
  if (state.kind === "looking") return "being looked through";
  if (state.kind === "missing") return "not there";
  if (state.kind === "unreadable") return `cannot be read: ${state.reason}`;
  return `${count(state.files, "file")}, ${count(state.sessions, "session")}`;
}

export function indexingText({ filesDone, files, bytesDone, bytes }: Indexing): string {
  return `Reading transcripts: ${filesDone.toLocaleString("en-US")} of ${count(files, "file")}, ${formatBytes(bytesDone)} of ${formatBytes(bytes)}.`;
}

/** How much of the indexing is done, in percent, by bytes: files differ too much in size. */
export function indexingPercent({ filesDone, files, bytesDone, bytes }: Indexing): number {
  if (bytes > 0) return (bytesDone / bytes) * 100;
  return files > 0 ? (filesDone / files) * 100 : 0;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e8) / 10} GB`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}
