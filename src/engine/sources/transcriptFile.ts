/** Reads one transcript from where the last reading stopped. Synchronous: it runs in a reading thread of its own. */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { betterRecord } from "./betterRecord.ts";
import { firstTimestamp, scanLines, type LineSink } from "./transcriptLines.ts";
import {
  KNOWN_ROW_TYPES,
  type CompactionRow,
  type CostStateRow,
  type LimitHitRow,
  type PromptRow,
  type RequestRow,
  type TitleRow,
  type TranscriptRow,
} from "./transcriptRow.ts";

/** How far a file has been read, and what tells that it is still the same file. */
export interface FileMark {
  inode: number;
  size: number;
  modifiedMs: number;
  /** Bytes read: the position after the last whole line. */
  offset: number;
  /** Hashes of the first bytes and of those before `offset`: a file rewritten longer differs in one of them. */
  head: string;
  tail: string;
  /** Time stamp of the file's first row that has one. */
  firstTimestamp: number | null;
  /** Key of the last prompt before `offset`: what the next request belongs to. */
  prompt: string | null;
}

export type SkipReason = "torn or broken line" | "unknown row type";

/** What one reading found, in the order of the file, one record per request. */
export interface TranscriptPart {
  /** The file's first time stamp; where no row has one, when the file was modified. */
  firstTimestamp: number;
  requests: RequestRow[];
  compactions: CompactionRow[];
  titles: TitleRow[];
  prompts: PromptRow[];
  /** Claude Code's own totals: the time of the last row before each (null: none in this reading), and whether no request came after it. */
  reports: { row: CostStateRow; at: number | null; last: boolean }[];
  limitHits: LimitHitRow[];
  /** `detail` is a row type, never contents. */
  skipped: { reason: SkipReason; detail: string; count: number }[];
}

export type FileReading =
  | { kind: "read"; mark: FileMark; rewritten: boolean }
  | { kind: "gone" }
  | { kind: "failed"; reason: string };

const CHUNK = 1 << 20;
/** A longer line is skipped with a word in the log; the longest seen in the wild is 2.1 MB. */
const MAX_LINE = 256 << 20;
const FINGERPRINT = 256;
/** A part is handed over when it holds this many requests, so that memory stays flat on files of any size. */
const REQUESTS_A_PART = 4000;

let buffer = Buffer.allocUnsafe(2 * CHUNK);

/**
 * Reads `path` from `known.offset` (from the start when it is null, or when the file is no longer the one that was
 * read) and hands over what it finds. A torn last line waits for the next reading; a whole row that only lacks its
 * newline is counted now and, harmlessly, again then.
 */
export function readTranscript(
  path: string,
  known: FileMark | null,
  part: (part: TranscriptPart) => void,
): FileReading {
  let file: number;
  try {
    // O_NONBLOCK: opening a FIFO that happens to be named *.jsonl must not wait for a writer. (Undefined, so 0, on Windows.)
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return failure(error);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { kind: "failed", reason: "not a regular file" };
    const resume = known !== null && isContinued(file, stat, known) ? known : null;
    let first = resume?.firstTimestamp ?? null;
    const collector = new PartCollector(resume?.prompt ?? null, (found) =>
      part({ ...found, firstTimestamp: first ?? Math.round(stat.mtimeMs) }),
    );
    let offset = resume?.offset ?? 0;
    let filled = 0;
    let dropping = false;
    for (;;) {
      if (filled + CHUNK > buffer.length) buffer = grow(buffer, filled);
      const count = readSync(file, buffer, filled, CHUNK, offset + filled);
      if (count === 0) break;
      const searched = filled;
      filled += count;
      const lastNewline = searched + buffer.subarray(searched, filled).lastIndexOf(0x0a);
      if (lastNewline < searched) {
        if (filled < MAX_LINE && !dropping) continue;
        if (!dropping) collector.sink.broken();
        dropping = true;
        offset += filled;
        filled = 0;
        continue;
      }
      const from = dropping ? buffer.indexOf(0x0a) + 1 : 0;
      dropping = false;
      first ??= firstTimestamp(buffer, from, lastNewline);
      scanLines(buffer, from, lastNewline, collector.sink);
      collector.flushIfLarge();
      offset += lastNewline + 1;
      buffer.copyWithin(0, lastNewline + 1, filled);
      filled -= lastNewline + 1;
    }
    const { prompt } = collector;
    if (filled > 0 && !dropping && buffer[filled - 1] === 0x7d) {
      first ??= firstTimestamp(buffer, 0, filled);
      // What is strange about it is said when its newline is there.
      const row = (found: TranscriptRow) => (found.kind === "other" ? undefined : collector.sink.row(found));
      scanLines(buffer, 0, filled, { row, broken: () => {} });
    }
    collector.flush();
    if (buffer.length > 4 * CHUNK) buffer = Buffer.allocUnsafe(2 * CHUNK);
    return {
      kind: "read",
      rewritten: known !== null && resume === null,
      mark: {
        inode: stat.ino,
        // What was read up to, not what fstat saw before: a later append must look like a change.
        size: offset + filled,
        modifiedMs: stat.mtimeMs,
        offset,
        ...fingerprints(file, offset),
        firstTimestamp: first,
        prompt,
      },
    };
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(file);
  }
}

