/** Brings transcripts into the ledger: finds what is new in a config directory, has it read, writes it in batches. */
import { basename, dirname, sep } from "node:path";
import type { LogLevel } from "../shared/engineProtocol.ts";
import type { IndexState } from "../shared/snapshot.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { ReaderPool } from "./sources/readerPool.ts";
import type { FileMark, TranscriptPart } from "./sources/transcriptFile.ts";
import type { ListedFile, TreeListing } from "./sources/transcriptTree.ts";

export type Log = (level: LogLevel, message: string) => void;

/** A batch is written when it holds this many requests, */
const REQUESTS_A_BATCH = 4000;
/** or when this much time has passed, so that a long first index shows on screen as it goes. */
const BATCH_MS = 500;

type Write = { configDir: string; path: string } & (
  | { kind: "part"; part: TranscriptPart }
  | { kind: "mark"; mark: FileMark }
);

/** What a sweep over a directory came to; `changed`: how many transcripts were to be read. */
export type SweepResult =
  | { kind: "swept"; listing: Extract<TreeListing, { kind: "listed" }>; changed: number }
  | Exclude<TreeListing, { kind: "listed" }>;

export interface IndexerEvents {
  log: Log;
  /** A batch is in the store. */
  written: () => void;
  /** Writing to the store failed (null: it works again). What was read is read again later. */
  storeFailed: (error: unknown) => void;
}

export class Indexer {
  private readonly ledger: Ledger;
  private readonly pool: ReaderPool;
  private readonly now: () => number;
  private readonly events: IndexerEvents;
  private readonly marks = new Map<string, Map<string, FileMark>>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly readAgain = new Set<string>();
  private readonly said = new Set<string>();
  private writes: Write[] = [];
  private requestsWaiting = 0;
  private batchStarted = 0;
  private sweeps = 0;
  private progress = { filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: 0 };

  constructor(ledger: Ledger, pool: ReaderPool, now: () => number, events: IndexerEvents) {
    this.ledger = ledger;
    this.pool = pool;
    this.now = now;
    this.events = events;
  }

  get state(): IndexState {
    return this.sweeps > 0 ? { kind: "indexing", ...this.progress } : { kind: "idle" };
  }

  /** Lists a config directory and, unless another process does (`reads` false), reads all that changed since it was last read. */
  async sweep(configDir: string, reads: boolean): Promise<SweepResult> {
    const listing = await this.pool.run("transcripts", configDir);
    if (listing.kind !== "listed") return listing;
    if (!reads) return { kind: "swept", listing, changed: 0 };
    for (const { path, reason } of listing.problems) this.sayOnce("warn", `cannot list ${path}: ${reason}`);
    const marks = this.marksOf(configDir);
    const changed = listing.files.filter((file) => isChanged(marks.get(file.path), file));
    // Newest first: what the user works on now is right long before old history is in.
    changed.sort((a, b) => b.modifiedMs - a.modifiedMs);
    if (changed.length > 0) await this.readAll(configDir, changed);
    return { kind: "swept", listing, changed: changed.length };
  }

  /** Reads on in one transcript; when it is being read, once more after that. */
  read(configDir: string, path: string): Promise<void> {
    const running = this.reading.get(path);
    if (running) {
      this.readAgain.add(path);
      return running;
    }
    const reading = this.readOnce(configDir, path).finally(() => {
      this.reading.delete(path);
      if (this.reading.size === 0) this.flush();
      if (this.readAgain.delete(path)) void this.read(configDir, path);
    });
    this.reading.set(path, reading);
    return reading;
  }

  /** Forgets what is known of the files: another process has been the indexer meanwhile. */
  forget(): void {
    this.marks.clear();
  }

