/** The engine: reads Claude Code's files into the ledger, watches them, and sends whole Snapshots. */
import type { StatementSync } from "node:sqlite";
import * as l10n from "@vscode/l10n";
import type { Clock } from "../shared/clock.ts";
import type {
  Attention,
  EngineRequests,
  EngineSettings,
  SessionPlace,
  SuggestionWish,
  WindowAlert,
} from "../shared/engineProtocol.ts";
import type { FollowUpPage, IndexState, Notice, PastWindowsPage, Snapshot } from "../shared/snapshot.ts";
import { Throttle } from "../shared/throttle.ts";
import { AdviceFacts } from "./adviceFacts/adviceFacts.ts";
import { AdviceRecords } from "./adviceRecords.ts";
import { ConfigDirMonitor } from "./configDirMonitor.ts";
import { ContextFillReader } from "./contextFill.ts";
import { DashboardPages } from "./dashboardPages.ts";
import { History } from "./history.ts";
import { Indexer, type Log } from "./indexer.ts";
import { backUp, isBackupDue } from "./ledger/backups.ts";
import { isDamage, isSqlError } from "./ledger/damage.ts";
import { keepPromptExcerpts } from "./ledger/keepRules.ts";
import { Lease } from "./ledger/lease.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { isSuspect, openStore, suspect, type Store } from "./ledger/store.ts";
import { oneAtATime } from "./oneAtATime.ts";
import { openLedger } from "./openLedger.ts";
import { SessionTails } from "./sessionTails.ts";
import { SnapshotBuilder, type Moment } from "./snapshotBuilder.ts";
import { ancestorsOf, isInForeground } from "./sources/processes.ts";
import { ReaderPool } from "./sources/readerPool.ts";
import { recentPrompts } from "./recentPrompts.ts";
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
/** Reading threads over all directories; each has one at least. */
const READING_THREADS = 2;

export class Engine {
  readonly history: History;
  readonly pages: DashboardPages;
  readonly contextFill: ContextFillReader;
  private readonly options: EngineOptions;
  private readonly store: Store;
  private readonly inMemory: boolean;
  private readonly ledger: Ledger;
  private readonly lease: Lease;
  private readonly windowRecords: WindowRecords;
  private readonly windowStudy: WindowStudy;
  private readonly adviceFacts: AdviceFacts;
  private readonly adviceRecords: AdviceRecords;
  private readonly sessionTails: SessionTails;
  private readonly dataVersion: StatementSync;
  private readonly indexers: Indexer[] = [];
  private readonly monitors: ConfigDirMonitor[];
  private readonly builder: SnapshotBuilder;
  private readonly snapshots: Throttle;
  private readonly notices = new Map<string, Notice>();
  private readonly processSessions = new Set<string>();
  private readonly endedSessions = new Set<string>();
  private readonly ancestors = new Map<number, readonly number[]>();
  private readonly timers: NodeJS.Timeout[] = [];
  private attention: Attention;
  private shownRecords = "";
  private nextPulse: NodeJS.Timeout | undefined;
  private storeVersion = 0;
  private lastSent: Snapshot | null = null;
  private backup: Promise<void> | null = null;
  private reopening = false;
  private closed = false;

