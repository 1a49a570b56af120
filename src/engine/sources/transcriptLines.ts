/**
 * Finds the rows that matter in the bytes of a transcript. Most bytes are tool results, so a line is parsed only when
 * its bytes say that it holds usage, or its head says that its type is one of the few others that Bursar reads.
 */
import { endOfStructure, rowHead, textMember } from "./jsonBytes.ts";
import { asObject, asString, asTime } from "./narrow.ts";
import { narrowRow } from "./narrowRow.ts";
import { lineThatCounts, ResponseLines, type ResponseLine } from "./responseLines.ts";
import { KNOWN_ROW_TYPES, type TranscriptRow } from "./transcriptRow.ts";

const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Every usage object holds it, with a raw quote; in text it stands as `\"input_tokens\":`, which does not match. */
const USAGE_MARK = Buffer.from('"input_tokens":');
/** A part of it that is found three times as fast, as its first byte is rare; it also ends a few other names. */
const USAGE_HINT = Buffer.from('_tokens":');
const TYPES_WITHOUT_USAGE = new Set(["system", "cost-state", "ai-title", "custom-title"]);
const CONTENT = Buffer.from('"content":');
const BLOCKS = Buffer.from('"content":[');
const TOOL_RESULTS = ['[{"tool_use_id":', '[{"type":"tool_result"'];
/** Objects that come before `type` in rows which carry nothing for Bursar unless they carry usage. */
const PLAIN_OBJECTS = new Set(["message", "attachment", "snapshot", "data", "shape", "toolUseResult"]);
/** Where a whole row can begin inside a broken line: what Claude Code writes first. */
const ROW_STARTS = [Buffer.from('{"parentUuid":'), Buffer.from('{"type":"'), Buffer.from('{"logicalParentUuid":')];
/** Bytes looked at in vain, as multiples of a broken line and at most, before what is left of it counts as garbage. */
const VAIN_SCANS = 16;
const MAX_VAIN_BYTES = 64 << 20;

export interface LineSink {
  row(row: TranscriptRow): void;
  /** A line that is torn or broken; the whole rows in it have been told. */
  broken(): void;
}

/** Calls the sink for every row in `bytes[start, end)`, which holds whole lines (the last may lack its newline). */
export function scanLines(bytes: Buffer, start: number, end: number, sink: LineSink): void {
  const responses = new ResponseLines();
  const tell = (lines: readonly ResponseLine[]): void => tellResponse(bytes, lines, sink);
  let hint = bytes.indexOf(USAGE_HINT, start);
  let lineStart = start;
  while (lineStart < end) {
    const newline = bytes.indexOf(NEWLINE, lineStart);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    if (hint >= 0 && hint < lineStart) hint = bytes.indexOf(USAGE_HINT, lineStart);
    const [from, to] = trim(bytes, lineStart, lineEnd);
    lineStart = lineEnd + 1;
    if (from >= to) continue;
    const marks = hint >= 0 && hint < to ? usageMarks(bytes, from, to) : [];
    if (marks.length === 0 && !mayMatter(bytes, from, to, sink)) continue;
    const [mark, another] = marks;
    if (mark !== undefined && another === undefined && isWhole(bytes, from, to)) {
      if (responses.take(bytes, from, to, mark, tell)) continue;
    }
    // Rows are told in their order: a prompt counts for what comes after it.
    responses.flush(tell);
    tellLine(bytes, from, to, sink);
  }
  responses.flush(tell);
}

/** A line's text: behind spaces, NUL bytes (a crash can leave them, and Claude Code's own loader skips them too) and a byte order mark. */
function trim(bytes: Buffer, start: number, end: number): [from: number, to: number] {
  const from = skipFiller(bytes, start, end);
  let to = end;
  while (to > from && (bytes[to - 1] ?? 0) <= 0x20) to--;
  return [from, to];
}

const isWhole = (bytes: Buffer, from: number, to: number) =>
  bytes[from] === OPEN_BRACE && bytes[to - 1] === CLOSE_BRACE;

/** Where the first two usage objects of a line begin. */
function usageMarks(bytes: Buffer, from: number, to: number): number[] {
  const line = bytes.subarray(from, to);
  const first = line.indexOf(USAGE_MARK);
  const second = first < 0 ? -1 : line.indexOf(USAGE_MARK, first + 1);
  return [first, second].filter((at) => at >= 0).map((at) => from + at);
}

/** Whether a line without usage must be parsed; says of one that need not be when its type is unknown. */
function mayMatter(bytes: Buffer, from: number, to: number, sink: LineSink): boolean {
  if (bytes[to - 1] !== CLOSE_BRACE) return true;
  const head = rowHead(bytes, from, to);
  if (head.kind === "object") return !PLAIN_OBJECTS.has(head.key);
  if (head.kind !== "type" || TYPES_WITHOUT_USAGE.has(head.type)) return true;
  if (head.type === "user") return !isToolResult(bytes, from, to);
  if (!KNOWN_ROW_TYPES.has(head.type)) sink.row({ kind: "other", type: head.type });
  return false;
}

