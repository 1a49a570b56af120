/** What is shown of actions: what became of the latest, and how each kind of suggestion did. */
import { SUGGESTION_KINDS, type FollowUp, type FollowUpPage, type KindRecord } from "../../shared/snapshot.ts";
import type { Outcome } from "../advice/followUp/outcome.ts";
import { followUpState } from "../advice/followUp/whyNothing.ts";
import type { StoredAction } from "../ledger/actionTable.ts";
import type { StoredWish } from "../ledger/wishTable.ts";
import { isWrong, oftenWrong, unwantedKinds } from "./wantedSuggestions.ts";

export type DoneAction = StoredAction & { outcome: Outcome };

const LISTED = 50;

/** @param actions all there are, latest first */
export function followUpPage(actions: readonly DoneAction[], wishes: readonly StoredWish[], now: number): FollowUpPage {
  const unwanted = unwantedKinds(wishes);
  const wrong = oftenWrong(actions, wishes, now);
  const kinds = SUGGESTION_KINDS.flatMap((kind): KindRecord[] => {
    const taken = actions.filter((action) => action.kind === kind);
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
    followUps: actions.slice(0, LISTED).map(toFollowUp),
    savedUsd: sum(kinds.map(({ savedUsd }) => savedUsd)),
    kinds,
  };
}

export const toFollowUp = (action: DoneAction): FollowUp => ({
  id: action.id,
  kind: action.kind,
  sessionId: action.sid,
  sessionName: action.name,
  command: action.command,
  at: action.at,
  result: action.result,
  expectedUsd: action.expectedUsd,
  state: followUpState(action.outcome.state),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
