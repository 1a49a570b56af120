/** The engine: reads Claude Code's files into the ledger, watches them, and sends whole Snapshots. */
import type { StatementSync } from "node:sqlite";
import type { Clock } from "../shared/clock.ts";
import type { Attention, EngineRequests, EngineSettings, SessionPlace, WindowAlert } from "../shared/engineProtocol.ts";
import type { PastWindowsPage, Snapshot } from "../shared/snapshot.ts";
import { Throttle } from "../shared/throttle.ts";
import { AdviceAnswers } from "./adviceAnswers.ts";
import { AdviceFacts } from "./adviceFacts/adviceFacts.ts";
import { AdviceRecords } from "./adviceRecords.ts";
import { BackgroundWork } from "./backgroundWork.ts";
import { BackupKeeper } from "./backupKeeper.ts";
import { ConfigDirMonitors } from "./configDirMonitors.ts";
import { ContextFillReader } from "./contextFill.ts";
import { DashboardPages } from "./dashboardPages.ts";
import { History } from "./history.ts";
import type { Log } from "./indexer.ts";
import { isSqlError } from "./ledger/damage.ts";
import { keepPromptExcerpts } from "./ledger/keepRules.ts";
import { Lease } from "./ledger/lease.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Store } from "./ledger/store.ts";
import { openLedger } from "./openLedger.ts";
import { ProcessSessions } from "./processSessions.ts";
import { recentPrompts } from "./recentPrompts.ts";
import { sessionPlace } from "./sessionPlace.ts";
import { SessionTails } from "./sessionTails.ts";
import { SnapshotBuilder } from "./snapshotBuilder.ts";
import { StoreHealth } from "./storeHealth.ts";
import { WindowRecords } from "./windowRecords.ts";
import { WindowStudy } from "./windowStudy.ts";

export interface EngineOptions {
  settings: EngineSettings;
  /** What the window looks at when the engine starts. */
  attention: Attention;
  clock: Clock;
  log: Log;
  send: (snapshot: Snapshot) => void;
  /** The store is to be opened afresh: this engine is to be closed and another one started. Called once. */
  reopen: () => void;
}

const SNAPSHOT_INTERVAL_MS = 250;
/** Watching can miss changes (network mounts, descriptors used up): a regular look is the truth. */
const LOOK_MS = 60_000;
/** How often the lease is looked at (one whose holder died passes on within this time) and what others wrote, */
const PULSE_MS = 500;
/** and where nobody else is to write. */
const OWNER_PULSE_MS = 1_000;
/** How often session processes are looked at. */
const RECORDS_MS = 3_000;
/** How often a store that cannot be had or written to is tried again. */
const RETRY_MS = 10_000;
/** How often some milliseconds are spent on learning from past sessions, */
const LEARN_MS = 1_000;
/** and how often the live transcripts are looked at for what goes on in them. */
const TAILS_MS = 2_000;
/** How often what came of the user's actions is remembered for good. */
const SETTLE_MS = 60_000;
/** How often what the windows mean is worked out anew. */
const STUDY_MS = 60_000;
/** How often it is asked whether a backup is due; not while the editor is still starting. */
const BACKUP_LOOK_MS = 300_000;

export class Engine {
  readonly history: History;
  readonly pages: DashboardPages;
  readonly advice: AdviceAnswers;
  readonly contextFill: ContextFillReader;
  private readonly options: EngineOptions;
  private readonly store: Store;
  private readonly inMemory: boolean;
  private readonly ledger: Ledger;
  private readonly health: StoreHealth;
  private readonly lease: Lease;
  private readonly dirs: ConfigDirMonitors;
  private readonly processes: ProcessSessions;
  private readonly windowRecords: WindowRecords;
  private readonly adviceRecords: AdviceRecords;
  private readonly work: BackgroundWork;
  private readonly backups: BackupKeeper;
  private readonly dataVersion: StatementSync;
  private readonly builder: SnapshotBuilder;
  private readonly snapshots: Throttle;
  private readonly timers: NodeJS.Timeout[] = [];
  private attention: Attention;
  private shownRecords = "";
  private nextPulse: NodeJS.Timeout | undefined;
  private storeVersion = 0;
  private lastSent: Snapshot | null = null;
  private closing: Promise<boolean> | null = null;

