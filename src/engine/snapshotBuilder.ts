/** Puts the Snapshot together from the store and from what is known of the moment. */
import type { DatabaseSync } from "node:sqlite";
import { localDay } from "../shared/days.ts";
import type { Attention, ConfigDirSource, EngineSettings } from "../shared/engineProtocol.ts";
import type { ConfigDirView, IndexState, Notice, SessionView, Snapshot } from "../shared/snapshot.ts";
import { advise } from "./advice/advise.ts";
import type { AdviceFacts } from "./adviceFacts/adviceFacts.ts";
import type { AdviceRecords } from "./adviceRecords.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { readQuarters } from "./ledger/quarterReader.ts";
import { readSideCosts } from "./ledger/sideCosts.ts";
import { spendFrom, spendStart } from "./ledger/spend.ts";
import { EVER } from "./ledger/usageParts.ts";
import { usualDay } from "./pages/usualDay.ts";
import { sessionAtHand } from "./sessions/sessionAtHand.ts";
import { SessionReader, type LedgerSession } from "./sessions/sessionReader.ts";
import { LIVE_WITHOUT_RECORD_MS, sessionState, sessionView, type LiveRecord } from "./sessions/sessionViews.ts";
import type { UsageCache } from "./sources/usageCache.ts";
import type { DatedReading } from "./windows/datedReadings.ts";
import type { SessionTails } from "./sessionTails.ts";
import type { WindowRecords } from "./windowRecords.ts";
import { countedUse } from "./windows/countedUse.ts";
import { studiedWindows } from "./windows/studiedWindows.ts";
import { tightestWindow, windowsView, type ToldWindows } from "./windows/windowsView.ts";
import type { WindowStudy } from "./windowStudy.ts";

const RECENT_SESSIONS = 50;

/** What is known of the moment beside the store. */
export interface Moment {
  now: number;
  index: IndexState;
  attention: Attention;
  /** State of each directory; one that has not been listed yet is missing here. */
  listings: ReadonlyMap<
    string,
    { kind: "ok"; files: number } | { kind: "missing" } | { kind: "unreadable"; reason: string }
  >;
  records: readonly LiveRecord[];
  /** Sessions whose process has ended while Bursar watched. */
  endedSessions: ReadonlySet<string>;
  /** Process ids above the session processes, by pid: finds the session of the focused terminal. */
  ancestors: ReadonlyMap<number, readonly number[]>;
  usageCaches: ReadonlyMap<string, UsageCache>;
  statusLines: ReadonlyMap<string, { connected: boolean; readings: readonly DatedReading[] }>;
  notices: readonly Notice[];
}

/** What is worked out apart from the Snapshot, which takes what is there. */
export interface KnownBeside {
  records: WindowRecords;
  study: WindowStudy;
  adviceFacts: AdviceFacts;
  adviceRecords: AdviceRecords;
  tails: SessionTails;
}

export class SnapshotBuilder {
  private readonly db: DatabaseSync;
  private readonly ledger: Ledger;
  private readonly settings: EngineSettings;
  private readonly records: WindowRecords;
  private readonly study: WindowStudy;
  private readonly adviceFacts: AdviceFacts;
  private readonly adviceRecords: AdviceRecords;
  private readonly tails: SessionTails;
  private readonly dirs: readonly number[];
  private readonly sessions: SessionReader;

  constructor(
    db: DatabaseSync,
    ledger: Ledger,
    settings: EngineSettings,
    { records, study, adviceFacts, adviceRecords, tails }: KnownBeside,
  ) {
    this.db = db;
    this.ledger = ledger;
    this.settings = settings;
    this.records = records;
    this.study = study;
    this.adviceFacts = adviceFacts;
    this.adviceRecords = adviceRecords;
    this.tails = tails;
    this.dirs = settings.configDirs.map(({ path }) => ledger.dirs.idOf(path));
    this.sessions = new SessionReader(db, this.dirs);
  }

