/** What the store keeps of suggestions: what the user did on them, what came of that, and which are not wanted. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SuggestionWish } from "../shared/engineProtocol.ts";
import {
  SUGGESTION_KINDS,
  type ActionResult,
  type FollowUp,
  type FollowUpPage,
  type KindRecord,
  type Suggestion,
  type SuggestionAction,
  type SuggestionKind,
} from "../shared/snapshot.ts";
import {
  CARRIED_OUT_MS,
  measure,
  type FollowedRequest,
  type FollowedSession,
  type Outcome,
} from "./advice/followUp.ts";
import { learnGrowth } from "./advice/learning.ts";
import { ActionTable, type MarkedSession, type NewAction, type StoredAction } from "./ledger/actionTable.ts";
import { FollowedSessions } from "./ledger/followedSessions.ts";
import type { PriceBook } from "./ledger/prices.ts";
import { WishTable, type StoredWish } from "./ledger/wishTable.ts";
import { promptTokens } from "./sources/transcriptRow.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Who acts on the same suggestion again so soon tries again. */
const AGAIN_MS = 10 * MINUTE_MS;
const SNOOZED_MS = 4 * 60 * MINUTE_MS;
/** A dismissed suggestion comes back after this time, or when the size that it is about has grown by half. */
const DISMISSED_MS = 7 * DAY_MS;
const GROWN = 1.5;
/** Requests before an action whose mean cost is remembered, and those from which the session's growth is learnt. */
const COST_REQUESTS = 10;
const GROWTH_REQUESTS = 200;
/** On the page, and beside the suggestions of the moment. */
const LISTED = 50;
const TOLD = 3;
/** A kind falls silent when of so many judged actions or more, over so long, more than this share was wrong. */
const FEWEST_JUDGED = 5;
const JUDGED_MS = 90 * DAY_MS;
const OFTEN_WRONG = 0.6;
/** How long it holds which kinds are often wrong. */
const JUDGEMENT_HOLDS_MS = MINUTE_MS;
/** A total told this long ago has no answer in it that is not read yet. */
const READ_WITHIN_MS = 10_000;
/** and one told so long after a compaction has other side calls in it. */
const TELLS_OF_MS = 30 * MINUTE_MS;

/** What is shown of the session that a suggestion is about; nulls where it is about none. */
export interface ActedOn {
  sessionName: string;
  /** The size at which Claude Code compacts the session by itself; null where that is not known. */
  autoCompactAt: number | null;
}

/** A running Claude Code process. */
export interface RunningProcess {
  pid: number;
  sessionId: string;
  alive: boolean;
}

type Judged = Pick<StoredAction, "kind" | "at"> & { outcome: Outcome };

export class AdviceRecords {
  private readonly db: DatabaseSync;
  private readonly prices: () => PriceBook;
  private readonly actions: ActionTable;
  private readonly wishes: WishTable;
  private readonly sessions: FollowedSessions;
  private readonly sessionOf: StatementSync;
  private readonly lastRequest: StatementSync;
  private readonly sideOf: StatementSync;
  /** What was measured, and what it was measured from. */
  private readonly outcomes = new Map<number, { from: string; outcome: Outcome }>();
  private judged: { at: number; actions: readonly Judged[] } | null = null;
  /** Which session each process runs, */
  private readonly running = new Map<number, string>();
  /** and which one it went on with after another. */
  private readonly successors = new Map<string, string>();

  /** `prices`: those in force, which may change. */
  constructor(db: DatabaseSync, prices: () => PriceBook) {
    this.db = db;
    this.prices = prices;
    this.actions = new ActionTable(db);
    this.wishes = new WishTable(db);
    this.sessions = new FollowedSessions(db);
    this.sessionOf = db.prepare("SELECT id FROM session WHERE sid = ?");
    this.lastRequest = db.prepare("SELECT ifnull(max(id), 0) AS id FROM request");
    // `at`: when Claude Code last told a total; null where it did not.
    this.sideOf = db.prepare(
      `SELECT (SELECT max(at) FROM reported WHERE session = ?1) AS at, (SELECT total(usd) FROM side WHERE session = ?1) AS usd,
              (SELECT last FROM session WHERE id = ?1) AS last,
              (SELECT min(at) FROM compaction WHERE session = ?1 AND at > ?2) AS compactedAt`,
    );
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
        earlier !== null && now - earlier.at < AGAIN_MS && this.outcomeOf(earlier, now).state.kind === "waiting";
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
        afterRequest: (this.lastRequest.get() as { id: number }).id,
        ...this.before(suggestion.sessionId),
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
    const alive = processes.filter((process) => process.alive);
    for (const { pid, sessionId } of alive) {
      const before = this.running.get(pid);
      if (before !== undefined && before !== sessionId) this.successors.set(before, sessionId);
    }
    this.running.clear();
    for (const { pid, sessionId } of alive) {
      this.running.set(pid, sessionId);
      // Taken up again: what follows it now is another one.
      this.successors.delete(sessionId);
    }
    for (const { id, sid } of this.actions.awaitingSuccessor(now - CARRIED_OUT_MS)) {
      const successor = sid === null ? undefined : this.successors.get(sid);
      if (successor !== undefined) this.actions.noteSuccessor(id, successor);
    }
    for (const { id, at, session } of this.actions.uncosted()) {
      const side = this.side(session, at);
      // A total in which the compaction is, and every request that was read, and little else.
      const told =
        side.at !== null &&
        side.compactedAt !== null &&
        side.at >= Math.max(side.compactedAt, side.last) &&
        side.at - side.compactedAt < TELLS_OF_MS &&
        now - side.at >= READ_WITHIN_MS;
      if (told) this.actions.noteCost(id, side.usd);
    }
  }

