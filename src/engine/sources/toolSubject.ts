/** How a tool call is named in a list: the tool and what it was about, never what it gave. */
import { basename } from "node:path/posix";
import type { ContextPartName } from "../../shared/historyPages.ts";
import { asString, type JsonObject } from "./narrow.ts";

const FILE_TOOLS = new Set(["Read", "Grep", "Glob", "LS", "NotebookRead"]);
const SUBJECT_CHARS = 40;
const PATHS = ["file_path", "notebook_path", "path"];
const WORDS = ["command", "pattern", "query", "description", "skill", "subject", "prompt"];

/** The part of the context that a tool's result belongs to. */
export function partOfResult(tool: string): ContextPartName {
  if (tool.startsWith("mcp__")) return "mcp";
  return FILE_TOOLS.has(tool) ? "files" : "toolOutput";
}

/** "Read snapshot.ts", "Bash npm test", "github search_issues". */
export function callSubject(tool: string, input: JsonObject | null): string {
  const name = tool.startsWith("mcp__") ? tool.slice("mcp__".length).replace("__", " ") : tool;
  const about = tool.startsWith("mcp__") ? "" : aboutOf(tool, input);
  return [oneLine(name, 2 * SUBJECT_CHARS), about].filter((text) => text !== "").join(" ");
}

function aboutOf(tool: string, input: JsonObject | null): string {
  const text = (names: readonly string[]) =>
    names.map((name) => asString(input?.[name])).find((value) => value !== null);
  const pattern = tool === "Grep" || tool === "Glob" ? asString(input?.["pattern"]) : null;
  const path = text(PATHS);
  const url = asString(input?.["url"]);
  if (pattern !== null) return oneLine(pattern, SUBJECT_CHARS);
  if (path) return oneLine(basename(path.replaceAll("\\", "/")), SUBJECT_CHARS);
  if (url !== null) return oneLine(URL.parse(url)?.host ?? "", SUBJECT_CHARS);
  return oneLine(text(WORDS) ?? "", SUBJECT_CHARS);
}

/** Without what would turn or break a line; cut at a word's end where there is one. */
export function oneLine(text: string, chars: number): string {
  const line = text
    .slice(0, 4 * chars)
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  if (line.length <= chars) return line;
  const cut = line.slice(0, chars - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > chars / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "")).trimEnd()}…`;
}
