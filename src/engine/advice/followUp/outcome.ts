/** What came of an action, as the store keeps it: in no language. */
import type { FollowUpState } from "../../../shared/snapshot.ts";
import type { WhyNothing } from "./whyNothing.ts";

export interface Outcome {
  state: OutcomeState;
  /** What it saved, less what it cost; null where that is not measured. */
  usd: number | null;
  /** Nothing more is to come, as far as is known now. */
  final: boolean;
}

export type OutcomeState =
  | Exclude<FollowUpState, { kind: "nothing" }>
  | { kind: "nothing"; why: WhyNothing }
  /** Of before reasons had names: the words, in the language of the time. */
  | { kind: "nothing"; reason: string };

export const nothing = (why: WhyNothing, usd: number | null = null, final = true): Outcome => ({
  state: { kind: "nothing", why },
  usd,
  final,
});
