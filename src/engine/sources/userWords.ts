/** What the user wrote in a prompt, without what Claude Code or an editor put around it. */
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { objects } from "./toolResults.ts";

/** Claude Code's words in the user's name: no prompt at all. */
const NO_PROMPT =
  /^\s*(<(local-command-|bash-|task-notification|user-memory|system-reminder)|\[Request interrupted by user|Caveat: )/;
const COMMAND = /^\s*<command-/;
const ARGUMENTS = /<command-args>([^]*?)<\/command-args>/;
/** "<ide_opened_file>…</ide_opened_file>", "<system-reminder>…</system-reminder>". */
const WRAPPED = /<(ide_\w+|system-reminder)>[^]*?<\/\1>/g;
const IMAGES = /\[Image #\d+\]/g;

/** Null where the row is no prompt, or holds no words of the user's; of a command its arguments. */
export function userWords(row: JsonObject): string | null {
  if (row["type"] !== "user" || row["isMeta"] === true || row["isCompactSummary"] === true) return null;
  const content = asObject(row["message"])?.["content"];
  const blocks = objects(content);
  if (blocks.some((block) => block["type"] === "tool_result")) return null;
  const texts = [asString(content), ...blocks.map((block) => asString(block["text"]))].filter((text) => text !== null);
  const words = texts
    .flatMap((text) => {
      if (COMMAND.test(text)) return ARGUMENTS.exec(text)?.[1] ?? [];
      return NO_PROMPT.test(text) ? [] : text.replaceAll(WRAPPED, " ").replaceAll(IMAGES, " ");
    })
    .join("\n")
    .trim();
  return words === "" ? null : words;
}
