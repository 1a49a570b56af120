/** One config directory: lists, reads and watches it, and knows what it said last. */
import { join } from "node:path";
import type { Indexer, Log } from "./indexer.ts";
import { oneAtATime } from "./oneAtATime.ts";
import type { LiveRecord } from "./sessions/sessionViews.ts";
import { foldersToWatch } from "./sources/activeFolders.ts";
import { LiveFilesWatcher } from "./sources/liveFilesWatcher.ts";
import type { ReaderPool } from "./sources/readerPool.ts";
import { TranscriptWatcher } from "./sources/transcriptWatcher.ts";
import type { UsageCache } from "./sources/usageCache.ts";
import { datedReadings, type DatedReading, type SeenAnswer } from "./windows/datedReadings.ts";

/** What the last look at a directory's transcripts found. */
export type Listing = { kind: "ok"; files: number } | { kind: "missing" } | { kind: "unreadable"; reason: string };

export interface MonitorOptions {
  path: string;
  /** Bursar's own data folder, where status lines are stored. */
  dataDir: string;
  readUsageCache: boolean;
  /** Of this directory alone: a mount that stalls holds up its own threads and nobody else's. */
  pool: ReaderPool;
  indexer: Indexer;
  /** Takes or renews the right to read the transcripts; false: another process has it. */
  takeLease: () => boolean;
  now: () => number;
  log: Log;
  /** Something that a Snapshot shows has changed. */
  changed: () => void;
  recordsRead: () => Promise<void>;
  /** What the store knows of the answers that status lines tell of; asked for once. */
  seenAnswers: () => readonly SeenAnswer[];
  /** The limits or the account may have changed, or this process begins to write them down. */
  limitsRead: () => void;
}

export class ConfigDirMonitor {
  readonly path: string;
  /** Null until the directory has been looked at. */
  listing: Listing | null = null;
  records: LiveRecord[] = [];
  usageCache: UsageCache | null = null;
  /** A hash of the account that is signed in; null where nothing names one. */
  signedIn: string | null = null;
  /** Whether that is known as far as it can be. */
  accountLooked: boolean;
  statusLines: { connected: boolean; readings: DatedReading[] } = { connected: false, readings: [] };
  /** The first look is through: what it holds is in the store. */
  looked = false;
  /** This process is the one that reads its transcripts. */
  owned = false;

  private readonly options: MonitorOptions;
  private readonly projects: string;
  private readonly transcripts: TranscriptWatcher;
  private liveFiles: LiveFilesWatcher | null = null;
  private started = false;
  private closed = false;
  private watchesAll = true;
  /** The last sweep did. */
  private foundNew = false;
  private looksWithoutSweep = 0;
  private answers: readonly SeenAnswer[] | null = null;
  /** When the last note says that it was fetched. */
  private fetchedAt: number | null = null;

  constructor(options: MonitorOptions) {
    this.options = options;
    this.path = options.path;
    this.projects = join(options.path, "projects");
    this.accountLooked = !options.readUsageCache;
    this.transcripts = new TranscriptWatcher(this.projects, {
      transcript: (file) => void options.indexer.read(this.path, file),
      folders: () => void this.sweep(),
      failed: (reason) => {
        this.watchesAll = false;
        this.warn(`cannot watch all of ${this.projects} (${reason}); it is looked through every minute`);
      },
    });
  }

  /** The reading threads of this directory. */
  get pool(): ReaderPool {
    return this.options.pool;
  }

  /** Whether reading it hangs. */
  get stalled(): boolean {
    return this.options.pool.stalled;
  }

  /** Fulfilled after the first look; of a directory that stalls, never. */
  async start(): Promise<void> {
    this.pulse();
    const sweep = this.sweep();
    this.started = true;
    await Promise.all([this.readRecords(), this.readUsageCache(), this.readStatusLines()]);
    this.options.changed();
    await sweep;
    this.looked = true;
    // Not before it has answered: setting up watches takes the process's few file threads.
    if (!this.closed) this.watchLiveFiles();
  }

  /** Looks who may read. A process that takes over begins with all that changed while nobody read. */
  pulse(): void {
    const owned = this.options.takeLease();
    const taken = owned && !this.owned;
    this.owned = owned;
    if (!owned) this.transcripts.close();
    if (taken) {
      this.options.indexer.forget();
      this.options.limitsRead();
      if (this.started) void this.sweep();
    }
  }