  /** Opens the store; when that cannot be had, goes on in memory and says so. */
  constructor(options: EngineOptions) {
    this.options = options;
    const { settings, clock, log, reopen } = options;
    const { now } = clock;
    const { dataDir } = settings;
    const changed = () => this.snapshots.call();
    const snapshot = () => this.lastSent;
    const poolOf = (configDir: string) => this.dirs.poolOf(configDir);
    this.attention = options.attention;
    const { store, ledger, inMemory, notice } = openLedger(settings, now(), log);
    this.store = store;
    this.ledger = ledger;
    this.inMemory = inMemory;
    this.health = new StoreHealth({ dataDir, inMemory, notice, log, changed, reopen });
    const { health } = this;
    this.processes = new ProcessSessions(log);
    this.lease = new Lease(store, now);
    this.windowRecords = new WindowRecords(store, ledger.dirs);
    const study = new WindowStudy({
      db: store,
      ledger,
      records: this.windowRecords,
      recentPrompts: (configDir) => {
        const pool = poolOf(configDir);
        return pool ? recentPrompts(store, ledger.dirs.idOf(configDir), pool) : Promise.resolve([]);
      },
    });
    const adviceFacts = new AdviceFacts(store);
    const adviceRecords = new AdviceRecords(store, () => ledger.prices);
    this.adviceRecords = adviceRecords;
    const tails = new SessionTails(store, poolOf);
    this.dataVersion = store.prepare("PRAGMA data_version");
    this.snapshots = new Throttle(clock, SNAPSHOT_INTERVAL_MS, () => this.sendSnapshot());
    this.dirs = new ConfigDirMonitors({
      settings,
      ledger,
      lease: this.lease,
      windowRecords: this.windowRecords,
      health,
      now,
      log,
      changed,
      recordsRead: () => this.recordsRead(),
    });
    this.builder = new SnapshotBuilder(store, ledger, settings, {
      records: this.windowRecords,
      study,
      adviceFacts,
      adviceRecords,
      tails,
    });
    this.work = new BackgroundWork({ study, adviceFacts, adviceRecords, tails, health, now, log, snapshot, changed });
    this.backups = new BackupKeeper(dataDir, health, log);
    this.history = new History({
      db: () => store,
      dataDir,
      now,
      forgotten: () => {
        study.forget();
        adviceRecords.forget();
        changed();
      },
      log,
    });
    this.pages = new DashboardPages({
      db: store,
      ledger,
      dirs: settings.configDirs.map(({ path }) => ledger.dirs.idOf(path)),
      dataDir: inMemory ? null : dataDir,
      contextWindows: settings.contextWindows,
      now,
      snapshot,
    });
    this.advice = new AdviceAnswers({ records: adviceRecords, now, snapshot, changed });
    this.contextFill = new ContextFillReader(store, poolOf);
    health.attempt(() => keepPromptExcerpts(store, settings.storePromptExcerpts));
  }

  /**
   * Tells what the store holds at once, then reads what is new, then keeps watching. Fulfilled after the first look at
   * every directory that answers.
   */
  async start(): Promise<void> {
    const started = this.dirs.start();
    this.pulse();
    this.every(RECORDS_MS, () => this.dirs.readRecords());
    this.every(RETRY_MS, () => this.retryStore());
    this.every(LOOK_MS, () => this.dirs.lookThrough());
    this.every(BACKUP_LOOK_MS, () => this.backUpIfDue());
    this.every(LEARN_MS, () => this.work.learn());
    this.every(SETTLE_MS, () => this.work.settle());
    this.every(TAILS_MS, () => this.work.readTails());
    this.every(STUDY_MS, () => this.work.studyWindows());
    await started;
    this.sendSnapshot();
    void this.work.studyWindows();
  }

