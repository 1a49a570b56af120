/** The engine: reads Claude Code's files into the ledger, watches them, and sends whole Snapshots. */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../shared/clock.ts";
import type { Attention, EngineSettings, SessionPlace } from "../shared/engineProtocol.ts";
import type { Notice, Snapshot } from "../shared/snapshot.ts";
import { Throttle } from "../shared/throttle.ts";
import { Indexer, type Log } from "./indexer.ts";
import { Lease } from "./ledger/lease.ts";
import { Ledger } from "./ledger/ledger.ts";
import { openStore } from "./ledger/store.ts";
import type { LiveRecord } from "./sessions/sessionViews.ts";
import { SnapshotBuilder, type Moment } from "./snapshotBuilder.ts";
import { ancestorsOf, isInForeground } from "./sources/processes.ts";
import { ReaderPool } from "./sources/readerPool.ts";
import type { UsageCache } from "./sources/usageCache.ts";
import { ConfigDirWatcher } from "./sources/watcher.ts";

export interface EngineOptions {
  settings: EngineSettings;
  /** What the window looks at when the engine starts. */
  attention: Attention;
  clock: Clock;
  log: Log;
  send: (snapshot: Snapshot) => void;
}

const SNAPSHOT_INTERVAL_MS = 250;
/** Watching can miss changes (network mounts, descriptors used up): a regular look at every file is the truth. */
const SWEEP_MS = 60_000;
/** How often processes are checked and the lease is renewed; followers look at the store more often. */
const PULSE_MS = 3_000;
const FOLLOW_MS = 500;
const READING_THREADS = 2;

export class Engine {
  private readonly options: EngineOptions;
  private readonly db: DatabaseSync;
  private readonly pool = new ReaderPool(READING_THREADS);
  private readonly ledger: Ledger;
  private readonly lease: Lease;
  private readonly indexer: Indexer;
  private readonly builder: SnapshotBuilder;
  private readonly snapshots: Throttle;
  private readonly notices = new Map<string, Notice>();
  private readonly listings = new Map<
    string,
    { kind: "ok"; files: number } | { kind: "missing" } | { kind: "unreadable"; reason: string }
  >();
  private readonly recordsByDir = new Map<string, LiveRecord[]>();
  private readonly processSessions = new Set<string>();
  private readonly endedSessions = new Set<string>();
  private readonly ancestors = new Map<number, readonly number[]>();
  private readonly usageCaches = new Map<string, UsageCache>();
  private readonly watchers = new Map<string, ConfigDirWatcher>();
  private readonly owned = new Set<string>();
  private readonly sweeping = new Set<string>();
  private readonly timers: NodeJS.Timeout[] = [];
  private attention: Attention;
  private storeVersion = 0;
  private swept = false;
  private closed = false;

  /** Opens the store; when that cannot be had, goes on in memory and says so. */
  constructor(options: EngineOptions) {
    this.options = options;
    const { settings, clock } = options;
    this.attention = options.attention;
    this.db = this.openStore(settings.dataDir);
    this.ledger = new Ledger(this.db);
    this.lease = new Lease(this.db, clock.now);
    this.snapshots = new Throttle(clock, SNAPSHOT_INTERVAL_MS, () => this.sendSnapshot());
    this.indexer = new Indexer(this.ledger, this.pool, clock.now, {
      log: options.log,
      written: () => this.snapshots.call(),
      storeFailed: (reason) => this.noteStoreFailure(reason),
    });
    this.builder = new SnapshotBuilder(this.db, this.ledger, settings);
  }

  /** Tells what the store holds at once, then reads what is new, then keeps watching. Fulfilled after the first sweep. */
  async start(): Promise<void> {
    for (const { path } of this.options.settings.configDirs) this.takeLease(path);
    const live = Promise.all(this.eachDir((path) => Promise.all([this.readRecords(path), this.readUsageCache(path)])));
    const sweeps = Promise.all(this.eachDir((path) => this.sweep(path)));
    await live;
    this.snapshots.call();
    await sweeps;
    this.swept = true;
    this.sendSnapshot();
    if (this.closed) return;
    for (const { path } of this.options.settings.configDirs) this.watch(path);
    this.every(PULSE_MS, () => this.pulse());
    this.every(FOLLOW_MS, () => this.follow());
    this.every(SWEEP_MS, () => this.eachDir((path) => this.lookThrough(path)));
  }

  attend(attention: Attention): void {
    this.attention = attention;
    this.snapshots.call();
  }

  /** Where the process of a session is now, looked up afresh. */
  async locate(sessionId: string): Promise<SessionPlace> {
    await Promise.all(this.eachDir((path) => this.readRecords(path)));
    const record = this.records().find((candidate) => candidate.sessionId === sessionId && candidate.alive);
    if (!record) return { kind: "none", reason: "no running process of this session is known" };
    const { pid, host } = record;
    const status = host === "terminal" && isInForeground(pid) === false ? "background" : record.status;
    return { kind: "process", pid, ancestors: await ancestorsOf(pid), status, host };
  }