/** Most of the user's rows, and the bulk of most files. */
function isToolResult(bytes: Buffer, from: number, to: number): boolean {
  const content = bytes.indexOf(CONTENT, from);
  if (content < 0 || content >= to) return true;
  const value = bytes.toString("latin1", content + CONTENT.length, content + CONTENT.length + 24);
  return TOOL_RESULTS.some((start) => value.startsWith(start));
}

/** Of the lines of one response tells the one that counts, or all when it does not speak for them. */
function tellResponse(bytes: Buffer, lines: readonly ResponseLine[], sink: LineSink): void {
  const best = lineThatCounts(lines);
  if (best) {
    const row = narrowRow(parseWithoutContent(bytes, best.start, best.end));
    if (row.kind === "request" && row.final && row.tokens.output === best.output) return sink.row(row);
  }
  for (const { start, end } of lines) tellLine(bytes, start, end, sink);
}

/**
 * Parses a response's line without what was answered, which is most of it and tells nothing of a finished one.
 * Undefined when the answer cannot be told apart by its bytes.
 */
function parseWithoutContent(bytes: Buffer, from: number, to: number): unknown {
  const name = bytes.indexOf(BLOCKS, from);
  if (name < 0 || name >= to) return undefined;
  const start = name + BLOCKS.length - 1;
  const end = endOfStructure(bytes, start, to);
  if (end < 0) return undefined;
  try {
    return JSON.parse(`${bytes.toString("utf8", from, start)}[]${bytes.toString("utf8", end, to)}`);
  } catch {
    return undefined;
  }
}

function tellLine(bytes: Buffer, from: number, to: number, sink: LineSink): void {
  const value = parse(bytes, from, to);
  if (value !== undefined) sink.row(narrowRow(value));
  else salvage(bytes, from, to, sink);
}

function skipFiller(bytes: Buffer, start: number, end: number): number {
  const isFiller = (byte: number) => byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf;
  let from = start;
  while (from < end && isFiller(bytes[from] ?? 0)) from++;
  return from;
}

function parse(bytes: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(bytes.toString("utf8", start, end));
  } catch {
    return undefined;
  }
}

/** Recovers whole rows from a line that is not one: rows with the newline between them lost, or behind a torn one. */
function salvage(bytes: Buffer, start: number, end: number, sink: LineSink): void {
  const nextRowStart = rowStarts(bytes, start, end);
  let broken = false;
  let vain = Math.min(VAIN_SCANS * (end - start), MAX_VAIN_BYTES);
  let at = start;
  while (at < end && vain > 0) {
    const objectEnd = bytes[at] === OPEN_BRACE ? endOfStructure(bytes, at, end) : -1;
    const value = objectEnd < 0 ? undefined : parse(bytes, at, objectEnd);
    // Behind a tear stand parts of the torn row, some of which look like rows; only whole rows name their session.
    if (value !== undefined && (!broken || asString(asObject(value)?.["sessionId"]))) {
      sink.row(narrowRow(value));
      at = skipFiller(bytes, objectEnd, end);
      continue;
    }
    broken = true;
    if (value === undefined) vain -= (objectEnd < 0 ? end : objectEnd) - at;
    at = nextRowStart(value === undefined ? at + 1 : objectEnd);
  }
  if (broken) sink.broken();
}

/** Gives the next place from a position on, which may only grow, where a row may begin; `end` when there is none. */
function rowStarts(bytes: Buffer, start: number, end: number): (from: number) => number {
  const line = bytes.subarray(0, end);
  const next = ROW_STARTS.map((mark) => ({ mark, at: line.indexOf(mark, start) }));
  return (from) => {
    for (const search of next) {
      if (search.at >= 0 && search.at < from) search.at = line.indexOf(search.mark, from);
    }
    return Math.min(end, ...next.filter(({ at }) => at >= 0).map(({ at }) => at));
  };
}

/** The first top-level `timestamp` that is one in the lines of `bytes[start, end)`, in milliseconds, or null. */
export function firstTimestamp(bytes: Buffer, start: number, end: number): number | null {
  for (let lineStart = start; lineStart < end;) {
    const newline = bytes.indexOf(NEWLINE, lineStart);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const time = asTime(textMember(bytes, skipFiller(bytes, lineStart, lineEnd), lineEnd, "timestamp"));
    if (time !== null) return time;
    lineStart = lineEnd + 1;
  }
  return null;
}