  attend(attention: Attention): void {
    this.attention = attention;
    this.snapshots.call();
  }

  /** Where the process of a session is now, looked up afresh. */
  async locate(sessionId: string): Promise<SessionPlace> {
    return sessionPlace(await this.dirs.freshRecords(), sessionId);
  }

  /** A page of the windows that have ended. */
  pastWindows(params: EngineRequests["pastWindows"]["params"]): PastWindowsPage {
    return this.windowRecords.pastWindows(params, this.options.clock.now());
  }

  /** Whether a notification is to be shown: true for the first that asks. */
  claimAlert(alert: WindowAlert): boolean {
    return this.windowRecords.claimAlert(alert, this.options.clock.now());
  }

  /** Gives the lease back and stops everything. False: a reading thread hangs, and the process cannot end by itself. */
  close(): Promise<boolean> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<boolean> {
    this.snapshots.dispose();
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.nextPulse);
    this.health.close();
    this.work.close();
    const ended = await this.dirs.close();
    await this.backups.ended();
    try {
      this.lease.release();
    } catch (error) {
      // It passes on when this process has ended.
      this.options.log("warn", `cannot give the lease back: ${String(error)}`);
    }
    this.store.close();
    return ended;
  }

  private async recordsRead(): Promise<void> {
    const { records } = this.dirs;
    await this.processes.lookUp(records);
    if (this.closing) return;
    this.health.attempt(() => this.adviceRecords.note(records, this.options.clock.now()));
    for (const sessionId of this.processes.note(records)) this.health.attempt(() => this.ledger.endSession(sessionId));
    const shown = JSON.stringify(records);
    if (shown !== this.shownRecords) this.snapshots.call();
    this.shownRecords = shown;
  }

  private pulse(): void {
    if (this.health.lookForSuspicion()) return;
    this.dirs.pulse();
    this.follow();
    this.nextPulse = setTimeout(() => this.pulse(), this.dirs.ownsAll ? OWNER_PULSE_MS : PULSE_MS);
  }

  /** Sees what another process wrote to the store. */
  private follow(): void {
    const row = this.health.attempt(() => this.dataVersion.get());
    const version = Number(row?.["data_version"] ?? this.storeVersion);
    if (version === this.storeVersion) return;
    this.storeVersion = version;
    this.snapshots.call();
  }

  /** After a failure: whether the store can be had, or written to, again. */
  private retryStore(): void {
    if (this.health.failing) this.dirs.sweep();
    this.health.retryOpening(this.options.clock.now());
  }

  /** Made by the process that writes, while it has nothing else to do. */
  private backUpIfDue(): void {
    const writesAndIdles = this.dirs.ownsFirst && this.dirs.indexState.kind === "idle";
    if (!this.inMemory && writesAndIdles) this.backups.startIfDue(this.options.clock.now());
  }

  private every(ms: number, action: () => unknown): void {
    this.timers.push(setInterval(() => void action(), ms));
  }

  private sendSnapshot(): void {
    if (this.closing) return;
    const { dirs, processes } = this;
    const notices = () => [...this.health.notices, ...dirs.notices];
    try {
      this.lastSent = this.builder.build({
        now: this.options.clock.now(),
        index: dirs.indexState,
        attention: this.attention,
        ...dirs.told,
        endedSessions: processes.ended,
        ancestors: processes.ancestors,
        notices: notices(),
      });
    } catch (error) {
      if (!isSqlError(error) || !this.lastSent) throw error;
      this.health.failed(error);
      this.lastSent = { ...this.lastSent, notices: notices() };
    }
    this.options.send(this.lastSent);
  }
}
