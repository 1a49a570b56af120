/** What Claude Code's attachments add to the context. Not all of them are sent, and not all that they hold. */
import { basename } from "node:path/posix";
import type { Sent, Subject } from "./contextAddition.ts";
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { oneLine } from "./toolSubject.ts";

/** For the user's eyes, or a note of Claude Code's to itself: nothing of them is sent. */
const NOT_SENT = new Set(
  (
    "prompt_snapshot hook_system_message hook_non_blocking_error hook_error_during_execution hook_cancelled " +
    "hook_stopped_continuation async_hook_response command_permissions remote_session_change model " +
    "session_context tool_results_cut"
  ).split(" "),
);
const MEMORY = /^(instructions|nested_memory|memory|relevant_memories|claude_md|ultra_memory)/;
const FILES = new Set(
  "file edited_text_file edited_image_file selected_lines_in_ide opened_file_in_ide directory pdf_reference compact_file_reference already_read_file".split(
    " ",
  ),
);
/** Where the text is, in the order of preference; without any of them it is all that the attachment holds. */
const TEXTS = ["content", "addedBlocks", "addedLines", "snippet", "prompt", "text", "memories", "files"];
/** What is sent for these is mostly a text of Claude Code's that the transcript does not hold; measured. */
const UNSEEN_CHARS: ReadonlyMap<string, number> = new Map([
  ["task_reminder", 430],
  ["todo_reminder", 430],
  ["plan_mode", 3_200],
]);
const NAMES = ["filename", "path", "displayPath", "filePath", "planFilePath"];

/** Null where nothing of it is sent. */
export function attachmentAddition(attachment: JsonObject): Sent | null {
  const type = asString(attachment["type"]) ?? "";
  if (NOT_SENT.has(type)) return null;
  const chars = charsOf(TEXTS.map((name) => attachment[name]).find((value) => value !== undefined) ?? attachment);
  // A hook that said nothing adds nothing.
  if (type === "hook_success" && chars === 0) return null;
  const base = { texture: "words", chars: chars + (UNSEEN_CHARS.get(type) ?? 0), bytes: null, images: 0 } as const;
  if (MEMORY.test(type)) return { ...base, part: "memory", subject: fileOr(attachment, { kind: "memory" }) };
  if (FILES.has(type))
    return { ...base, texture: "result", part: "files", subject: fileOr(attachment, { kind: "attachment", type }) };
  const subject = { kind: "attachment", type } as const;
  if (type.startsWith("mcp_")) return { ...base, part: "mcp", subject };
  if (type === "queued_command") {
    const own = asString(attachment["commandMode"]) === "prompt" || attachment["commandMode"] === undefined;
    return { ...base, part: own ? "user" : "reminders", subject: own ? { kind: "prompt" } : { kind: "note" } };
  }
  return { ...base, part: "reminders", subject };
}

function fileOr(attachment: JsonObject, other: Subject): Subject {
  const path = NAMES.map((name) => asString(attachment[name])).find((value) => value !== null);
  const name = oneLine(basename((path ?? "").replaceAll("\\", "/")), 60);
  return name === "" ? other : { kind: "file", name };
}

/** Characters of all texts in it, whatever their depth, without the type of the attachment. */
function charsOf(value: unknown): number {
  const text = asString(value);
  if (text !== null) return text.length;
  if (typeof value === "number" || typeof value === "boolean") return 4;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charsOf(item), 0);
  return Object.entries(asObject(value) ?? {}).reduce(
    (sum, [key, item]) => sum + (key === "type" ? 0 : charsOf(item)),
    0,
  );
}
