/** What came of each action so far: measured from the store, and again only when that has changed. */
import type { DatabaseSync } from "node:sqlite";
import { CARRIED_OUT_MS } from "../advice/followUp/carriedOut.ts";
import { measure } from "../advice/followUp/measure.ts";
import type { Outcome } from "../advice/followUp/outcome.ts";
import type { FollowedSession } from "../advice/followUp/takenAction.ts";
import type { MarkedSession, StoredAction } from "../ledger/actionTable.ts";
import { FollowedSessions } from "../ledger/followedSessions.ts";
import type { PriceBook } from "../ledger/prices.ts";

export class Outcomes {
  private readonly sessions: FollowedSessions;
  private readonly prices: () => PriceBook;
  private readonly isRunning: (sessionId: string) => boolean;
  /** With what each was measured from. */
  private readonly known = new Map<number, { from: string; outcome: Outcome }>();

  /** `prices`: those in force, which may change. `isRunning`: whether a process runs the session. */
  constructor(db: DatabaseSync, prices: () => PriceBook, isRunning: (sessionId: string) => boolean) {
    this.sessions = new FollowedSessions(db);
    this.prices = prices;
    this.isRunning = isRunning;
  }

  of(action: StoredAction, now: number): Outcome {
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
    const known = this.known.get(action.id);
    if (known?.from === from) return known.outcome;
    const outcome = measure(
      action,
      session && this.followed(session, action.afterRequest),
      successor && this.followed(successor, 0),
      prices,
      now,
    );
    this.known.set(action.id, { from, outcome });
    return outcome;
  }

  /** It is in the store now. */
  drop(id: number): void {
    this.known.delete(id);
  }

  forget(): void {
    this.known.clear();
  }

  /** A session that was taken up again has a process before it has a request. */
  private withProcess(session: MarkedSession | null): MarkedSession | null {
    if (!session?.ended) return session;
    return { ...session, ended: !this.isRunning(session.sid) };
  }

  private followed({ id, start, last, ended }: MarkedSession, afterRequest: number): FollowedSession {
    const requests = this.sessions.after(id, afterRequest);
    return { requests, compactions: this.sessions.compactions(id), start, last, ended };
  }
}