  private async readAll(configDir: string, files: ListedFile[]): Promise<void> {
    if (this.sweeps === 0) this.progress = { filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: this.now() };
    this.sweeps++;
    const marks = this.marksOf(configDir);
    const newBytes = (file: ListedFile) => Math.max(0, file.size - (marks.get(file.path)?.offset ?? 0));
    const sizes = files.map(newBytes);
    this.progress.files += files.length;
    this.progress.bytes += sizes.reduce((sum, size) => sum + size, 0);
    try {
      await Promise.all(
        files.map(async (file, index) => {
          await this.read(configDir, file.path);
          this.progress.filesDone++;
          this.progress.bytesDone += sizes[index] ?? 0;
        }),
      );
    } finally {
      this.sweeps--;
    }
    if (this.sweeps === 0) this.events.written();
  }

  private async readOnce(configDir: string, path: string): Promise<void> {
    let marks: Map<string, FileMark>;
    try {
      marks = this.marksOf(configDir);
    } catch (error) {
      this.events.storeFailed(error);
      return;
    }
    const known = marks.get(path) ?? null;
    try {
      const reading = await this.pool.run("transcript", { path, known }, (part) => {
        this.report(path, part);
        this.enqueue({ configDir, path, kind: "part", part }, part.requests.length);
      });
      switch (reading.kind) {
        case "read":
          if (reading.rewritten) this.events.log("info", `${path} was rewritten: read again from its start`);
          this.said.delete(`failed ${path}`);
          this.enqueue({ configDir, path, kind: "mark", mark: reading.mark }, 0);
          break;
        case "gone":
          // What it held stays in the ledger.
          marks.delete(path);
          break;
        case "failed":
          this.sayOnce("warn", `cannot read ${path}: ${reading.reason}`, `failed ${path}`);
      }
    } catch (error) {
      this.sayOnce("warn", `cannot read ${path}: ${String(error)}`, `failed ${path}`);
    }
  }

  private enqueue(write: Write, requests: number): void {
    if (this.writes.length === 0) this.batchStarted = this.now();
    this.writes.push(write);
    this.requestsWaiting += requests;
    if (this.requestsWaiting >= REQUESTS_A_BATCH || Math.abs(this.now() - this.batchStarted) >= BATCH_MS) this.flush();
  }

  private flush(): void {
    const writes = this.writes;
    if (writes.length === 0) return;
    this.writes = [];
    this.requestsWaiting = 0;
    try {
      this.ledger.begin();
      for (const write of writes) {
        if (write.kind === "mark") this.ledger.mark(write.configDir, write.path, write.mark);
        else
          this.ledger.add(
            { configDir: write.configDir, ...placeOf(write.path), firstTimestamp: write.part.firstTimestamp },
            write.part,
          );
      }
      this.ledger.commit();
    } catch (error) {
      this.ledger.rollback();
      // The files stay unmarked, so the next sweep reads them again.
      this.events.storeFailed(error);
      return;
    }
    this.events.storeFailed(null);
    for (const write of writes) if (write.kind === "mark") this.marks.get(write.configDir)?.set(write.path, write.mark);
    this.events.written();
  }

  private marksOf(configDir: string): Map<string, FileMark> {
    let marks = this.marks.get(configDir);
    if (!marks) this.marks.set(configDir, (marks = this.ledger.marks(configDir)));
    return marks;
  }

  private report(path: string, part: TranscriptPart): void {
    for (const { reason, detail, count } of part.skipped) {
      if (reason === "unknown row type")
        this.sayOnce("info", `${path}: unknown row type "${detail}", left unread (said once)`, detail);
      else this.events.log("warn", `${path}: skipped ${count} × ${reason}; everything else in it is counted`);
    }
  }

  private sayOnce(level: LogLevel, message: string, key = message): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.events.log(level, message);
  }
}

function isChanged(mark: FileMark | undefined, file: ListedFile): boolean {
  return !mark || mark.size !== file.size || mark.modifiedMs !== file.modifiedMs || mark.inode !== file.inode;
}

/** The session that a transcript's place names: its own name, or the folder that holds `subagents/`. */
function placeOf(path: string): { sessionId: string } {
  const folders = dirname(path).split(sep);
  const subagents = folders.lastIndexOf("subagents");
  return { sessionId: (subagents > 0 && folders[subagents - 1]) || basename(path, ".jsonl") };
}
