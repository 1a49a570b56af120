/**
 * How the work of a session stood whenever a prompt had been answered, from its whole transcript. Nothing of what was
 * written leaves the reading thread. Synchronous.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { asString } from "./narrow.ts";
import { SessionTailCollector, type SessionTail } from "./sessionTail.ts";
import { rowsOf } from "./transcriptTail.ts";
import { narrowRow } from "./narrowRow.ts";

export interface PromptEnd {
  /** Id of the last main-chain request before the next prompt, or before the end. */
  request: string;
  boundary: SessionTail["boundary"]["kind"];
  midDebug: boolean | null;
}

const ROWS = new Set(["user", "assistant", "system"]);
const NEWLINE = 0x0a;
const CHUNK = 4 << 20;

/** In the order of the transcript. Null when it cannot be read. */
export function readPromptEnds(path: string): PromptEnd[] | null {
  let file: number;
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer. (Undefined, so 0, on Windows.)
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    if (!fstatSync(file).isFile()) return null;
    const collector = new SessionTailCollector();
    const ends: PromptEnd[] = [];
    let answered: string | null = null;
    const end = () => {
      if (answered === null) return;
      ends.push({ request: answered, boundary: collector.boundary().kind, midDebug: collector.midDebug });
      answered = null;
    };
    for (const bytes of wholeLines(file)) {
      for (const row of rowsOf(bytes, ROWS)) {
        // A subagent's task is no prompt of the session's.
        if (row["isSidechain"] === true || asString(row["agentId"]) !== null) continue;
        const narrowed = narrowRow(row);
        // Asked before the prompt is told: what it is about was not known yet.
        if (narrowed.kind === "prompt") end();
        collector.row(row);
        if (narrowed.kind === "request") answered = narrowed.id;
      }
    }
    end();
    return ends;
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** A file from its beginning, in pieces that end with a line, so that memory stays flat on files of any size. */
function* wholeLines(file: number): Generator<Buffer> {
  let rest = Buffer.alloc(0);
  for (;;) {
    // Of a line longer than that ever more is read at a time: it is copied a few times only.
    const bytes = Buffer.allocUnsafe(rest.length + Math.max(CHUNK, rest.length));
    rest.copy(bytes);
    const count = readSync(file, bytes, rest.length, bytes.length - rest.length, null);
    const filled = bytes.subarray(0, rest.length + count);
    if (count === 0) {
      if (filled.length > 0) yield filled;
      return;
    }
    const end = filled.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield filled.subarray(0, end);
    rest = filled.subarray(end);
  }
}
