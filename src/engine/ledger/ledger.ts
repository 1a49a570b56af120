/** Writes what transcripts tell into the store: every request once, whichever and however many files hold it. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { PriceSettings } from "../../shared/priceSettings.ts";
import type { FileMark, TranscriptPart } from "../sources/transcriptFile.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { Attribution } from "./attribution.ts";
import { Dictionary } from "./dictionary.ts";
import { FileTable } from "./fileTable.ts";
import { KeepRules } from "./keepRules.ts";
import type { PriceBook } from "./prices.ts";
import { QuarterSums } from "./quarterSums.ts";
import { ReadingTable } from "./readingTable.ts";
import { reconcile } from "./reconcile.ts";
import { reprice, repriceIfNeeded } from "./reprice.ts";
import { ReportedTable, type ToldTotal } from "./reportedTable.ts";
import { estimatedExtra, RequestTable, toStored, type RequestChange, type StoredRequest } from "./requestTable.ts";
import { noteActivity } from "./sessionActivity.ts";
import { SessionTable, type StoredSession } from "./sessionTable.ts";
import { readPriceBook, savePriceSettings, storedBookHash } from "./storedPrices.ts";

/** Which file a part came from, and what holds for rows that do not say it themselves. */
export interface PartOrigin {
  configDir: string;
  /** The session that the file's place in the folder names. */
  sessionId: string;
  /** Its first time stamp: the start of the session as this file tells it, and the time of rows without one. */
  firstTimestamp: number;
}

/** Writes in batches: `begin`, any number of `add` and `mark`, then `commit`, or `rollback` after an error. */
export class Ledger {
  readonly dirs: Dictionary<"dir">;
  readonly models: Dictionary<"model">;
  private readonly db: DatabaseSync;
  private readonly requests: RequestTable;
  private readonly sessions: SessionTable;
  private readonly quarters: QuarterSums;
  private readonly attribution: Attribution;
  private readonly rules: KeepRules;
  private readonly readings: ReadingTable;
  private readonly reported: ReportedTable;
  private readonly files: FileTable;
  private readonly contested = new Set<number>();
  /** Sessions that this batch changed. */
  private readonly touched = new Set<number>();
  private book: PriceBook;
  /** Which book the store had when this one was read. */
  private bookInStore: string | null;
  /** Models without a listed price that were there when the book was read, */
  private readonly unlisted = new Set<string>();
  /** and whether the batch may bring a price for one: a new one, or another total of Claude Code's. */
  private mayDerive = false;
  private readonly putCompaction: StatementSync;

