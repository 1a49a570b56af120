/** What fills a session's context, asked for by a view: reads its transcript in a thread and gives what is found its words. */
import type { DatabaseSync } from "node:sqlite";
import * as l10n from "@vscode/l10n";
import type { ContextFill } from "../shared/historyPages.ts";
import type { Subject } from "./sources/contextAddition.ts";
import type { TranscriptFill } from "./sources/contextFill.ts";
import type { ReaderPool } from "./sources/readerPool.ts";

export class ContextFillReader {
  private readonly db: DatabaseSync;
  private readonly poolOf: (configDir: string) => ReaderPool | null;

  /** @param poolOf the reading threads of a config directory; null where it is not watched. */
  constructor(db: DatabaseSync, poolOf: (configDir: string) => ReaderPool | null) {
    this.db = db;
    this.poolOf = poolOf;
  }

  /** Of a live session or one that ended. Never rejected: `unknown` says what is the matter, and what helps. */
  async fill(sessionId: string): Promise<ContextFill> {
    const file = this.fileOf(sessionId);
    const pool = file && this.poolOf(file.configDir);
    if (!file) return unknown({ kind: "missing" });
    if (!pool || pool.stalled)
      return {
        kind: "unknown",
        reason: l10n.t(
          "The folder {0} cannot be read at present, so what fills the context is not known.",
          file.configDir,
        ),
      };
    const fill = await pool.run("contextFill", file.path).catch(() => ({ kind: "failed" }) as const);
    if (fill.kind !== "known") return unknown(fill);
    const largest = fill.largest.map(({ subject, ...addition }) => ({ ...addition, label: labelOf(subject) }));
    return { ...fill, largest };
  }

  /** The transcript that was written last, as a session can be moved to another folder; null where none is known. */
  private fileOf(sessionId: string): { path: string; configDir: string } | null {
    const row = this.db
      .prepare(
        `SELECT file.path, dir.path AS configDir FROM file JOIN dir ON dir.id = file.dir
         WHERE substr(file.path, -length(?1)) IN (?1, ?2) ORDER BY modified DESC`,
      )
      .get(`/${sessionId}.jsonl`, `\\${sessionId}.jsonl`);
    return row ? { path: String(row["path"]), configDir: String(row["configDir"]) } : null;
  }
}

function unknown({ kind }: Exclude<TranscriptFill, { kind: "known" }> | { kind: "failed" }): ContextFill {
  const reasons = {
    failed: () => l10n.t("The transcript could not be read this time. Ask again in a moment."),
    missing: () =>
      l10n.t("The transcript is no longer there. Claude Code deletes transcripts after 30 days unless told otherwise."),
    "without requests": () => l10n.t("No request has been made in this session yet."),
    "just compacted": () => l10n.t("The context was just compacted. The next request will tell what is left of it."),
  };
  return { kind: "unknown", reason: reasons[kind]() };
}

function labelOf(subject: Subject): string {
  switch (subject.kind) {
    case "tool":
      return subject.text;
    case "file":
      return subject.name;
    case "attachment":
      return attachmentLabel(subject.type);
    case "floor":
      return l10n.t("System prompt and tools");
    case "memory":
      return l10n.t("Memory");
    case "prompt":
      return l10n.t("Prompt");
    case "answer":
      return l10n.t("Answer");
    case "thinking":
      return l10n.t("Thinking");
    case "summary":
      return l10n.t("What the compaction left");
    case "note":
      return l10n.t("Note by Claude Code");
    case "unseen":
      return l10n.t("Not in the transcript");
    case "result":
      return l10n.t("Tool result");
  }
}

function attachmentLabel(type: string): string {
  if (type === "skill_listing") return l10n.t("List of skills");
  if (type === "deferred_tools_delta") return l10n.t("List of tools");
  if (type === "agent_listing_delta") return l10n.t("List of agents");
  if (type === "mcp_instructions_delta") return l10n.t("Instructions of MCP servers");
  if (type === "diagnostics") return l10n.t("Diagnostics of the editor");
  if (type.startsWith("hook_")) return l10n.t("What a hook added");
  return l10n.t("Note by Claude Code");
}
