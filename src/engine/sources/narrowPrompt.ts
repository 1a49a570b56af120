/** Narrows a row that begins a turn: what the user typed. */
import { beginning } from "./beginning.ts";
import { asObject, asString, asTime, type JsonObject } from "./narrow.ts";
import { isMain, sessionIdOf } from "./rowOrigin.ts";
import type { PromptRow } from "./transcriptRow.ts";

/** As much of a prompt as is kept: enough to tell one from another. */
const EXCERPT_CHARS = 80;
const COMMAND_NAME =
  /^<command-[a-z]+>[^]*?<command-name>([^<]*)<\/command-name>|^<command-name>([^<]*)<\/command-name>/;

/** Null for tool results and for rows that Claude Code wrote in the user's name: the output of commands, summaries. */
export function narrowPrompt(row: JsonObject): PromptRow | null {
  const content = asObject(row["message"])?.["content"];
  // What a subagent was asked belongs to the prompt that its rows name; older versions name none.
  const key = asString(row["promptId"]) ?? (isMain(row) ? asString(row["uuid"]) : null);
  if (!key || row["isMeta"] === true || row["isCompactSummary"] === true) return null;
  const blocks = Array.isArray(content) ? content.map(asObject) : [];
  if (blocks.some((block) => block?.["type"] === "tool_result")) return null;
  const text = asString(content) ?? asString(blocks.find((block) => block?.["type"] === "text")?.["text"]);
  if (text === null || text.startsWith("<local-command-stdout>")) return null;
  const command = COMMAND_NAME.exec(text);
  const words = command ? (command[1] ?? command[2] ?? null) : text.startsWith("<") ? null : text;
  const line = beginning(words?.trim().split("\n", 1)[0] ?? "", EXCERPT_CHARS);
  return {
    kind: "prompt",
    key,
    sessionId: sessionIdOf(row),
    timestamp: asTime(row["timestamp"]),
    excerpt: (isMain(row) && line) || null,
  };
}
