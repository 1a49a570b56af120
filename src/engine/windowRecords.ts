/** What the store keeps of the rate-limit windows: written as it is told, asked for by the Snapshot and by the user. */
import type { DatabaseSync } from "node:sqlite";
import type { EngineRequests, WindowAlert } from "../shared/engineProtocol.ts";
import type { PastWindowsPage } from "../shared/snapshot.ts";
import { AccountTable, type SignedIn } from "./ledger/accountTable.ts";
import { AlertTable } from "./ledger/alertTable.ts";
import { AnswerTable } from "./ledger/answerTable.ts";
import type { Dictionary } from "./ledger/dictionary.ts";
import { pastWindows } from "./ledger/pastWindows.ts";
import { ReadingTable, type NewestReading } from "./ledger/readingTable.ts";
import type { UsageCache } from "./sources/usageCache.ts";
import type { DatedReading, SeenAnswer } from "./windows/datedReadings.ts";
import { toldLimits } from "./windows/toldLimits.ts";
import type { WindowReading } from "./windows/windowReading.ts";

/** No window but a month's lasts longer than seven days: what was told before says nothing of now. */
const NEWEST_MS = 8 * 24 * 60 * 60_000;

/** What a config directory tells at the moment. */
export interface ToldNow {
  path: string;
  usageCache: UsageCache | null;
  statusLines: { readings: readonly DatedReading[] };
  /** A hash of the account; null where nothing names one. */
  signedIn: string | null;
}

export class WindowRecords {
  private readonly db: DatabaseSync;
  private readonly dirs: Dictionary<"dir">;
  private readonly accounts: AccountTable;
  private readonly readings: ReadingTable;
  private readonly answers: AnswerTable;
  private readonly alerts: AlertTable;

  constructor(db: DatabaseSync, dirs: Dictionary<"dir">) {
    this.db = db;
    this.dirs = dirs;
    this.accounts = new AccountTable(db);
    this.readings = new ReadingTable(db);
    this.answers = new AnswerTable(db);
    this.alerts = new AlertTable(db);
  }

  /** Notes who is signed in, and, unless another process does (`writes` false), what is told of the limits. */
  note({ path, usageCache, statusLines, signedIn }: ToldNow, writes: boolean, now: number): void {
    const dir = this.dirs.idOf(path);
    this.accounts.note(dir, signedIn, now);
    if (!writes) return;
    const current = this.accounts.current(dir);
    const told = toldLimits({ cache: usageCache, readings: statusLines.readings, signedIn: current, now });
    this.readings.note(dir, current.account, told);
    this.answers.note(dir, statusLines.readings, now);
  }

  /** Which answers status lines have told of, and since when. */
  seenAnswers(configDir: string): SeenAnswer[] {
    return this.answers.of(this.dirs.idOf(configDir));
  }

  /** Who is signed in, and the newest reading of each of that account's windows. */
  told(configDir: string, now: number): { signedIn: SignedIn; stored: NewestReading[] } {
    const dir = this.dirs.idOf(configDir);
    const signedIn = this.accounts.current(dir);
    return { signedIn, stored: this.readings.newest(dir, signedIn.account, now - NEWEST_MS, now) };
  }

  /** The readings of a window of the account that is signed in, from a moment on, oldest first. */
  readingsOf(configDir: string, key: string, since: number): WindowReading[] {
    const dir = this.dirs.idOf(configDir);
    return this.readings.of(dir, this.accounts.current(dir).account, key, since);
  }

  pastWindows({ configDir, key, before }: EngineRequests["pastWindows"]["params"], now: number): PastWindowsPage {
    const dir = this.dirs.idOf(configDir);
    return pastWindows(this.db, { dir, account: this.accounts.current(dir).account, key, before, now });
  }

  /** True for the first that asks, over all processes. Throws SQLite's error. */
  claimAlert({ configDir, ...alert }: WindowAlert, now: number): boolean {
    const dir = this.dirs.idOf(configDir);
    return this.alerts.claim(dir, this.accounts.current(dir).account, alert, now);
  }
}
