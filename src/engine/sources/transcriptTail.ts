/** Reads the end of a transcript: the rows of its last bytes. Synchronous: for a reading thread. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { rowHead } from "./jsonBytes.ts";
import { asObject, type JsonObject } from "./narrow.ts";

const NEWLINE = 0x0a;

export interface TranscriptTail {
  bytes: Buffer;
  /** Rows stand before these bytes. */
  cut: boolean;
}

/** From a row's beginning on: of at most `maxBytes` the row that is cut is left out. Null when the file cannot be read. */
export function readTail(path: string, maxBytes: number): TranscriptTail | null {
  let file: number;
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer. (Undefined, so 0, on Windows.)
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return null;
    const start = Math.max(0, stat.size - maxBytes);
    const bytes = Buffer.allocUnsafe(stat.size - start);
    const tail = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
    if (start === 0) return { bytes: tail, cut: false };
    const newline = tail.indexOf(NEWLINE);
    return { bytes: newline < 0 ? tail.subarray(0, 0) : tail.subarray(newline + 1), cut: true };
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** Objects that stand before the type in rows which are never of interest here; most of them are large. */
const OTHER_OBJECTS = new Set(["attachment", "snapshot", "data", "shape"]);

/**
 * The rows of these types, parsed; broken and torn ones are left out. A row whose type stands behind an object, as that
 * of an answer does, can be of another type.
 */
export function* rowsOf(bytes: Buffer, types: ReadonlySet<string>): Generator<JsonObject> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (mayBe(bytes, start, end, types)) {
      const row = parse(bytes.subarray(start, end));
      if (row) yield row;
    }
    start = end + 1;
  }
}

function mayBe(bytes: Buffer, start: number, end: number, types: ReadonlySet<string>): boolean {
  const head = rowHead(bytes, start, end);
  return head.kind === "type" ? types.has(head.type) : head.kind === "object" && !OTHER_OBJECTS.has(head.key);
}

function parse(line: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