function failure(error: unknown): FileReading {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "gone" };
  return { kind: "failed", reason: code ?? String(error) };
}

function grow(old: Buffer<ArrayBuffer>, filled: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(old.length * 2);
  old.copy(larger, 0, 0, filled);
  return larger;
}

function hashOf(file: number, start: number, end: number): string {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  const count = readSync(file, bytes, 0, bytes.length, start);
  return createHash("sha1").update(bytes.subarray(0, count)).digest("base64");
}

function fingerprints(file: number, offset: number): { head: string; tail: string } {
  return {
    head: hashOf(file, 0, Math.min(FINGERPRINT, offset)),
    tail: hashOf(file, Math.max(0, offset - FINGERPRINT), offset),
  };
}

/** Whether the file still begins with what was read of it. */
function isContinued(file: number, stat: Stats, known: FileMark): boolean {
  // Written to and not longer: a row between the fingerprints may have changed.
  if (stat.size < known.size || (stat.size === known.size && stat.mtimeMs !== known.modifiedMs)) return false;
  const now = fingerprints(file, known.offset);
  return now.head === known.head && now.tail === known.tail;
}

/** Gathers rows into parts, keeping one record per request: the one with the most output, the later of equals. */
class PartCollector {
  private part = emptyPart();
  private readonly requests = new Map<string, RequestRow>();
  private readonly skips = new Map<string, TranscriptPart["skipped"][number]>();
  private readonly hand: (part: Found) => void;

  private lastAt: number | null = null;
  /** Key of the prompt that the rows to come belong to. */
  prompt: string | null;

  constructor(prompt: string | null, hand: (part: Found) => void) {
    this.prompt = prompt;
    this.hand = hand;
  }

  readonly sink: LineSink = {
    row: (row) => {
      switch (row.kind) {
        case "request": {
          const seen = this.requests.get(row.id);
          row.promptKey = this.prompt;
          this.requests.set(row.id, seen ? betterRecord(seen, row) : row);
          this.lastAt = row.timestamp ?? this.lastAt;
          for (const report of this.part.reports) report.last = false;
          break;
        }
        case "compaction":
          this.part.compactions.push(row);
          this.lastAt = row.timestamp ?? this.lastAt;
          break;
        case "prompt":
          if (row.key !== this.prompt) this.part.prompts.push(row);
          this.prompt = row.key;
          break;
        case "limitHit":
          this.part.limitHits.push(row);
          break;
        case "title":
          this.part.titles.push(row);
          break;
        case "costState":
          this.part.reports.push({ row, at: this.lastAt, last: true });
          break;
        case "other":
          if (row.type !== null && !KNOWN_ROW_TYPES.has(row.type)) this.skip("unknown row type", asTypeName(row.type));
      }
    },
    broken: () => this.skip("torn or broken line", ""),
  };

  flushIfLarge(): void {
    if (this.requests.size >= REQUESTS_A_PART) this.flush();
  }

  flush(): void {
    this.part.requests = [...this.requests.values()];
    this.part.skipped = [...this.skips.values()];
    this.requests.clear();
    this.skips.clear();
    if (Object.values(this.part).some((found) => found.length > 0)) this.hand(this.part);
    this.part = emptyPart();
  }

  private skip(reason: SkipReason, detail: string): void {
    const key = `${reason} ${detail}`;
    const seen = this.skips.get(key);
    if (seen) seen.count++;
    else this.skips.set(key, { reason, detail, count: 1 });
  }
}

/** A type is a word; something else in its place may be contents, which belong in no log. */
const asTypeName = (type: string) => (/^[\w.:-]{1,64}$/.test(type) ? type : "");

type Found = Omit<TranscriptPart, "firstTimestamp">;

const emptyPart = (): Found => ({
  requests: [],
  compactions: [],
  titles: [],
  prompts: [],
  reports: [],
  limitHits: [],
  skipped: [],
});
