/** What the reader wants to see no more, until the engine has taken it up. */
import type { SuggestionWish } from "../../src/shared/engineProtocol.ts";
import type { Suggestion } from "../../src/shared/snapshot.ts";

/** A wish to see something no more. */
export type Unwanted = Exclude<SuggestionWish, { kind: "again" }>;

export interface Wished {
  wish: Unwanted;
  /** The suggestion that it was said of. */
  suggestionId: string;
  /** Why the engine did not take it up; null while it has or may yet. */
  refusal: string | null;
}

/** Whether a suggestion is out of sight by a wish that was not refused. */
export function isHidden({ id, kind }: Suggestion, wished: readonly Wished[]): boolean {
  return wished.some(
    ({ wish, suggestionId, refusal }) =>
      refusal === null && (wish.kind === "never" ? wish.suggestions === kind : suggestionId === id),
  );
}

/** Why the engine did not take up what was wished of this suggestion; null when there is no such refusal. */
export function refusalOf({ id }: Suggestion, wished: readonly Wished[]): string | null {
  return wished.find(({ suggestionId }) => suggestionId === id)?.refusal ?? null;
}

/** Without those whose suggestion is gone: should it come back, it has a new reason. */
export function stillWished(wished: readonly Wished[], suggestions: readonly Suggestion[]): Wished[] {
  return wished.filter(({ wish, suggestionId }) =>
    suggestions.some(({ id, kind }) => id === suggestionId || (wish.kind === "never" && wish.suggestions === kind)),
  );
}
