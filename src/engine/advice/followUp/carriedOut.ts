/** Whether, and until when, an action can still be carried out. */
import { nothing, type Outcome } from "./outcome.ts";
import type { FollowedSession, TakenAction } from "./takenAction.ts";

/** Within this time an action is carried out, or not at all; and a session that is silent for as long has ended. */
export const CARRIED_OUT_MS = 24 * 60 * 60_000;

export const isOver = ({ ended, last }: FollowedSession, now: number) => ended || now - last >= CARRIED_OUT_MS;

export const carriedOutBy = ({ at, supersededAt }: TakenAction) =>
  Math.min(at + CARRIED_OUT_MS, supersededAt ?? Infinity);

export function notCarriedOut({ at, supersededAt }: TakenAction, session: FollowedSession, now: number): Outcome {
  if (supersededAt !== null) return nothing("superseded");
  if (now - at >= CARRIED_OUT_MS) return nothing("not run");
  if (isOver(session, now)) return nothing("session ended");
  return { state: { kind: "waiting" }, usd: null, final: false };
}