  build(moment: Moment): Snapshot {
    const { now, attention } = moment;
    const { prices } = this.ledger;
    const records = new Map(moment.records.map((record) => [record.sessionId, record]));
    const readings = new Map(
      [...moment.statusLines.values()].flatMap((lines) =>
        lines.readings.map((reading) => [reading.sessionId, reading]),
      ),
    );
    const ledgerSessions = new Map<string, LedgerSession>();
    const views = new Map<string, SessionView>();
    const view = (session: LedgerSession | null, sessionId: string): SessionView => {
      const known = views.get(sessionId);
      if (known) return known;
      if (session) ledgerSessions.set(sessionId, session);
      const record = records.get(sessionId) ?? null;
      const state = sessionState(session, record, moment.endedSessions.has(sessionId), now);
      const reading = readings.get(sessionId) ?? null;
      const made = sessionView({ sessionId, session, record, state, reading }, this.settings.contextWindows, prices);
      views.set(sessionId, made);
      return made;
    };
    const bySid = (sid: string) => {
      const session = this.sessions.bySid(sid);
      return session || records.has(sid) ? view(session, sid) : null;
    };

    const recent = this.sessions.recent(RECENT_SESSIONS).map((session) => view(session, session.sid));
    for (const session of this.sessions.activeSince(now - LIVE_WITHOUT_RECORD_MS)) view(session, session.sid);
    for (const record of moment.records) if (record.alive) bySid(record.sessionId);
    const byActivity = (a: SessionView, b: SessionView) => b.lastActivity - a.lastActivity;
    const live = [...views.values()].filter((session) => session.state.kind === "live").toSorted(byActivity);

    const terminal = attention.terminalPid;
    const inTerminal =
      terminal === null
        ? undefined
        : live.find((session) => {
            const pid = session.state.kind === "live" ? session.state.pid : null;
            return pid !== null && (pid === terminal || moment.ancestors.get(pid)?.includes(terminal) === true);
          });
    const atHand = sessionAtHand(
      {
        live,
        pinned: attention.pinnedSessionId === null ? null : bySid(attention.pinnedSessionId),
        inTerminal: inTerminal ?? null,
        lastInFolders: attention.folders.flatMap((folder) => {
          const session = this.sessions.lastIn(folder);
          return session ? [view(session, session.sid)] : [];
        }),
        last: recent[0] ?? null,
      },
      attention,
    );

    const windows = studiedWindows(
      this.toldWindows(moment, live).map((told, index) => ({
        told,
        counted: countedUse(this.db, this.dirs[index] ?? -1, now),
        studied: this.study.of(told.configDir),
      })),
      now,
    );
    const advised = this.adviceFacts.gather({
      live,
      stored: ledgerSessions,
      readings,
      tails: this.tails.all,
      subagentPrompts: this.tails.subagentPrompts,
      windows,
      prices,
      now,
    });
    const quarters = readQuarters(this.db, this.dirs, spendStart(now), EVER);
    const sides = readSideCosts(this.db, { dirs: this.dirs, since: spendStart(now), until: EVER });
    return {
      takenAt: now,
      index: moment.index,
      configDirs: this.settings.configDirs.map((source) => this.configDirView(source, moment)),
      atHand,
      live,
      recent: [...new Set([...live, ...recent])].toSorted(byActivity).slice(0, RECENT_SESSIONS),
      windows,
      tightestWindow: tightestWindow(windows),
      ...spendFrom(quarters, sides, now, prices),
      today: localDay(now),
      usualDay: usualDay(quarters, sides, now),
      suggestions: advise(advised.sessions, advised.fleet, now, (all) => this.adviceRecords.filter(all, now)),
      followUps: this.adviceRecords.recent(now),
      notices: [...moment.notices],
    };
  }

  /** What is told of the windows of each directory, in the order of the settings. */
  toldWindows(
    { usageCaches, statusLines, now }: Pick<Moment, "usageCaches" | "statusLines" | "now">,
    live: readonly SessionView[],
  ): ToldWindows[] {
    return this.settings.configDirs.map(({ path }) =>
      windowsView({
        configDir: path,
        cache: this.settings.readUsageCache ? (usageCaches.get(path) ?? { kind: "absent" }) : null,
        ...(statusLines.get(path) ?? { connected: false, readings: [] }),
        ...this.records.told(path, now),
        panelOnly: panelOnly(live.filter(({ configDir }) => configDir === path)),
        now,
      }),
    );
  }

  private configDirView(source: ConfigDirSource, moment: Moment): ConfigDirView {
    const listing = moment.listings.get(source.path);
    if (!listing) return { ...source, state: { kind: "looking" } };
    if (listing.kind !== "ok") return { ...source, state: listing };
    const sessions = new SessionReader(this.db, [this.dirs[this.settings.configDirs.indexOf(source)] ?? -1]).count();
    return { ...source, state: { ...listing, sessions } };
  }
}

/** Whether there are sessions and none of them can render a status line. */
const panelOnly = (live: readonly SessionView[]) =>
  live.length > 0 && live.every(({ state }) => state.kind === "live" && state.host === "panel");
