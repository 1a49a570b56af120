/** What the store keeps of suggestions: what the user did on them, what came of that, and which are not wanted. */
import type { DatabaseSync } from "node:sqlite";
import type { SuggestionWish } from "../shared/engineProtocol.ts";
import type { ActionResult, FollowUp, FollowUpPage, Suggestion, SuggestionAction } from "../shared/snapshot.ts";
import { CARRIED_OUT_MS } from "./advice/followUp/carriedOut.ts";
import { followUpPage, toFollowUp, type DoneAction } from "./adviceRecords/followUpPage.ts";
import { Outcomes } from "./adviceRecords/outcomes.ts";
import { SessionStanding } from "./adviceRecords/sessionStanding.ts";
import { Successors } from "./adviceRecords/successors.ts";
import { JUDGED_MS, sizeOf, wantedSuggestions, type JudgedAction } from "./adviceRecords/wantedSuggestions.ts";
import { ActionTable, type StoredAction } from "./ledger/actionTable.ts";
import type { PriceBook } from "./ledger/prices.ts";
import { WishTable } from "./ledger/wishTable.ts";
import type { RunningProcess } from "./processSessions.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Who acts on the same suggestion again so soon tries again. */
const AGAIN_MS = 10 * MINUTE_MS;
const SNOOZED_MS = 4 * 60 * MINUTE_MS;
/** A dismissed suggestion comes back after this time at the latest. */
const DISMISSED_MS = 7 * DAY_MS;
/** Beside the suggestions of the moment. */
const TOLD = 3;
/** How long it holds which kinds are often wrong. */
const JUDGEMENT_HOLDS_MS = MINUTE_MS;

/** What is shown of the session that a suggestion is about; nulls where it is about none. */
export interface ActedOn {
  sessionName: string;
  /** The size at which Claude Code compacts the session by itself; null where that is not known. */
  autoCompactAt: number | null;
}

export class AdviceRecords {
  private readonly db: DatabaseSync;
  private readonly actions: ActionTable;
  private readonly wishes: WishTable;
  private readonly standing: SessionStanding;
  private readonly successors = new Successors();
  private readonly outcomes: Outcomes;
  private judged: { at: number; actions: readonly JudgedAction[] } | null = null;

  /** `prices`: those in force, which may change. */
  constructor(db: DatabaseSync, prices: () => PriceBook) {
    this.db = db;
    this.actions = new ActionTable(db);
    this.wishes = new WishTable(db);
    this.standing = new SessionStanding(db);
    this.outcomes = new Outcomes(db, prices, (sessionId) => this.successors.isRunning(sessionId));
  }

  /**
   * Notes that a suggestion was acted on; in place of an action on the same one some minutes ago that came to nothing so
   * far. False: it is an advice without an action. Throws SQLite's error.
   */
  acted(suggestion: Suggestion, on: ActedOn, result: ActionResult, now: number): boolean {
    const command = commandOf(suggestion.action);
    if (command === null) return false;
    this.inTransaction(() => {
      const earlier = this.actions.latestOf(suggestion.id);
      const replaces =
        earlier !== null && now - earlier.at < AGAIN_MS && this.outcomes.of(earlier, now).state.kind === "waiting";
      if (replaces) this.actions.remove(earlier.id);
      this.actions.add({
        suggestion: suggestion.id,
        kind: suggestion.kind,
        family: suggestion.family,
        sid: suggestion.sessionId,
        name: on.sessionName,
        command,
        at: now,
        result,
        expectedUsd: suggestion.saving.usd,
        compactsAt: on.autoCompactAt,
        ...this.standing.of(suggestion.sessionId),
      });
    });
    this.judged = null;
    return true;
  }

  /**
   * Sees which session each process went on with, and what Claude Code's totals tell of a compaction's cost. To be called
   * whenever the processes were looked at; mostly writes nothing. Throws SQLite's error.
   */
  note(processes: readonly RunningProcess[], now: number): void {
    this.successors.note(processes);
    for (const { id, sid } of this.actions.awaitingSuccessor(now - CARRIED_OUT_MS)) {
      const successor = sid === null ? null : this.successors.of(sid);
      if (successor !== null) this.actions.noteSuccessor(id, successor);
    }
    for (const { id, at, session } of this.actions.uncosted()) {
      const usd = this.standing.sideWithCompaction(session, at, now);
      if (usd !== null) this.actions.noteCost(id, usd);
    }
  }

