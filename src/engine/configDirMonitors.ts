/** The config directories together: each is read by threads of its own, and what they tell goes into one store. */
import * as l10n from "@vscode/l10n";
import type { EngineSettings } from "../shared/engineProtocol.ts";
import type { IndexState, Notice } from "../shared/snapshot.ts";
import { ConfigDirMonitor } from "./configDirMonitor.ts";
import { Indexer, type Log } from "./indexer.ts";
import { indexState } from "./indexState.ts";
import type { Lease } from "./ledger/lease.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { LiveRecord } from "./sessions/sessionViews.ts";
import type { Moment } from "./snapshotBuilder.ts";
import { ReaderPool } from "./sources/readerPool.ts";
import type { StoreHealth } from "./storeHealth.ts";
import type { WindowRecords } from "./windowRecords.ts";

/** Reading threads over all directories; each has one at least. */
const READING_THREADS = 2;

export interface ConfigDirMonitorsOptions {
  settings: Pick<EngineSettings, "configDirs" | "dataDir" | "readUsageCache">;
  ledger: Ledger;
  lease: Lease;
  windowRecords: WindowRecords;
  health: StoreHealth;
  now: () => number;
  log: Log;
  /** Something that a Snapshot shows has changed. */
  changed: () => void;
  recordsRead: () => Promise<void>;
}

export class ConfigDirMonitors {
  private readonly options: ConfigDirMonitorsOptions;
  private readonly indexers: Indexer[] = [];
  private readonly monitors: readonly ConfigDirMonitor[];
  /** Those that the user was told of. */
  private readonly stalled = new Set<string>();
  private closed = false;

  constructor(options: ConfigDirMonitorsOptions) {
    this.options = options;
    this.monitors = options.settings.configDirs.map(({ path }) => this.monitor(path));
  }

  /** Fulfilled after the first look at each; of a directory that stalls, never. */
  async start(): Promise<void> {
    await Promise.all(this.monitors.map((monitor) => monitor.start().then(() => this.options.changed())));
  }

  /** Looks who may read, and what stalls. */
  pulse(): void {
    for (const monitor of this.monitors) {
      monitor.pulse();
      this.noteStall(monitor);
    }
  }

  /** Whether this process is the one that reads: all of them, */
  get ownsAll(): boolean {
    return this.monitors.every(({ owned }) => owned);
  }

  /** and the first. */
  get ownsFirst(): boolean {
    return this.monitors[0]?.owned === true;
  }

  lookThrough(): void {
    for (const monitor of this.monitors) void monitor.lookThrough();
  }

  sweep(): void {
    for (const monitor of this.monitors) void monitor.sweep();
  }

  readRecords(): void {
    for (const monitor of this.monitors) void monitor.readRecords();
  }

  /** The session processes, as they were read last, */
  get records(): LiveRecord[] {
    return this.monitors.flatMap((monitor) => monitor.records);
  }

  /** and read afresh where nothing stalls. */
  async freshRecords(): Promise<LiveRecord[]> {
    await Promise.all(this.monitors.filter(({ stalled }) => !stalled).map((monitor) => monitor.readRecords()));
    return this.records;
  }

  /** What the directories said last. */
  get told(): Pick<Moment, "listings" | "records" | "usageCaches" | "statusLines"> {
    return {
      listings: this.byPath(({ listing }) => listing),
      records: this.records,
      usageCaches: this.byPath(({ usageCache }) => usageCache),
      statusLines: this.byPath(({ statusLines }) => statusLines),
    };
  }

  get indexState(): IndexState {
    const looked = this.monitors.every((monitor) => monitor.looked || monitor.stalled);
    return indexState(
      this.indexers.map(({ state }) => state),
      looked,
      this.options.now(),
    );
  }

  get notices(): Notice[] {
    return [...this.stalled].map((path) => ({
      id: `stalled ${path}`,
      level: "warning",
      message: l10n.t("{0} does not answer: its figures stand still, everything else goes on.", path),
      remedy: l10n.t("Check the disk or network share that holds it; Bursar goes on by itself when it answers again."),
    }));
  }

  /** The reading threads of a directory; null where it is not watched. */
  poolOf(configDir: string): ReaderPool | null {
    return this.monitors.find(({ path }) => path === configDir)?.pool ?? null;
  }

  /** False: a reading thread hangs and could not be ended. */
  async close(): Promise<boolean> {
    this.closed = true;
    const ended = await Promise.all(this.monitors.map((monitor) => monitor.close()));
    return ended.every(Boolean);
  }

  private monitor(path: string): ConfigDirMonitor {
    const { settings, ledger, lease, windowRecords, health, now, log, changed, recordsRead } = this.options;
    const pool = new ReaderPool(Math.max(1, Math.floor(READING_THREADS / settings.configDirs.length)));
    const indexer = new Indexer(ledger, pool, now, {
      log,
      written: () => {
        this.noteTotals(monitor);
        changed();
      },
      storeFailed: (error) => (error === null ? health.works() : health.failed(error)),
    });
    this.indexers.push(indexer);
    const monitor: ConfigDirMonitor = new ConfigDirMonitor({
      path,
      dataDir: settings.dataDir,
      readUsageCache: settings.readUsageCache,
      pool,
      indexer,
      takeLease: () => health.attempt(() => lease.acquire(ledger.dirs.idOf(path))) ?? false,
      now,
      log,
      changed,
      recordsRead,
      seenAnswers: () => health.attempt(() => windowRecords.seenAnswers(path)) ?? [],
      limitsRead: () => {
        this.noteLimits(monitor);
        this.noteTotals(monitor);
      },
    });
    return monitor;
  }

  /** Not before it is known whose they are. */
  private noteLimits(monitor: ConfigDirMonitor): void {
    const { health, windowRecords, now } = this.options;
    if (this.closed || !monitor.accountLooked) return;
    health.attempt(() => windowRecords.note(monitor, monitor.owned, now()));
  }

  /** Claude Code's own totals of the sessions, of those that the store holds: again after each batch, which may bring one. */
  private noteTotals({ owned, statusLines }: ConfigDirMonitor): void {
    if (this.closed || !owned) return;
    const told = statusLines.readings.flatMap(({ sessionId, totalCostUsd: usd, answeredAt: at }) =>
      usd === null ? [] : [{ sessionId, at, usd }],
    );
    this.options.health.attempt(() => this.options.ledger.noteTotals(told));
  }

  private noteStall({ path, stalled }: ConfigDirMonitor): void {
    if (stalled === this.stalled.has(path)) return;
    this.options.log("warn", stalled ? `reading ${path} hangs` : `${path} answers again`);
    if (stalled) this.stalled.add(path);
    else this.stalled.delete(path);
    this.options.changed();
  }

  private byPath<T>(value: (monitor: ConfigDirMonitor) => T | null): Map<string, T> {
    return new Map(
      this.monitors.flatMap((monitor) => {
        const found = value(monitor);
        return found === null ? [] : [[monitor.path, found] as const];
      }),
    );
  }
}