  /** Remembers for good what came of actions of which nothing more is to come. To be called now and then. Throws SQLite's error. */
  settle(now: number): void {
    for (const action of this.actions.unsettled()) {
      const outcome = this.outcomeOf(action, now);
      const last = Math.max(action.at, action.session?.last ?? 0, action.successor?.last ?? 0);
      // Not before a day without anything: a session that ended may be taken up again.
      if (!outcome.final || now - last < DAY_MS) continue;
      this.actions.settle(action.id, outcome);
      this.outcomes.delete(action.id);
    }
  }

  /** What became of the latest actions, and how each kind of suggestion did. */
  followUps(now: number): FollowUpPage {
    const actions = this.actions.allSince(0);
    const done = actions.map((action) => ({ ...action, outcome: this.outcomeOf(action, now) }));
    const wishes = this.wishes.all(now);
    const unwanted = unwantedOf(wishes);
    const wrong = oftenWrong(done, wishes, now);
    const kinds = SUGGESTION_KINDS.flatMap((kind): KindRecord[] => {
      const taken = done.filter((action) => action.kind === kind);
      const silent = unwanted.has(kind) ? "not wanted" : wrong.has(kind) ? "often wrong" : null;
      if (taken.length === 0 && silent === null) return [];
      const measured = taken.flatMap(({ outcome }) => (outcome.usd === null ? [] : [outcome.usd]));
      return [
        {
          kind,
          taken: taken.length,
          measured: measured.length,
          wrong: taken.filter((action) => isWrong(action)).length,
          savedUsd: sum(measured),
          silent,
        },
      ];
    });
    return {
      followUps: done.slice(0, LISTED).map(toFollowUp),
      savedUsd: sum(kinds.map(({ savedUsd }) => savedUsd)),
      kinds,
    };
  }

