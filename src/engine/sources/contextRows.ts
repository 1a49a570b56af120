/** Reads the rows of a transcript's main chain that can add to its context; the rest is passed over by its bytes. */
import { StepCollector } from "./contextSteps.ts";
import { endOfStructure, rowHead, textMember } from "./jsonBytes.ts";
import { asObject, asString, asTime, type JsonObject } from "./narrow.ts";
import { readTail, type TranscriptTail } from "./transcriptTail.ts";

const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
/** What rides along since a compaction is a few megabytes: of a longer file its end will do. */
const TAIL_BYTES = 24 << 20;
const SIDECHAIN = Buffer.from('"isSidechain":true');
/** The member stands among the first of a row. */
const HEAD_BYTES = 160;
const TYPES = new Set(["user", "assistant", "attachment", "system"]);
/** Objects that stand before the type in rows of these types. */
const OBJECTS = new Set(["message", "attachment", "toolUseResult", "compactMetadata"]);
/** It repeats the system prompt and all tools. */
const SNAPSHOT = Buffer.from('"attachment":{"type":"prompt_snapshot"');
/** With raw quotes, as neither can stand in a text. */
const REPEAT = Buffer.from(',"toolUseResult":');
const GLUE = Buffer.from('}{"');

/** Null when the file cannot be read. */
export function readMainChain(path: string): StepCollector | null {
  const end = readTail(path, TAIL_BYTES);
  if (!end) return null;
  const chain = chainOf(end);
  if (!end.cut || chain.compacted) return chain;
  const whole = readTail(path, Infinity);
  return whole && chainOf(whole);
}

function chainOf({ bytes, cut }: TranscriptTail): StepCollector {
  const chain = new StepCollector(cut);
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    takeLine(bytes, start, end, chain);
    start = end + 1;
  }
  return chain;
}

function takeLine(bytes: Buffer, start: number, end: number, chain: StepCollector): void {
  const head = rowHead(bytes, start, end);
  const first = bytes.subarray(start, Math.min(end, start + HEAD_BYTES));
  if (first.includes(SIDECHAIN) || first.includes(SNAPSHOT)) return;
  if (head.kind === "type" && !TYPES.has(head.type)) {
    if (head.type === "progress") link(bytes, start, end, chain);
    return;
  }
  if (head.kind === "object" && !OBJECTS.has(head.key)) return link(bytes, start, end, chain);
  for (const row of rowsIn(bytes, start, end)) chain.row(row);
}

function link(bytes: Buffer, start: number, end: number, chain: StepCollector): void {
  const uuid = textMember(bytes, start, end, "uuid");
  if (uuid !== null) chain.link(uuid, textMember(bytes, start, end, "parentUuid"));
}

/** One, unless the newline between two was lost; none of what is torn. */
function* rowsIn(bytes: Buffer, start: number, end: number): Generator<JsonObject, void> {
  const whole = withoutRepeat(bytes, start, end) ?? parse(bytes, start, end);
  if (whole) {
    yield whole;
    return;
  }
  let at = bytes.indexOf(OPEN_BRACE, start);
  while (at >= 0 && at < end) {
    const close = endOfStructure(bytes, at, end);
    const row = close < 0 ? null : parse(bytes, at, close);
    if (!row) return;
    yield row;
    at = bytes.indexOf(OPEN_BRACE, close);
  }
}

/**
 * A result stands in its row twice: half of the bytes of most transcripts. Behind the second comes nothing that is of
 * use here; where a version writes it elsewhere, the row that is cut lacks its time, and is parsed whole.
 */
function withoutRepeat(bytes: Buffer, start: number, end: number): JsonObject | null {
  const line = bytes.subarray(start, end);
  const repeat = line.indexOf(REPEAT);
  const row = repeat < 0 || line.includes(GLUE) ? null : parse(bytes, start, start + repeat, "}");
  return row && asTime(row["timestamp"]) !== null && asString(row["uuid"]) !== null ? row : null;
}

function parse(bytes: Buffer, start: number, end: number, close = ""): JsonObject | null {
  try {
    return asObject(JSON.parse(bytes.toString("utf8", start, end) + close));
  } catch {
    return null;
  }
}