  /** Remembers for good what came of actions of which nothing more is to come. To be called now and then. Throws SQLite's error. */
  settle(now: number): void {
    for (const action of this.actions.unsettled()) {
      const outcome = this.outcomes.of(action, now);
      const last = Math.max(action.at, action.session?.last ?? 0, action.successor?.last ?? 0);
      // Not before a day without anything: a session that ended may be taken up again.
      if (!outcome.final || now - last < DAY_MS) continue;
      this.actions.settle(action.id, outcome);
      this.outcomes.drop(action.id);
    }
  }

  /** What became of the latest actions, and how each kind of suggestion did. */
  followUps(now: number): FollowUpPage {
    const done = this.actions.allSince(0).map((action) => this.done(action, now));
    return followUpPage(done, this.wishes.all(now), now);
  }

  /** The actions of the last day that were carried out, latest first; at most three. */
  recent(now: number): FollowUp[] {
    const told: FollowUp[] = [];
    for (const action of this.actions.allSince(now - DAY_MS)) {
      const done = this.done(action, now);
      const { state, usd } = done.outcome;
      if (state.kind === "measuring" || state.kind === "measured" || usd !== null) told.push(toFollowUp(done));
      if (told.length === TOLD) break;
    }
    return told;
  }

  /** Notes what the user wants to see no more, or again. `shown`: the suggestions that stand. Throws SQLite's error. */
  wish(wish: SuggestionWish, shown: readonly Suggestion[], now: number): void {
    switch (wish.kind) {
      case "dismiss":
      case "snooze": {
        const { kind, suggestionId: subject } = wish;
        const suggestion = shown.find(({ id }) => id === subject);
        const until = now + (kind === "snooze" ? SNOOZED_MS : DISMISSED_MS);
        this.wishes.put({ wish: kind, subject, at: now, until, size: suggestion ? sizeOf(suggestion) : null });
        return;
      }
      case "never":
        this.wishes.put({ wish: "never", subject: wish.suggestions, at: now, until: null, size: null });
        return;
      case "again":
        this.inTransaction(() => {
          this.wishes.remove("never", wish.suggestions);
          this.wishes.put({ wish: "again", subject: wish.suggestions, at: now, until: null, size: null });
        });
    }
  }

  /** Without what the user does not want to see, and without kinds that were often wrong for this user. */
  filter(suggestions: readonly Suggestion[], now: number): Suggestion[] {
    if (suggestions.length === 0) return [];
    return wantedSuggestions(suggestions, this.wishes.all(now), this.judgedActions(now), now);
  }

  /** After something was forgotten: nothing of it stays in memory. */
  forget(): void {
    this.outcomes.forget();
    this.judged = null;
  }

  private done(action: StoredAction, now: number): DoneAction {
    return { ...action, outcome: this.outcomes.of(action, now) };
  }

  private judgedActions(now: number): readonly JudgedAction[] {
    if (this.judged && Math.abs(now - this.judged.at) < JUDGEMENT_HOLDS_MS) return this.judged.actions;
    const since = now - JUDGED_MS;
    const open = this.actions.unsettled().filter(({ at }) => at >= since);
    const actions = [...this.actions.settledSince(since), ...open.map((action) => this.done(action, now))];
    this.judged = { at: now, actions };
    return actions;
  }

  private inTransaction(work: () => void): void {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.db.exec("COMMIT");
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }
}

/** Without the focus of a compaction: words about the user's work are not kept. */
function commandOf(action: SuggestionAction): string | null {
  switch (action.kind) {
    case "insertCommand":
      return action.command.startsWith("/compact ") ? "/compact" : action.command;
    case "copyText":
      return action.text;
    case "none":
      return null;
  }
}
