/**
 * The `statusLine` member in the text of a settings.json: read, put in and taken out again. Only the characters that
 * must change do; comments, formatting and line ends stay.
 */
import * as l10n from "@vscode/l10n";
import { type Node, parseTree, type ParseError, stripComments } from "jsonc-parser";

export interface StatusLineSetting {
  /** The member's value as it is written; null without one. */
  raw: string | null;
  /** The command that Claude Code would run; null when there is none. */
  command: string | null;
}

export type SettingsEdit = { kind: "edited"; text: string } | { kind: "broken"; reason: string };

const MEMBER = "statusLine";
const BYTE_ORDER_MARK = "\uFEFF";

/** Null for a text that is not a JSON object. Of several members the last counts, as in Claude Code. */
export function statusLineSetting(text: string): StatusLineSetting | null {
  const parsed = parseSettings(text);
  if (parsed.kind === "broken") return null;
  const value = parsed.root && memberOf(parsed.root, MEMBER);
  if (!value) return { raw: null, command: null };
  const command = memberOf(value, "command");
  return { raw: rawOf(parsed.body, value), command: command?.type === "string" ? String(command.value) : null };
}

/** Whether the settings turn status lines and hooks off; false for a text that is not a JSON object. */
export const disablesHooks = (text: string) => isTrue(text, "disableAllHooks");

/** Whether the settings, if they are managed ones, let no status line run but a managed one. */
export const managedHooksOnly = (text: string) => isTrue(text, "allowManagedHooksOnly");

function isTrue(text: string, name: string): boolean {
  const parsed = parseSettings(text);
  return parsed.kind === "ok" && parsed.root !== null && memberOf(parsed.root, name)?.value === true;
}

/** The settings with this status-line command. Whatever else the member says stays. `text` is null when there is no file. */
export function withCommand(text: string | null, command: string): SettingsEdit {
  const parsed = parseSettings(text ?? "");
  if (parsed.kind === "broken") return parsed;
  const { body, root, mark } = parsed;
  const value = root && memberOf(root, MEMBER);
  const own = value && memberOf(value, "type")?.value === "command" ? memberOf(value, "command") : null;
  if (own) return edited(mark, replaceNode(body, own, JSON.stringify(command)));
  if (value) return edited(mark, replaceNode(body, value, JSON.stringify({ type: "command", command })));
  return edited(
    mark,
    insertMember(root ? body : "{}\n", (eol, indent) => {
      const members = [`"type": "command"`, `"command": ${JSON.stringify(command)}`];
      return eol === ""
        ? `{ ${members.join(", ")} }`
        : `{${eol}${indent.repeat(2)}${members.join(`,${eol}${indent.repeat(2)}`)}${eol}${indent}}`;
    }),
  );
}

/** The settings with the member's value as it was written before; null takes the member out. */
export function withRaw(text: string, raw: string | null): SettingsEdit {
  const parsed = parseSettings(text);
  if (parsed.kind === "broken") return parsed;
  const { body, root, mark } = parsed;
  const value = root && memberOf(root, MEMBER);
  if (raw === null) return edited(mark, root && value ? removeMember(body, root, value) : body);
  if (value) return edited(mark, replaceNode(body, value, raw));
  return edited(
    mark,
    insertMember(root ? body : "{}\n", () => raw),
  );
}

const edited = (mark: string, body: string): SettingsEdit => ({ kind: "edited", text: mark + body });

type Parsed =
  /** `root` is null where there is nothing but white space and comments. */
  { kind: "ok"; mark: string; body: string; root: Node | null } | { kind: "broken"; reason: string };

function parseSettings(text: string): Parsed {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const body = text.slice(mark.length);
  if (body.trim() === "") return { kind: "ok", mark, body, root: null };
  const errors: ParseError[] = [];
  const root = parseTree(body, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = body.slice(0, error.offset).split("\n").length;
    return { kind: "broken", reason: l10n.t("it is not valid JSON (line {0})", line) };
  }
  return root?.type === "object"
    ? { kind: "ok", mark, body, root }
    : { kind: "broken", reason: l10n.t("it is not a JSON object") };
}

function memberOf(object: Node, name: string): Node | null {
  const property = object.children?.findLast(
    ({ type, children }) => type === "property" && children?.[0]?.value === name,
  );
  return property?.children?.[1] ?? null;
}

const rawOf = (body: string, { offset, length }: Node) => body.slice(offset, offset + length);

const replaceNode = (body: string, { offset, length }: Node, text: string) =>
  body.slice(0, offset) + text + body.slice(offset + length);

/** Puts the member behind all others. `value` gets the line end and the indent, both empty where all is on one line. */
function insertMember(body: string, value: (eol: string, indent: string) => string): string {
  const root = parseTree(body, [], { allowTrailingComma: true });
  const last = root?.children?.at(-1);
  const end = (root?.offset ?? 0) + (root?.length ?? 0) - 1;
  const start = last ? endOf(last) : (root?.offset ?? 0) + 1;
  const between = body.slice(start, end);
  const oneLine = last !== undefined && !body.slice(root?.offset, end).includes("\n");
  const eol = oneLine ? "" : body.includes("\r\n") ? "\r\n" : "\n";
  const indent = oneLine ? "" : (/^([ \t]+)"/m.exec(body)?.[1] ?? "  ");
  const comma = last !== undefined && !stripComments(between).includes(",");
  const kept = between.trimEnd();
  const tail = between.slice(kept.length);
  return [
    body.slice(0, start),
    comma ? "," : "",
    kept,
    oneLine ? " " : eol + indent,
    `"${MEMBER}": ${value(eol, indent)}`,
    last !== undefined && !comma ? "," : "",
    tail === "" && !oneLine ? eol : tail,
    body.slice(end),
  ].join("");
}

/** Takes the member out with its comma and the white space before it. */
function removeMember(body: string, root: Node, value: Node): string {
  const properties = root.children ?? [];
  const at = properties.findIndex(({ children }) => children?.[1] === value);
  const property = properties[at] ?? value;
  const before = properties[at - 1];
  const commaAfter = /^\s*,/.exec(body.slice(endOf(property)))?.[0] ?? "";
  const head = body.slice(0, property.offset).trimEnd();
  const comma = commaAfter === "" && before ? head.indexOf(",", endOf(before)) : -1;
  return (
    (comma < 0 ? head : head.slice(0, comma) + head.slice(comma + 1)) + body.slice(endOf(property) + commaAfter.length)
  );
}

const endOf = ({ offset, length }: Node) => offset + length;