  /** `priceSettings`: the user's prices, which the store keeps from now on; left out: those that it has. */
  constructor(db: DatabaseSync, priceSettings?: PriceSettings) {
    this.db = db;
    if (priceSettings) savePriceSettings(db, priceSettings);
    this.book = readPriceBook(db);
    repriceIfNeeded(db, this.book);
    this.bookInStore = this.book.hash;
    this.dirs = new Dictionary(db, "dir");
    this.models = new Dictionary(db, "model");
    this.requests = new RequestTable(db);
    this.sessions = new SessionTable(db);
    this.quarters = new QuarterSums(db);
    this.attribution = new Attribution(db);
    this.rules = new KeepRules(db);
    this.readings = new ReadingTable(db);
    this.reported = new ReportedTable(db);
    this.files = new FileTable(db);
    this.putCompaction = db.prepare(
      "INSERT INTO compaction (session, at, auto) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    );
  }

  /** The prices that costs are worked out with: another process may have changed them. */
  get prices(): PriceBook {
    const inStore = storedBookHash(this.db);
    if (inStore !== this.bookInStore) {
      this.bookInStore = inStore;
      this.book = readPriceBook(this.db);
    }
    return this.book;
  }

  begin(): void {
    this.db.exec("BEGIN IMMEDIATE");
    this.sessions.forget();
    // Prompts may have gone with what was forgotten, and their numbers with them.
    if (this.rules.load()) this.attribution.forget();
    this.book = this.prices;
  }

  /** Adds what one reading found. */
  add(origin: PartOrigin, found: TranscriptPart): void {
    const part = this.rules.keptOf(found, origin);
    const dir = this.dirs.idOf(origin.configDir);
    const sessionOf = (row: { sessionId: string | null }) =>
      this.openSession(row.sessionId ?? origin.sessionId, dir, origin);
    for (const row of part.prompts) this.attribution.notePrompt(row, sessionOf(row).id, origin.firstTimestamp);
    for (const row of part.requests) this.addRequest(sessionOf(row), row, dir, row.timestamp ?? origin.firstTimestamp);
    for (const row of part.titles) {
      const session = sessionOf(row);
      if (session.title_by_user && !row.byUser) continue;
      session.title = row.title;
      session.title_by_user = Number(row.byUser);
      this.sessions.touch(session);
    }
    for (const row of part.compactions) {
      const session = sessionOf(row);
      const at = row.timestamp ?? session.last;
      this.putCompaction.run(session.id, at, row.trigger === "unknown" ? null : Number(row.trigger === "auto"));
      if ((session.compacted_at ?? 0) > at) continue;
      session.compacted_at = at;
      session.compacted_to = row.postTokens;
      session.last = Math.max(session.last, at);
      this.sessions.touch(session);
    }
    for (const report of part.reports) this.addReport(sessionOf(report.row), report);
    for (const hit of part.limitHits) this.readings.noteHit(dir, hit);
  }

  /**
   * Keeps what the status lines of sessions tell as their totals so far; most often there is nothing new, and then
   * nothing is written. Not within a batch. Throws SQLite's error.
   */
  noteTotals(told: readonly ToldTotal[]): void {
    if (!told.some((total) => this.newlyTold(total))) return;
    this.begin();
    try {
      for (const total of told) this.addTold(total);
      this.commit();
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Remembers how far a file was read. */
  mark(configDir: string, path: string, mark: FileMark): void {
    this.files.put(this.dirs.idOf(configDir), path, mark);
  }

  /** Ends the batch: its requests, sums and file marks become visible together. */
  commit(): void {
    // The owner of a contested request is chosen in SQL, which must see the starts of this batch.
    if (this.contested.size > 0) this.sessions.flush();
    for (const id of this.contested) this.apply(this.requests.settle(id));
    this.contested.clear();
    this.sessions.flush();
    this.quarters.flush();
    this.settleCosts();
    this.db.exec("COMMIT");
  }

  rollback(): void {
    this.contested.clear();
    this.touched.clear();
    this.unlisted.clear();
    this.mayDerive = false;
    this.bookInStore = null;
    this.attribution.forget();
    this.dirs.forget();
    this.models.forget();
    this.sessions.forget();
    this.quarters.forget();
    // A closed store has ended it already.
    if (this.db.isOpen && this.db.isTransaction) this.db.exec("ROLLBACK");
  }

  /** Notes that a session's process has ended; a later request of it takes that back. */
  endSession(sid: string): void {
    this.db.prepare("UPDATE session SET ended = 1 WHERE sid = ?").run(sid);
  }

  /** Every file known of a directory, by path. */
  marks(configDir: string): Map<string, FileMark> {
    return this.files.of(this.dirs.idOf(configDir));
  }

  private openSession(sid: string, dir: number, origin: PartOrigin): StoredSession {
    const { session, earlier } = this.sessions.open(sid, dir, origin.firstTimestamp);
    // An earlier start can make it the owner of what it shares with others.
    if (earlier) for (const id of this.requests.contestedBy(session.id)) this.contested.add(id);
    return session;
  }

  private addRequest(session: StoredSession, row: RequestRow, dir: number, at: number): void {
    const model = this.models.idOf(row.model);
    const attribution = this.attribution.of(row, session.id, at);
    noteActivity(session, row, at, model);
    this.sessions.touch(session);
    if (!this.book.isListed(row.model) && !this.unlisted.has(row.model)) {
      this.unlisted.add(row.model);
      this.mayDerive = true;
    }
    const { change, contested } = this.requests.put(
      row.id,
      toStored(row, { session: session.id, dir, at, model, ...attribution }, this.book),
    );
    this.apply(change);
    if (contested !== null) this.contested.add(contested);
  }

  private apply(change: RequestChange | null): void {
    if (!change) return;
    if (change.before) this.sum(change.before, -1);
    this.sum(change.after, 1);
  }

  private sum(request: StoredRequest, sign: 1 | -1): void {
    this.touched.add(request.session);
    this.quarters.add(request, sign);
    const session = this.sessions.byNumber(request.session);
    session.requests += sign;
    session.usd += sign * (request.usd ?? 0);
    session.lower_bounds += sign * (1 - request.final);
    session.unpriced += sign * Number(request.usd === null);
    session.estimated_extra += sign * estimatedExtra(request);
    this.sessions.touch(session);
  }

  /** Brings what follows from costs and totals up to date with the batch. */
  private settleCosts(): void {
    const { db } = this;
    const book = this.mayDerive ? readPriceBook(db) : this.book;
    if (book.hash === this.book.hash) reconcile(db, book, this.touched);
    else reprice(db, book);
    this.book = book;
    this.bookInStore = storedBookHash(db);
    this.touched.clear();
    this.mayDerive = false;
  }

  private addReport(session: StoredSession, { row, at, last }: TranscriptPart["reports"][number]): void {
    this.reported.putWritten(session.id, at ?? session.last, row);
    this.touched.add(session.id);
    if (!row.hasUnknownModelCost) this.mayDerive ||= row.models.some(({ model }) => !this.book.isListed(model));
    session.reported_usd = row.totalCostUsd;
    session.reported_unknown = Number(row.hasUnknownModelCost);
    session.ended = Number(last);
    this.sessions.touch(session);
  }

  private addTold(told: ToldTotal): void {
    const known = this.newlyTold(told);
    if (!known) return;
    this.reported.putTold(known, told);
    this.touched.add(known.id);
  }

  private newlyTold(told: ToldTotal) {
    const known = this.reported.exceededBy(told);
    return known && this.rules.keepsReports(told.sessionId, known.start) ? known : null;
  }
}