  /**
   * The look of every minute at what watching may have missed. A sweep over thousands of files is most of what Bursar
   * costs while nothing happens, so where watching misses nothing every third look has one.
   */
  async lookThrough(): Promise<void> {
    const due = !this.watchesAll || this.foundNew || ++this.looksWithoutSweep >= 3;
    await Promise.all([due ? this.sweep() : null, this.readRecords(), this.readUsageCache(), this.readStatusLines()]);
    this.options.changed();
  }

  readonly sweep = oneAtATime(async () => {
    this.looksWithoutSweep = 0;
    try {
      // A follower lists the folder too (it says whether it is there), and leaves the reading to the lease's holder.
      const result = await this.options.indexer.sweep(this.path, this.owned);
      this.listing = result.kind === "swept" ? { kind: "ok", files: result.listing.files.length } : result;
      this.foundNew = result.kind === "swept" && result.changed > 0;
      if (result.kind === "swept" && this.owned && !this.closed) {
        const folders = foldersToWatch(this.projects, result.listing, this.options.now());
        if (this.transcripts.watch(folders)) void this.sweep();
      }
    } catch (error) {
      this.warn(`cannot look through ${this.path}: ${String(error)}`);
    }
  });

  readonly readRecords = oneAtATime(async () => {
    try {
      const records = await this.options.pool.run("sessionRecords", this.path);
      this.records = records.map((record) => ({ ...record, configDir: this.path }));
      await this.options.recordsRead();
      // Nothing tells that a folder comes that was not there.
      if (this.listing?.kind === "missing") void this.sweep();
    } catch (error) {
      this.warn(`cannot read the session records of ${this.path}: ${String(error)}`);
    }
  });

  readonly readUsageCache = oneAtATime(async () => {
    if (!this.options.readUsageCache) return;
    try {
      const before = JSON.stringify([this.usageCache, this.signedIn]);
      const { usage, signedIn } = await this.options.pool.run("claudeJson", this.path);
      this.usageCache = this.dated(usage);
      this.signedIn = signedIn;
      this.accountLooked = true;
      this.options.limitsRead();
      if (before !== JSON.stringify([this.usageCache, signedIn])) this.options.changed();
    } catch (error) {
      this.warn(`cannot read the usage note of ${this.path}: ${String(error)}`);
    }
  });

  readonly readStatusLines = oneAtATime(async () => {
    const { dataDir, now, pool } = this.options;
    try {
      const before = JSON.stringify(this.statusLines);
      const { connected, readings } = await pool.run("statusLines", { configDir: this.path, dataDir, now: now() });
      this.answers ??= this.options.seenAnswers();
      const dated = datedReadings(readings, this.answers);
      this.answers = dated;
      this.statusLines = { connected, readings: dated };
      this.options.limitsRead();
      if (before !== JSON.stringify(this.statusLines)) this.options.changed();
    } catch (error) {
      this.warn(`cannot read the status lines of ${this.path}: ${String(error)}`);
    }
  });

  /** False: a reading thread hangs and could not be ended. */
  async close(): Promise<boolean> {
    this.closed = true;
    this.transcripts.close();
    await this.liveFiles?.close();
    return this.options.pool.close();
  }

  /** A note from the future is of another clock: it is as old as the first look at it. */
  private dated(usage: UsageCache): UsageCache {
    if (usage.kind !== "read") return usage;
    const known = this.usageCache;
    const seenAt = usage.fetchedAt === this.fetchedAt && known?.kind === "read" ? known.fetchedAt : this.options.now();
    this.fetchedAt = usage.fetchedAt;
    return { ...usage, fetchedAt: Math.min(usage.fetchedAt, seenAt) };
  }

  private watchLiveFiles(): void {
    this.liveFiles = new LiveFilesWatcher(this.path, this.options.dataDir, {
      ready: () => void this.lookThrough(),
      sessionRecords: () => void this.readRecords(),
      usageCache: () => void this.readUsageCache(),
      statusLines: () => void this.readStatusLines(),
      failed: (reason) => this.warn(`watching ${this.path} failed (${reason}); it is looked through every minute`),
    });
  }

  private warn(message: string): void {
    if (!this.closed) this.options.log("warn", message);
  }
}
