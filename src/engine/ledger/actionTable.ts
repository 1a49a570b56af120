/** The rows of `action`: what the user did on suggestions, how the session stood then, and in the end what came of it. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Outcome } from "../advice/followUp/outcome.ts";
import type { TakenAction } from "../advice/followUp/takenAction.ts";
import type { ActionResult, Interval, SavingsFamily, SuggestionKind } from "../../shared/snapshot.ts";

/** An action that is noted now. */
export type NewAction = Omit<TakenAction, "toldCostUsd" | "supersededAt"> & {
  /** The suggestion's id. */
  suggestion: string;
  family: SavingsFamily;
  sid: string | null;
  name: string;
  result: ActionResult;
  expectedUsd: Interval | null;
  /** The last request that the store held then: what came later has a higher number. */
  afterRequest: number;
  /** What Claude Code's total of the session had beyond the counted requests, in US dollars; null without a total. */
  sideBefore: number | null;
};

/** A session and `mark`, by which it is seen that it changed. */
export interface MarkedSession {
  id: number;
  sid: string;
  start: number;
  last: number;
  ended: boolean;
  mark: string;
}

export interface StoredAction extends TakenAction {
  id: number;
  family: SavingsFamily;
  sid: string | null;
  name: string;
  result: ActionResult;
  expectedUsd: Interval | null;
  afterRequest: number;
  session: MarkedSession | null;
  /** The session that `/clear` began. */
  successor: MarkedSession | null;
  /** What came of it, once nothing more is to come. */
  outcome: Outcome | null;
}

/** An action whose cost Claude Code's next total may tell. */
export interface Uncosted {
  id: number;
  at: number;
  session: number;
  sideBefore: number;
}

const MARK = (s: string) => `json_array(${s}.requests, ${s}.usd, ${s}.last, ${s}.ended, ${s}.start,
    (SELECT json_array(count(*), max(at)) FROM compaction WHERE session = ${s}.id))`;

/** When the next action of the same savings family was taken on the session. */
const SUPERSEDED_AT = `(SELECT min(b.at) FROM action b
    WHERE b.sid = a.sid AND b.family = a.family AND (b.at > a.at OR b.at = a.at AND b.id > a.id))`;

const SELECT = `SELECT a.*, ${SUPERSEDED_AT} AS superseded_at,
    s.id AS s_id, s.start AS s_start, s.last AS s_last, s.ended AS s_ended, ${MARK("s")} AS s_mark,
    n.id AS n_id, n.start AS n_start, n.last AS n_last, n.ended AS n_ended, ${MARK("n")} AS n_mark
  FROM action a LEFT JOIN session s ON s.sid = a.sid LEFT JOIN session n ON n.sid = a.successor`;