  /** Opens the store; when that cannot be had, goes on in memory and says so. */
  constructor(options: EngineOptions) {
    this.options = options;
    const { settings, clock, log } = options;
    this.attention = options.attention;
    const { store, ledger, inMemory, notice } = openLedger(settings, clock.now(), log);
    this.store = store;
    this.ledger = ledger;
    this.inMemory = inMemory;
    if (notice) this.notices.set(notice.id, notice);
    this.lease = new Lease(store, clock.now);
    this.windowRecords = new WindowRecords(store, ledger.dirs);
    this.windowStudy = new WindowStudy({
      db: store,
      ledger,
      records: this.windowRecords,
      recentPrompts: (configDir) => {
        const pool = this.poolOf(configDir);
        return pool ? recentPrompts(store, ledger.dirs.idOf(configDir), pool) : Promise.resolve([]);
      },
    });
    this.adviceFacts = new AdviceFacts(store);
    this.adviceRecords = new AdviceRecords(store, () => ledger.prices);
    this.sessionTails = new SessionTails(store, (configDir) => this.poolOf(configDir));
    this.dataVersion = store.prepare("PRAGMA data_version");
    this.snapshots = new Throttle(clock, SNAPSHOT_INTERVAL_MS, () => this.sendSnapshot());
    this.monitors = settings.configDirs.map(({ path }) => this.monitor(path));
    this.builder = new SnapshotBuilder(store, ledger, settings, {
      records: this.windowRecords,
      study: this.windowStudy,
      adviceFacts: this.adviceFacts,
      adviceRecords: this.adviceRecords,
      tails: this.sessionTails,
    });
    this.history = new History({
      db: () => store,
      dataDir: settings.dataDir,
      now: clock.now,
      forgotten: () => {
        this.windowStudy.forget();
        this.adviceRecords.forget();
        this.snapshots.call();
      },
      log,
    });
    this.pages = new DashboardPages({
      db: store,
      ledger,
      dirs: settings.configDirs.map(({ path }) => ledger.dirs.idOf(path)),
      dataDir: inMemory ? null : settings.dataDir,
      contextWindows: settings.contextWindows,
      now: clock.now,
      snapshot: () => this.lastSent,
    });
    this.contextFill = new ContextFillReader(store, (configDir) => this.poolOf(configDir));
    this.withStore(() => keepPromptExcerpts(store, settings.storePromptExcerpts));
  }

  /**
   * Tells what the store holds at once, then reads what is new, then keeps watching. Fulfilled after the first look at
   * every directory that answers.
   */
  async start(): Promise<void> {
    const started = this.monitors.map((monitor) => monitor.start().then(() => this.snapshots.call()));
    this.pulse();
    this.every(RECORDS_MS, () => this.monitors.map((monitor) => monitor.readRecords()));
    this.every(RETRY_MS, () => this.retryStore());
    this.every(LOOK_MS, () => {
      for (const monitor of this.monitors) void monitor.lookThrough();
    });
    this.every(BACKUP_LOOK_MS, () => this.backUpIfDue());
    this.every(LEARN_MS, () => this.learn());
    this.every(SETTLE_MS, () => this.withStore(() => this.adviceRecords.settle(this.options.clock.now())));
    this.every(TAILS_MS, () => this.readTails());
    this.every(STUDY_MS, () => this.studyWindows());
    await Promise.all(started);
    this.sendSnapshot();
    void this.studyWindows();
  }

  attend(attention: Attention): void {
    this.attention = attention;
    this.snapshots.call();
  }

  /** Where the process of a session is now, looked up afresh. */
  async locate(sessionId: string): Promise<SessionPlace> {
    await Promise.all(this.monitors.filter(({ stalled }) => !stalled).map((monitor) => monitor.readRecords()));
    const record = this.records().find((candidate) => candidate.sessionId === sessionId && candidate.alive);
    if (!record) return { kind: "none", reason: l10n.t("no running process of this session is known") };
    const { pid, host } = record;
    const status = host === "terminal" && isInForeground(pid) === false ? "background" : record.status;
    return { kind: "process", pid, ancestors: await ancestorsOf(pid), status, host };
  }

  /** A page of the windows that have ended. */
  pastWindows(params: EngineRequests["pastWindows"]["params"]): PastWindowsPage {
    return this.windowRecords.pastWindows(params, this.options.clock.now());
  }

  /** Whether a notification is to be shown: true for the first that asks. */
  claimAlert(alert: WindowAlert): boolean {
    return this.windowRecords.claimAlert(alert, this.options.clock.now());
  }

