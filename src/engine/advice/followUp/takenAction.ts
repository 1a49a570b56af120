/** What is known of an action on a suggestion: how its session stood then, and what followed in it. */
import type { SuggestionKind } from "../../../shared/snapshot.ts";
import type { Tokens } from "../../sources/transcriptRow.ts";

/** A main-chain request. */
export interface FollowedRequest {
  at: number;
  model: string;
  /** The calls inside the response, one at least. */
  calls: readonly Tokens[];
  /** Null without a price. */
  usd: number | null;
  fast: boolean;
  usInference: boolean;
}

/** A session since an action, in no order. */
export interface FollowedSession {
  requests: readonly FollowedRequest[];
  /** `auto`: Claude Code began it by itself. */
  compactions: readonly { at: number; auto: boolean }[];
  start: number;
  /** Its last activity. */
  last: number;
  ended: boolean;
}

/** An action and how its session stood then. */
export interface TakenAction {
  kind: SuggestionKind;
  command: string;
  at: number;
  /** Prompt of the last main-chain request, its model, its time, and whether the session's cache lives an hour. */
  context: number | null;
  model: string | null;
  lastRequestAt: number | null;
  hourCache: boolean;
  /** Mean cost of the last requests. */
  usdPerRequest: number | null;
  /** Growth of the context per request. */
  growth: number;
  /** The size at which Claude Code compacts by itself. */
  compactsAt: number | null;
  /** By how much Claude Code's own total grew beyond the counted requests; null where it does not tell. */
  toldCostUsd: number | null;
  /** When the next action of the same savings family was taken on the session: what happens from then on is that one's doing. */
  supersededAt: number | null;
}
