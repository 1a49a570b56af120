/** Which suggestions are not made: those that the user does not want, and kinds that kept being wrong for this user. */
import type { Suggestion, SuggestionKind } from "../../shared/snapshot.ts";
import type { Outcome } from "../advice/followUp/outcome.ts";
import type { StoredWish } from "../ledger/wishTable.ts";

/** An action and what came of it. */
export interface JudgedAction {
  kind: SuggestionKind;
  at: number;
  outcome: Outcome;
}

/** A kind falls silent when of so many judged actions or more, over so long, more than this share was wrong. */
const FEWEST_JUDGED = 5;
export const JUDGED_MS = 90 * 24 * 60 * 60_000;
const OFTEN_WRONG = 0.6;
/** A dismissed suggestion comes back when the size that it is about has grown by half. */
const GROWN = 1.5;

export function wantedSuggestions(
  suggestions: readonly Suggestion[],
  wishes: readonly StoredWish[],
  actions: readonly JudgedAction[],
  now: number,
): Suggestion[] {
  const unwanted = unwantedKinds(wishes);
  const wrong = oftenWrong(actions, wishes, now);
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

export const unwantedKinds = (wishes: readonly StoredWish[]): ReadonlySet<string> =>
  new Set(wishes.flatMap(({ wish, subject }) => (wish === "never" ? [subject] : [])));

/** A stronger model is advised for what it can do, not for what it saves. */
export const isWrong = ({ kind, outcome }: Pick<JudgedAction, "kind" | "outcome">): boolean =>
  kind !== "strongerModel" && outcome.final && outcome.usd !== null && outcome.usd < 0;

export function oftenWrong(
  actions: readonly JudgedAction[],
  wishes: readonly StoredWish[],
  now: number,
): ReadonlySet<SuggestionKind> {
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

/** The first size in its arithmetic is what a suggestion is about: the context, the first prompt, a tool's result. */
export const sizeOf = ({ arithmetic }: Suggestion): number | null =>
  arithmetic.find(({ unit }) => unit === "tokens")?.value ?? null;

function hasGrown(suggestion: Suggestion, { size: before }: StoredWish): boolean {
  const size = sizeOf(suggestion);
  return before !== null && size !== null && size >= GROWN * before;
}