  /** Gives the lease back and stops everything. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.snapshots.dispose();
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([...this.watchers.values()].map((watcher) => watcher.close()));
    await this.pool.close();
    this.lease.release();
    this.db.close();
  }

  private eachDir<T>(visit: (path: string) => T): T[] {
    return this.options.settings.configDirs.map(({ path }) => visit(path));
  }

  private openStore(dataDir: string): DatabaseSync {
    try {
      return openStore({ kind: "folder", dataDir });
    } catch (error) {
      this.options.log("error", `cannot open the ledger in ${dataDir}: ${String(error)}`);
      this.notices.set("store", {
        id: "store",
        level: "error",
        message: `Bursar's ledger cannot be opened (${String(error)}). Figures come from the transcripts alone until it can.`,
        remedy: `Make ${dataDir} writable, or update Bursar in every editor, then run “Bursar: Restart Engine”.`,
      });
      return openStore({ kind: "memory" });
    }
  }

  private noteStoreFailure(reason: string | null): void {
    if (reason === null) {
      if (this.notices.delete("write")) this.options.log("info", "the ledger can be written again");
      return;
    }
    if (!this.notices.has("write")) this.options.log("error", `cannot write to the ledger: ${reason}`);
    this.notices.set("write", {
      id: "write",
      level: "error",
      message: `Bursar cannot write to its ledger: ${reason}`,
      remedy: `Free disk space or make ${this.options.settings.dataDir} writable; nothing is lost while the transcripts are there.`,
    });
    this.snapshots.call();
  }

  private takeLease(path: string): void {
    try {
      const had = this.owned.has(path);
      if (!this.lease.acquire(this.ledger.dirs.idOf(path))) {
        this.owned.delete(path);
      } else if (!had) {
        this.owned.add(path);
        this.indexer.forget();
        if (this.swept) void this.sweep(path);
      }
    } catch (error) {
      this.noteStoreFailure(String(error));
    }
  }

  private async sweep(path: string): Promise<void> {
    // A follower lists the folder too (it says whether it is there), and leaves the reading to the lease's holder.
    if (this.sweeping.has(path)) return;
    this.sweeping.add(path);
    try {
      const result = await this.indexer.sweep(path, this.owned.has(path));
      this.listings.set(path, result.kind === "swept" ? { kind: "ok", files: result.files } : result);
    } catch (error) {
      if (!this.closed) this.options.log("warn", `cannot look through ${path}: ${String(error)}`);
    } finally {
      this.sweeping.delete(path);
    }
  }

  private async lookThrough(path: string): Promise<void> {
    await Promise.all([this.sweep(path), this.readRecords(path), this.readUsageCache(path)]);
    this.snapshots.call();
  }

  private watch(path: string): void {
    this.watchers.set(
      path,
      new ConfigDirWatcher(path, {
        ready: () => void this.lookThrough(path),
        transcript: (file) => {
          if (this.owned.has(path)) void this.indexer.read(path, file);
        },
        sessionRecords: () => void this.readRecords(path),
        usageCache: () => void this.readUsageCache(path),
        failed: (reason) =>
          this.options.log("warn", `watching ${path} failed (${reason}); it is looked through every minute`),
      }),
    );
  }

  private async readRecords(path: string): Promise<void> {
    try {
      const records = await this.pool.run("sessionRecords", path);
      for (const record of records) {
        if (record.alive) this.processSessions.add(record.sessionId);
        if (record.alive && !this.ancestors.has(record.pid))
          this.ancestors.set(record.pid, await ancestorsOf(record.pid));
      }
      const before = JSON.stringify(this.recordsByDir.get(path) ?? []);
      const found = records.map((record) => ({ ...record, configDir: path }));
      this.recordsByDir.set(path, found);
      const alive = new Set(this.records().flatMap((record) => (record.alive ? [record.sessionId] : [])));
      for (const sessionId of this.processSessions) {
        if (alive.has(sessionId)) this.endedSessions.delete(sessionId);
        else if (!this.endedSessions.has(sessionId)) {
          this.endedSessions.add(sessionId);
          this.ledger.endSession(sessionId);
        }
      }
      if (before !== JSON.stringify(found)) this.snapshots.call();
    } catch (error) {
      if (!this.closed) this.options.log("warn", `cannot read the session records of ${path}: ${String(error)}`);
    }
  }

  private async readUsageCache(path: string): Promise<void> {
    if (!this.options.settings.readUsageCache) return;
    try {
      this.usageCaches.set(path, await this.pool.run("usageCache", path));
      this.snapshots.call();
    } catch (error) {
      if (!this.closed) this.options.log("warn", `cannot read the usage note of ${path}: ${String(error)}`);
    }
  }

  private records(): LiveRecord[] {
    return [...this.recordsByDir.values()].flat();
  }

  private pulse(): void {
    for (const { path } of this.options.settings.configDirs) {
      this.takeLease(path);
      void this.readRecords(path);
    }
  }

  /** Sees what another process wrote to the store. */
  private follow(): void {
    const { data_version: version } = this.db.prepare("PRAGMA data_version").get() as { data_version: number };
    if (version === this.storeVersion) return;
    this.storeVersion = version;
    this.snapshots.call();
  }

  private every(ms: number, action: () => unknown): void {
    this.timers.push(setInterval(() => void action(), ms));
  }

  private sendSnapshot(): void {
    if (this.closed) return;
    const moment: Moment = {
      now: this.options.clock.now(),
      index: this.swept ? this.indexer.state : this.firstIndexState(),
      attention: this.attention,
      listings: this.listings,
      records: this.records(),
      endedSessions: this.endedSessions,
      ancestors: this.ancestors,
      usageCaches: this.usageCaches,
      notices: [...this.notices.values()],
    };
    this.options.send(this.builder.build(moment));
  }

  /** Before the first sweep is through nothing is known to be complete, even while no file is being read. */
  private firstIndexState(): Moment["index"] {
    const { state } = this.indexer;
    if (state.kind === "indexing") return state;
    return { kind: "indexing", filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: this.options.clock.now() };
  }
}
