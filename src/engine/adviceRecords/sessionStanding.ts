/** How a session stands at an action on a suggestion, and what Claude Code's totals tell of it: read from the store. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { contextOf } from "../advice/followUp/standing.ts";
import type { TakenAction } from "../advice/followUp/takenAction.ts";
import { learnGrowth } from "../advice/learning.ts";
import type { NewAction } from "../ledger/actionTable.ts";
import { FollowedSessions } from "../ledger/followedSessions.ts";

/** Requests before an action whose mean cost is remembered, and those from which the session's growth is learnt. */
const COST_REQUESTS = 10;
const GROWTH_REQUESTS = 200;
/** A total told this long ago has no answer in it that is not read yet. */
const READ_WITHIN_MS = 10_000;
/** and one told so long after a compaction has other side calls in it. */
const TELLS_OF_MS = 30 * 60_000;

/** What is remembered of the session with an action. */
export type Remembered = Pick<
  TakenAction,
  "context" | "model" | "lastRequestAt" | "hourCache" | "usdPerRequest" | "growth"
> &
  Pick<NewAction, "afterRequest" | "sideBefore">;

interface Side {
  /** When Claude Code last told a total; null where it did not. */
  at: number | null;
  /** What its totals hold beyond the counted requests. */
  usd: number;
  last: number;
  compactedAt: number | null;
}

export class SessionStanding {
  private readonly sessions: FollowedSessions;
  private readonly sessionOf: StatementSync;
  private readonly lastRequest: StatementSync;
  private readonly sideOf: StatementSync;

  constructor(db: DatabaseSync) {
    this.sessions = new FollowedSessions(db);
    this.sessionOf = db.prepare("SELECT id FROM session WHERE sid = ?");
    this.lastRequest = db.prepare("SELECT ifnull(max(id), 0) AS id FROM request");
    this.sideOf = db.prepare(
      `SELECT (SELECT max(at) FROM reported WHERE session = ?1) AS at, (SELECT total(usd) FROM side WHERE session = ?1) AS usd,
              (SELECT last FROM session WHERE id = ?1) AS last,
              (SELECT min(at) FROM compaction WHERE session = ?1 AND at > ?2) AS compactedAt`,
    );
  }

  /** Now; with nulls where it is about no session, or one that the store does not have. */
  of(sid: string | null): Remembered {
    const session = sid === null ? undefined : (this.sessionOf.get(sid) as { id: number } | undefined);
    const requests = session ? this.sessions.last(session.id, GROWTH_REQUESTS).toSorted((a, b) => a.at - b.at) : [];
    const compactions = session ? this.sessions.compactions(session.id) : [];
    const sizes = requests.map((request, index) => ({
      context: contextOf(request),
      compacted: compactions.some((one) => one.at <= request.at && one.at > (requests[index - 1]?.at ?? request.at)),
    }));
    const written = requests.flatMap(({ calls }) => calls).findLast((c) => c.cacheWrite1h + c.cacheWrite5m > 0);
    const latest = requests.slice(-COST_REQUESTS);
    const paid = latest.flatMap(({ usd }) => usd ?? []);
    const side = session ? this.side(session.id, 0) : null;
    return {
      afterRequest: (this.lastRequest.get() as { id: number }).id,
      context: sizes.at(-1)?.context ?? null,
      model: requests.at(-1)?.model ?? null,
      lastRequestAt: requests.at(-1)?.at ?? null,
      hourCache: (written?.cacheWrite1h ?? 0) > 0,
      usdPerRequest:
        paid.length > 0 && paid.length === latest.length
          ? paid.reduce((total, usd) => total + usd, 0) / paid.length
          : null,
      growth: learnGrowth(sizes).value,
      // Of an older total it is not known what came since.
      sideBefore: side === null || side.at === null || side.at < side.last ? null : side.usd,
    };
  }

  /**
   * What Claude Code's totals hold beyond the counted requests, once that tells what the compaction after `at` cost:
   * a total in which it is, and every request that was read, and little else. Null before.
   */
  sideWithCompaction(session: number, at: number, now: number): number | null {
    const side = this.side(session, at);
    const told =
      side.at !== null &&
      side.compactedAt !== null &&
      side.at >= Math.max(side.compactedAt, side.last) &&
      side.at - side.compactedAt < TELLS_OF_MS &&
      now - side.at >= READ_WITHIN_MS;
    return told ? side.usd : null;
  }

  private side(session: number, since: number): Side {
    return this.sideOf.get(session, since) as unknown as Side;
  }
}