  /** Notes that a suggestion was acted on; false when it no longer stands. */
  acted({ suggestionId, result }: EngineRequests["acted"]["params"]): boolean {
    const suggestion = this.lastSent?.suggestions.find(({ id }) => id === suggestionId);
    if (!suggestion) return false;
    const session = this.lastSent?.live.find(({ sessionId }) => sessionId === suggestion.sessionId);
    const context = session?.context.kind === "known" ? session.context : null;
    const on = {
      sessionName: session ? (session.title ?? session.project) : "",
      autoCompactAt: context?.autoCompactAt ?? null,
    };
    const noted = this.adviceRecords.acted(suggestion, on, result, this.options.clock.now());
    this.snapshots.call();
    return noted;
  }

  wish(wish: SuggestionWish): null {
    this.adviceRecords.wish(wish, this.lastSent?.suggestions ?? [], this.options.clock.now());
    this.snapshots.call();
    return null;
  }

  followUps(): FollowUpPage {
    return this.adviceRecords.followUps(this.options.clock.now());
  }

  /** Gives the lease back and stops everything. False: a reading thread hangs, and the process cannot end by itself. */
  async close(): Promise<boolean> {
    if (this.closed) return true;
    this.closed = true;
    this.snapshots.dispose();
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.nextPulse);
    const ended = await Promise.all(this.monitors.map((monitor) => monitor.close()));
    await this.backup;
    try {
      this.lease.release();
    } catch (error) {
      // It passes on when this process has ended.
      this.options.log("warn", `cannot give the lease back: ${String(error)}`);
    }
    this.store.close();
    return ended.every(Boolean);
  }

  private monitor(path: string): ConfigDirMonitor {
    const { settings, clock, log } = this.options;
    const pool = new ReaderPool(Math.max(1, Math.floor(READING_THREADS / settings.configDirs.length)));
    const indexer = new Indexer(this.ledger, pool, clock.now, {
      log,
      written: () => {
        this.noteTotals(monitor);
        this.snapshots.call();
      },
      storeFailed: (error) => (error === null ? this.storeWorks() : this.storeFailed(error)),
    });
    this.indexers.push(indexer);
    const monitor: ConfigDirMonitor = new ConfigDirMonitor({
      path,
      dataDir: settings.dataDir,
      readUsageCache: settings.readUsageCache,
      pool,
      indexer,
      takeLease: () => this.withStore(() => this.lease.acquire(this.ledger.dirs.idOf(path))) ?? false,
      now: clock.now,
      log,
      changed: () => this.snapshots.call(),
      recordsRead: () => this.recordsRead(),
      seenAnswers: () => this.withStore(() => this.windowRecords.seenAnswers(path)) ?? [],
      limitsRead: () => {
        this.noteLimits(monitor);
        this.noteTotals(monitor);
      },
    });
    return monitor;
  }

  /** Not before it is known whose they are. */
  private noteLimits(monitor: ConfigDirMonitor): void {
    if (this.closed || !monitor.accountLooked) return;
    this.withStore(() => this.windowRecords.note(monitor, monitor.owned, this.options.clock.now()));
  }

  /** Claude Code's own totals of the sessions, of those that the store holds: again after each batch, which may bring one. */
  private noteTotals({ owned, statusLines }: ConfigDirMonitor): void {
    if (this.closed || !owned) return;
    const told = statusLines.readings.flatMap(({ sessionId, totalCostUsd: usd, answeredAt: at }) =>
      usd === null ? [] : [{ sessionId, at, usd }],
    );
    this.withStore(() => this.ledger.noteTotals(told));
  }

  /** Does something with the store; null when that failed. */
  private withStore<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.storeFailed(error);
      return null;
    }
  }

  private storeFailed(error: unknown): void {
    if (isDamage(error) && !this.inMemory) {
      this.options.log("error", `the ledger is damaged: ${String(error)}`);
      suspect(this.options.settings.dataDir);
      this.reopen();
      return;
    }
    if (!this.notices.has("write")) this.options.log("error", `cannot write to the ledger: ${String(error)}`);
    this.notices.set("write", {
      id: "write",
      level: "error",
      message: l10n.t("Bursar cannot write to its ledger: {0}", String(error)),
      remedy: l10n.t(
        "Free disk space or make {0} writable; nothing is lost while the transcripts are there.",
        this.options.settings.dataDir,
      ),
    });
    this.snapshots.call();
  }

  private storeWorks(): void {
    if (this.notices.delete("write")) this.options.log("info", "the ledger can be written again");
  }

  private reopen(): void {
    if (this.reopening || this.closed) return;
    this.reopening = true;
    this.options.reopen();
  }

  private async recordsRead(): Promise<void> {
    const records = this.records();
    for (const { pid, alive, sessionId } of records) {
      if (!alive) continue;
      this.processSessions.add(sessionId);
      if (!this.ancestors.has(pid)) this.ancestors.set(pid, await ancestorsOf(pid));
    }
    if (this.closed) return;
    this.withStore(() => this.adviceRecords.note(records, this.options.clock.now()));
    const alive = new Set(records.flatMap((record) => (record.alive ? [record.sessionId] : [])));
    for (const sessionId of this.processSessions) {
      if (alive.has(sessionId)) this.endedSessions.delete(sessionId);
      else if (!this.endedSessions.has(sessionId)) {
        this.endedSessions.add(sessionId);
        this.withStore(() => this.ledger.endSession(sessionId));
      }
    }
    const shown = JSON.stringify(records);
    if (shown !== this.shownRecords) this.snapshots.call();
    this.shownRecords = shown;
  }

  private records(): Moment["records"] {
    return this.monitors.flatMap((monitor) => monitor.records);
  }

  private pulse(): void {
    if (!this.inMemory && isSuspect(this.options.settings.dataDir)) return this.reopen();
    for (const monitor of this.monitors) {
      monitor.pulse();
      this.noteStall(monitor);
    }
    this.follow();
    const owner = this.monitors.every(({ owned }) => owned);
    this.nextPulse = setTimeout(() => this.pulse(), owner ? OWNER_PULSE_MS : PULSE_MS);
  }

  private noteStall({ path, stalled }: ConfigDirMonitor): void {
    const id = `stalled ${path}`;
    if (stalled === this.notices.has(id)) return;
    this.options.log("warn", stalled ? `reading ${path} hangs` : `${path} answers again`);
    if (stalled) {
      this.notices.set(id, {
        id,
        level: "warning",
        message: l10n.t("{0} does not answer: its figures stand still, everything else goes on.", path),
        remedy: l10n.t(
          "Check the disk or network share that holds it; Bursar goes on by itself when it answers again.",
        ),
      });
    } else this.notices.delete(id);
    this.snapshots.call();
  }

  /** Sees what another process wrote to the store. */
  private follow(): void {
    const row = this.withStore(() => this.dataVersion.get());
    const version = Number(row?.["data_version"] ?? this.storeVersion);
    if (version === this.storeVersion) return;
    this.storeVersion = version;
    this.snapshots.call();
  }

  /** After a failure: whether the store can be had, or written to, again. */
  private retryStore(): void {
    const { settings, clock } = this.options;
    if (this.notices.has("write")) for (const monitor of this.monitors) void monitor.sweep();
    if (!this.inMemory) return;
    try {
      openStore({ kind: "folder", dataDir: settings.dataDir }, clock.now(), 0).close();
    } catch {
      // The Notice says why already.
      return;
    }
    this.reopen();
  }

  /** Made by the process that writes, while it has nothing else to do. */
  private backUpIfDue(): void {
    const { settings, clock, log } = this.options;
    const idle = this.indexState().kind === "idle" && this.monitors[0]?.owned;
    if (this.inMemory || !idle || this.backup || !isBackupDue(settings.dataDir, clock.now())) return;
    this.backup = backUp(settings.dataDir, clock.now())
      .catch((error: unknown) => {
        log("warn", `cannot back up the ledger: ${String(error)}`);
        if (isDamage(error)) this.storeFailed(error);
      })
      .finally(() => (this.backup = null));
  }

  /** After the Snapshot, which does not wait for it. */
  private readonly studyWindows = oneAtATime(async () => {
    if (this.closed || !this.lastSent) return;
    try {
      for (const { configDir, state } of this.lastSent.windows) {
        if (state.kind === "known") await this.windowStudy.refresh(configDir, state.gauges, this.options.clock.now());
      }
    } catch (error) {
      this.warn("work out what the windows mean", error);
    }
    this.snapshots.call();
  });

  private learn(): void {
    const live = new Set(this.lastSent?.live.map(({ sessionId }) => sessionId));
    if (this.withStore(() => this.adviceFacts.learn(this.options.clock.now(), live))) this.snapshots.call();
  }

  private readonly readTails = oneAtATime(async () => {
    try {
      if (this.lastSent && (await this.sessionTails.refresh(this.lastSent.live))) this.snapshots.call();
    } catch (error) {
      this.warn("look at the live transcripts", error);
    }
  });

  /** Of what goes wrong apart from the Snapshot; nothing does that counts once the engine is closed. */
  private warn(what: string, error: unknown): void {
    if (this.closed) return;
    this.options.log("warn", `cannot ${what}: ${String(error)}`);
    if (isDamage(error)) this.storeFailed(error);
  }

  private poolOf(configDir: string): ReaderPool | null {
    return this.monitors.find(({ path }) => path === configDir)?.pool ?? null;
  }

  private every(ms: number, action: () => unknown): void {
    this.timers.push(setInterval(() => void action(), ms));
  }

  private sendSnapshot(): void {
    if (this.closed) return;
    const { clock, send } = this.options;
    const moment: Moment = {
      now: clock.now(),
      index: this.indexState(),
      attention: this.attention,
      listings: byPath(this.monitors, ({ listing }) => listing),
      records: this.records(),
      endedSessions: this.endedSessions,
      ancestors: this.ancestors,
      usageCaches: byPath(this.monitors, ({ usageCache }) => usageCache),
      statusLines: byPath(this.monitors, ({ statusLines }) => statusLines),
      notices: [...this.notices.values()],
    };
    try {
      this.lastSent = this.builder.build(moment);
    } catch (error) {
      if (!isSqlError(error) || !this.lastSent) throw error;
      this.storeFailed(error);
      this.lastSent = { ...this.lastSent, notices: [...this.notices.values()] };
    }
    send(this.lastSent);
  }

  /** Before the first look is through nothing is known to be complete, even while no file is being read. */
  private indexState(): IndexState {
    const running = this.indexers.flatMap(({ state }) => (state.kind === "indexing" ? [state] : []));
    const looked = this.monitors.every((monitor) => monitor.looked || monitor.stalled);
    if (running.length === 0 && looked) return { kind: "idle" };
    const sum = (of: (state: (typeof running)[number]) => number) =>
      running.reduce((total, state) => total + of(state), 0);
    return {
      kind: "indexing",
      filesDone: sum(({ filesDone }) => filesDone),
      files: sum(({ files }) => files),
      bytesDone: sum(({ bytesDone }) => bytesDone),
      bytes: sum(({ bytes }) => bytes),
      startedAt: Math.min(this.options.clock.now(), ...running.map(({ startedAt }) => startedAt)),
    };
  }
}

function byPath<T>(
  monitors: readonly ConfigDirMonitor[],
  value: (monitor: ConfigDirMonitor) => T | null,
): Map<string, T> {
  return new Map(
    monitors.flatMap((monitor) => {
      const found = value(monitor);
      return found === null ? [] : [[monitor.path, found] as const];
    }),
  );
}
