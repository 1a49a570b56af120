/** What is said about what Bursar reads. */
import * as l10n from "@vscode/l10n";
import { formatCount } from "../../src/shared/format.ts";
import type { ConfigDirView, IndexState } from "../../src/shared/snapshot.ts";

type Indexing = Extract<IndexState, { kind: "indexing" }>;

/** Where a config directory was named. */
export function originText(origin: ConfigDirView["origin"]): string {
  switch (origin) {
    case "environment":
      return l10n.t("from CLAUDE_CONFIG_DIR");
    case "default":
      return l10n.t("Claude Code’s default");
    case "claudeCode.environmentVariables":
    case "terminal.integrated.env":
    case "bursar.configDirs":
      return l10n.t("from the setting {0}", origin);
  }
}

export function dirStateText(state: ConfigDirView["state"]): string {
  switch (state.kind) {
    case "looking":
      return l10n.t("being looked through");
    case "missing":
      return l10n.t("not there");
    case "unreadable":
      return l10n.t("cannot be read: {0}", state.reason);
    case "ok":
      return [filesText(state.files), sessionsText(state.sessions)].join(", ");
  }
}

function filesText(files: number): string {
  return files === 1 ? l10n.t("1 file") : l10n.t("{0} files", formatCount(files));
}

function sessionsText(sessions: number): string {
  return sessions === 1 ? l10n.t("1 session") : l10n.t("{0} sessions", formatCount(sessions));
}

export function indexingText({ filesDone, files, bytesDone, bytes }: Indexing): string {
  return l10n.t("Reading transcripts: {filesDone} of {files}, {bytesDone} of {bytes}.", {
    filesDone: formatCount(filesDone),
    files: filesText(files),
    bytesDone: formatBytes(bytesDone),
    bytes: formatBytes(bytes),
  });
}

/** How much of the indexing is done, in percent, by bytes: files differ too much in size. */
export function indexingPercent({ filesDone, files, bytesDone, bytes }: Indexing): number {
  if (bytes > 0) return (bytesDone / bytes) * 100;
  return files > 0 ? (filesDone / files) * 100 : 0;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return l10n.t("{0} KB", formatCount(Math.round(bytes / 1e3)));
  return bytes < 1e9
    ? l10n.t("{0} MB", formatCount(Math.round(bytes / 1e6)))
    : l10n.t("{0} GB", formatCount(Math.round(bytes / 1e8) / 10));
}
