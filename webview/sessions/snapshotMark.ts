/** What of a Snapshot tells that answers about sessions may have changed. */
import type { Snapshot } from "../../src/shared/snapshot.ts";

export function sessionsMark({ live, recent, spend, index }: Snapshot): string {
  return JSON.stringify([
    spend.today.total.requests,
    spend.last30Days.total.requests,
    index.kind,
    live.map(({ sessionId }) => sessionId),
    recent[0]?.lastActivity ?? null,
  ]);
}

/** The same for one session; one that is not among the recent ones stays as it is. */
export function sessionMark({ recent, index }: Snapshot, sessionId: string): string {
  const session = recent.find((each) => each.sessionId === sessionId);
  return JSON.stringify([index.kind, session?.lastActivity ?? null, session?.cost.requests ?? null]);
}