  /** The actions of the last day that were carried out, latest first; at most three. */
  recent(now: number): FollowUp[] {
    const told: FollowUp[] = [];
    for (const action of this.actions.allSince(now - DAY_MS)) {
      const outcome = this.outcomeOf(action, now);
      const { kind } = outcome.state;
      if (kind === "measuring" || kind === "measured" || outcome.usd !== null)
        told.push(toFollowUp({ ...action, outcome }));
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
    const wishes = this.wishes.all(now);
    const unwanted = unwantedOf(wishes);
    const wrong = oftenWrong(this.judgedActions(now), wishes, now);
    const hidden = new Map(
      wishes.flatMap((wish) =>
        wish.wish === "dismiss" || wish.wish === "snooze" ? [[`${wish.wish} ${wish.subject}`, wish]] : [],
      ),
    );
    return suggestions.filter((suggestion) => {
      const dismissed = hidden.get(`dismiss ${suggestion.id}`);
      return (
        !unwanted.has(suggestion.kind) &&
        !wrong.has(suggestion.kind) &&
        !hidden.has(`snooze ${suggestion.id}`) &&
        (!dismissed || hasGrown(suggestion, dismissed))
      );
    });
  }

  /** After something was forgotten: nothing of it stays in memory. */
  forget(): void {
    this.outcomes.clear();
    this.judged = null;
  }

  /** How the session stands now. */
  private before(sid: string | null): Omit<NewAction, keyof TakenNow> {
    const session = sid === null ? undefined : (this.sessionOf.get(sid) as { id: number } | undefined);
    const requests = session
      ? this.sessions.last(session.id, GROWTH_REQUESTS).toSorted((a, b) => a.at - b.at)
      : ([] as FollowedRequest[]);
    const compactions = session ? this.sessions.compactions(session.id) : [];
    const sizes = requests.map(({ calls, at }, index) => ({
      context: promptTokens(calls.at(-1) ?? NO_TOKENS),
      compacted: compactions.some((one) => one.at <= at && one.at > (requests[index - 1]?.at ?? at)),
    }));
    const written = requests.flatMap(({ calls }) => calls).findLast((c) => c.cacheWrite1h + c.cacheWrite5m > 0);
    const latest = requests.slice(-COST_REQUESTS);
    const paid = latest.flatMap(({ usd }) => usd ?? []);
    const side = session ? this.side(session.id, 0) : null;
    return {
      context: sizes.at(-1)?.context ?? null,
      model: requests.at(-1)?.model ?? null,
      lastRequestAt: requests.at(-1)?.at ?? null,
      hourCache: (written?.cacheWrite1h ?? 0) > 0,
      usdPerRequest: paid.length > 0 && paid.length === latest.length ? sum(paid) / paid.length : null,
      growth: learnGrowth(sizes).value,
      // Of an older total it is not known what came since.
      sideBefore: side === null || side.at === null || side.at < side.last ? null : side.usd,
    };
  }

  private side(session: number, since: number) {
    return this.sideOf.get(session, since) as unknown as {
      at: number | null;
      usd: number;
      last: number;
      compactedAt: number | null;
    };
  }

  private judgedActions(now: number): readonly Judged[] {
    if (this.judged && Math.abs(now - this.judged.at) < JUDGEMENT_HOLDS_MS) return this.judged.actions;
    const since = now - JUDGED_MS;
    const open = this.actions.unsettled().filter(({ at }) => at >= since);
    const actions = [
      ...this.actions.settledSince(since),
      ...open.map((action) => ({ kind: action.kind, at: action.at, outcome: this.outcomeOf(action, now) })),
    ];
    this.judged = { at: now, actions };
    return actions;
  }

  /** Measured anew only when something that it depends on has changed. */
  private outcomeOf(action: StoredAction, now: number): Outcome {
    if (action.outcome) return action.outcome;
    const prices = this.prices();
    const session = this.withProcess(action.session);
    const successor = this.withProcess(action.successor);
    const isPast = (at: number) => now - at >= CARRIED_OUT_MS;
    const from = JSON.stringify([
      prices.hash,
      action.at,
      action.supersededAt,
      action.toldCostUsd,
      isPast(action.at),
      [session, successor].map((one) => one && [one.mark, one.ended, isPast(one.last)]),
    ]);
    const known = this.outcomes.get(action.id);
    if (known?.from === from) return known.outcome;
    const outcome = measure(
      action,
      session && this.followed(session, action.afterRequest),
      successor && this.followed(successor, 0),
      prices,
      now,
    );
    this.outcomes.set(action.id, { from, outcome });
    return outcome;
  }

  /** A session that was taken up again has a process before it has a request. */
  private withProcess(session: MarkedSession | null): MarkedSession | null {
    if (!session?.ended) return session;
    return { ...session, ended: ![...this.running.values()].includes(session.sid) };
  }

  private followed({ id, start, last, ended }: MarkedSession, afterRequest: number): FollowedSession {
    const requests = this.sessions.after(id, afterRequest);
    return { requests, compactions: this.sessions.compactions(id), start, last, ended };
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

/** What of an action its suggestion says, not its session. */
type TakenNow = Pick<
  NewAction,
  | "suggestion"
  | "kind"
  | "family"
  | "sid"
  | "name"
  | "command"
  | "at"
  | "result"
  | "expectedUsd"
  | "compactsAt"
  | "afterRequest"
>;

const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

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

const toFollowUp = ({ id, kind, sid, name, command, at, result, expectedUsd, outcome }: Done): FollowUp => ({
  id,
  kind,
  sessionId: sid,
  sessionName: name,
  command,
  at,
  result,
  expectedUsd,
  state: outcome.state,
});

type Done = StoredAction & { outcome: Outcome };

/** A stronger model is advised for what it can do, not for what it saves. */
const isWrong = ({ kind, outcome }: Pick<Judged, "kind" | "outcome">) =>
  kind !== "strongerModel" && outcome.final && outcome.usd !== null && outcome.usd < 0;

function oftenWrong(actions: readonly Judged[], wishes: readonly StoredWish[], now: number): Set<SuggestionKind> {
  const revived = new Map(wishes.flatMap(({ wish, subject, at }) => (wish === "again" ? [[subject, at]] : [])));
  const counts = new Map<SuggestionKind, { judged: number; wrong: number }>();
  for (const action of actions) {
    const { kind, at, outcome } = action;
    const since = Math.max(now - JUDGED_MS, revived.get(kind) ?? 0);
    if (at < since || !outcome.final || outcome.usd === null) continue;
    const count = counts.get(kind) ?? { judged: 0, wrong: 0 };
    counts.set(kind, { judged: count.judged + 1, wrong: count.wrong + Number(isWrong(action)) });
  }
  const often = [...counts].filter(([, { judged, wrong }]) => judged >= FEWEST_JUDGED && wrong > OFTEN_WRONG * judged);
  return new Set(often.map(([kind]) => kind));
}

const unwantedOf = (wishes: readonly StoredWish[]) =>
  new Set(wishes.flatMap(({ wish, subject }) => (wish === "never" ? [subject] : [])));

/** The first size in its arithmetic is what a suggestion is about: the context, the first prompt, a tool's result. */
const sizeOf = ({ arithmetic }: Suggestion) => arithmetic.find(({ unit }) => unit === "tokens")?.value ?? null;

function hasGrown(suggestion: Suggestion, { size: before }: StoredWish): boolean {
  const size = sizeOf(suggestion);
  return before !== null && size !== null && size >= GROWN * before;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