export class ActionTable {
  private readonly insert: StatementSync;
  private readonly drop: StatementSync;
  private readonly latest: StatementSync;
  private readonly since: StatementSync;
  private readonly open: StatementSync;
  private readonly settledRows: StatementSync;
  private readonly uncostedRows: StatementSync;
  private readonly putCost: StatementSync;
  private readonly awaiting: StatementSync;
  private readonly putSuccessor: StatementSync;
  private readonly putOutcome: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare(
      `INSERT INTO action (at, suggestion, kind, family, sid, name, command, result, expected_low, expected_mid,
         expected_high, context, model, usd_per_request, growth, main_at, hour_cache, compacts_at, after_request, side_before)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.drop = db.prepare("DELETE FROM action WHERE id = ?");
    this.latest = db.prepare(`${SELECT} WHERE a.suggestion = ? ORDER BY a.at DESC, a.id DESC LIMIT 1`);
    this.since = db.prepare(`${SELECT} WHERE a.at >= ? ORDER BY a.at DESC, a.id DESC`);
    this.open = db.prepare(`${SELECT} WHERE a.outcome IS NULL`);
    this.settledRows = db.prepare("SELECT kind, at, outcome FROM action WHERE at >= ? AND outcome IS NOT NULL");
    this.uncostedRows = db.prepare(
      `SELECT a.id, a.at, s.id AS session, a.side_before AS sideBefore FROM action a JOIN session s ON s.sid = a.sid
        WHERE a.outcome IS NULL AND a.side_after IS NULL AND a.side_before IS NOT NULL AND a.command = '/compact'`,
    );
    this.putCost = db.prepare("UPDATE action SET side_after = ?2 WHERE id = ?1 AND side_after IS NULL");
    this.awaiting = db.prepare(
      "SELECT id, sid FROM action WHERE command = '/clear' AND successor IS NULL AND outcome IS NULL AND at >= ?",
    );
    this.putSuccessor = db.prepare("UPDATE action SET successor = ?2 WHERE id = ?1 AND successor IS NULL");
    this.putOutcome = db.prepare("UPDATE action SET outcome = ?2 WHERE id = ?1 AND outcome IS NULL");
  }

  /** Inside a transaction of the caller's. */
  add(action: NewAction): void {
    const { low = null, mid = null, high = null } = action.expectedUsd ?? {};
    this.insert.run(
      Math.floor(action.at),
      action.suggestion,
      action.kind,
      action.family,
      action.sid,
      action.name,
      action.command,
      action.result,
      low,
      mid,
      high,
      action.context,
      action.model,
      action.usdPerRequest,
      action.growth,
      action.lastRequestAt,
      Number(action.hourCache),
      action.compactsAt === null ? null : Math.round(action.compactsAt),
      action.afterRequest,
      action.sideBefore,
    );
  }

  remove(id: number): void {
    this.drop.run(id);
  }

  /** The latest action on a suggestion. */
  latestOf(suggestion: string): StoredAction | null {
    const row = this.latest.get(suggestion) as unknown as Row | undefined;
    return row ? toAction(row) : null;
  }

  /** Latest first. */
  allSince(at: number): StoredAction[] {
    return (this.since.all(at) as unknown as Row[]).map(toAction);
  }

  /** Those of which more may come. */
  unsettled(): StoredAction[] {
    return (this.open.all() as unknown as Row[]).map(toAction);
  }

  /** What came of those since a moment of which nothing more is to come. */
  settledSince(at: number): { kind: SuggestionKind; at: number; outcome: Outcome }[] {
    return (this.settledRows.all(at) as unknown as { kind: SuggestionKind; at: number; outcome: string }[]).map(
      ({ outcome, ...row }) => ({ ...row, outcome: JSON.parse(outcome) as Outcome }),
    );
  }

  uncosted(): Uncosted[] {
    return this.uncostedRows.all() as unknown as Uncosted[];
  }

  noteCost(id: number, sideAfter: number): void {
    this.putCost.run(id, sideAfter);
  }

  /** Actions since a moment that ask for a new session, of which it is not known which came. */
  awaitingSuccessor(since: number): { id: number; sid: string | null }[] {
    return this.awaiting.all(since) as unknown as { id: number; sid: string | null }[];
  }

  noteSuccessor(id: number, sid: string): void {
    this.putSuccessor.run(id, sid);
  }

  settle(id: number, outcome: Outcome): void {
    this.putOutcome.run(id, JSON.stringify(outcome));
  }
}

interface Row {
  id: number;
  at: number;
  kind: SuggestionKind;
  family: SavingsFamily;
  sid: string | null;
  name: string;
  command: string;
  result: ActionResult;
  expected_low: number | null;
  expected_mid: number | null;
  expected_high: number | null;
  context: number | null;
  model: string | null;
  usd_per_request: number | null;
  growth: number;
  main_at: number | null;
  hour_cache: number;
  compacts_at: number | null;
  after_request: number;
  side_before: number | null;
  side_after: number | null;
  successor: string | null;
  outcome: string | null;
  superseded_at: number | null;
  s_id: number | null;
  s_start: number;
  s_last: number;
  s_ended: number;
  s_mark: string;
  n_id: number | null;
  n_start: number;
  n_last: number;
  n_ended: number;
  n_mark: string;
}

function toAction(row: Row): StoredAction {
  const { id, at, kind, family, sid, name, command, result, context, model, growth, successor } = row;
  return {
    id,
    at,
    kind,
    family,
    sid,
    name,
    command,
    result,
    context,
    model,
    growth,
    expectedUsd: expected(row),
    lastRequestAt: row.main_at,
    hourCache: row.hour_cache === 1,
    usdPerRequest: row.usd_per_request,
    compactsAt: row.compacts_at,
    toldCostUsd: toldCost(row),
    supersededAt: row.superseded_at,
    afterRequest: row.after_request,
    session:
      row.s_id === null || sid === null
        ? null
        : { id: row.s_id, sid, start: row.s_start, last: row.s_last, ended: row.s_ended === 1, mark: row.s_mark },
    successor:
      row.n_id === null || successor === null
        ? null
        : {
            id: row.n_id,
            sid: successor,
            start: row.n_start,
            last: row.n_last,
            ended: row.n_ended === 1,
            mark: row.n_mark,
          },
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome),
  };
}

function expected({ expected_low: low, expected_mid: mid, expected_high: high }: Row): Interval | null {
  return low === null || mid === null || high === null ? null : { low, mid, high };
}

/** A total that did not grow beyond the count tells nothing: no compaction is free. */
function toldCost({ side_before: before, side_after: after }: Row): number | null {
  return before !== null && after !== null && after > before ? after - before : null;
}
