/**
 * Finds the rows that matter in the bytes of a transcript. Most bytes are tool results, so a line is parsed only when
 * its bytes say that it holds usage, or its head says that its type is one of the few others that Bursar reads.
 */
import { endOfStructure, rowHead, walkMembers, endOfString } from "./jsonBytes.ts";
import { KNOWN_ROW_TYPES, narrowRow, type TranscriptRow } from "./transcriptRow.ts";

const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
/** Every usage object holds it, with a raw quote; in text it stands as `\"input_tokens\":`, which does not match. */
const USAGE_MARK = Buffer.from('"input_tokens":');
const TYPES_WITHOUT_USAGE = new Set(["system", "cost-state", "ai-title", "custom-title"]);
/** Objects that come before `type` in rows which carry nothing for Bursar unless they carry usage. */
const PLAIN_OBJECTS = new Set(["message", "attachment", "snapshot", "data", "shape", "toolUseResult"]);
/** Where a whole row can begin inside a broken line: what Claude Code writes first. */
const ROW_STARTS = [Buffer.from('{"parentUuid":'), Buffer.from('{"type":"'), Buffer.from('{"logicalParentUuid":')];
/** More restarts than this in one line is garbage, not a few rows glued together. */
const MAX_RESTARTS = 1000;

export type SkipReason = "torn or broken line" | "unknown row type";

export interface LineSink {
  row(row: TranscriptRow): void;
  /** `detail` is a row type, never contents. */
  skip(reason: SkipReason, detail: string): void;
}

/** Calls the sink for every row in `bytes[start, end)`, which holds whole lines (the last may lack its newline). */
export function scanLines(bytes: Buffer, start: number, end: number, sink: LineSink): void {
  let mark = bytes.indexOf(USAGE_MARK, start);
  let lineStart = start;
  while (lineStart < end) {
    const newline = bytes.indexOf(NEWLINE, lineStart);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    while (mark >= 0 && mark < lineStart) mark = bytes.indexOf(USAGE_MARK, lineStart);
    scanLine(bytes, lineStart, lineEnd, mark >= 0 && mark < lineEnd, sink);
    lineStart = lineEnd + 1;
  }
}

function scanLine(bytes: Buffer, start: number, end: number, hasUsage: boolean, sink: LineSink): void {
  // Claude Code's own loader skips NUL bytes at a line's start: a crash can leave them.
  let from = start;
  while (from < end && (bytes[from] ?? 0) <= 0x20) from++;
  if (from >= end) return;
  if (!hasUsage) {
    const head = rowHead(bytes, from, end);
    if (head.kind === "type" && !TYPES_WITHOUT_USAGE.has(head.type)) {
      if (!KNOWN_ROW_TYPES.has(head.type)) sink.skip("unknown row type", head.type);
      return;
    }
    if (head.kind === "object" && PLAIN_OBJECTS.has(head.key)) return;
    if (head.kind === "unclear" && bytes.indexOf('"type":', from) >= end) return;
  }
  const value = parse(bytes, from, end);
  if (value !== undefined) sink.row(narrowRow(value));
  else salvage(bytes, from, end, sink);
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
  let lost = false;
  let at = start;
  for (let restarts = 0; at < end && restarts < MAX_RESTARTS; restarts++) {
    const objectEnd = bytes[at] === OPEN_BRACE ? endOfStructure(bytes, at, end) : -1;
    const value = objectEnd < 0 ? undefined : parse(bytes, at, objectEnd);
    if (value !== undefined) {
      sink.row(narrowRow(value));
      at = objectEnd;
      while (at < end && (bytes[at] ?? 0) <= 0x20) at++;
      continue;
    }
    lost = true;
    at = nextRowStart(bytes, at + 1, end);
  }
  if (lost) sink.skip("torn or broken line", "");
}

function nextRowStart(bytes: Buffer, from: number, end: number): number {
  const starts = ROW_STARTS.map((mark) => bytes.indexOf(mark, from)).filter((at) => at >= 0 && at < end);
  return starts.length > 0 ? Math.min(...starts) : end;
}

/** The first top-level `timestamp` in the lines of `bytes[start, end)`, as text, or null. */
export function firstTimestamp(bytes: Buffer, start: number, end: number): string | null {
  let found: string | null = null;
  for (let lineStart = start; lineStart < end && found === null; ) {
    const newline = bytes.indexOf(NEWLINE, lineStart);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    walkMembers(bytes, lineStart, lineEnd, (key, valueAt) => {
      if (key !== "timestamp") return true;
      const valueEnd = endOfString(bytes, valueAt, lineEnd);
      if (valueEnd > 0) found = bytes.toString("latin1", valueAt + 1, valueEnd - 1);
      return false;
    });
    lineStart = lineEnd + 1;
  }
  return found;
}
