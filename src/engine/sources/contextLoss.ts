/** What becomes of the items when a context is smaller than what it should hold. docs/context-fill.md has the rules. */
import { putAnswer, shareOut } from "./contextGrowth.ts";
import type { ContextItems } from "./contextItems.ts";
import type { Step } from "./contextSteps.ts";

/** Claude Code lets the latest results stand when it clears old ones. */
const RESULTS_KEPT = 3;

/** Another model counts the same text otherwise, and has another system prompt: all that was there is counted anew. */
export function recount(items: ContextItems, step: Step, before: Step): void {
  const looks = looksOf(items, step, before);
  const fresh = freshOf(looks, step);
  items.scale(step.context - fresh);
  putEstimated(items, fresh, fresh === looks, step, before);
}

/** Something was taken away: thinking or tool results, the oldest first; what these cannot explain, of everything. */
export function shrink(items: ContextItems, step: Step, before: Step): void {
  const looks = looksOf(items, step, before);
  const fresh = freshOf(looks, step);
  const left = step.context - fresh;
  if (clear(items, step, items.total - left) > 0) {
    // The system prompt and the tools stay while anything else is left.
    if (items.floor < left && items.total > items.floor) items.scaleOthers(left - items.floor);
    else items.scale(left);
  }
  putEstimated(items, fresh, fresh === looks, step, before);
}

/**
 * Models of before Opus 4.5 drop what they thought once the user says something new; it is never more than that.
 * @returns what could not be taken
 */
function clear(items: ContextItems, { added }: Step, lost: number): number {
  const thoughts = added.some(({ part }) => part === "user") && items.thoughts.tokens >= lost;
  return thoughts ? items.take(items.thoughts, 0, lost) : items.take(items.results, RESULTS_KEPT, lost);
}

/** Whole tokens that what is new looks like. */
const looksOf = (items: ContextItems, { added }: Step, before: Step): number =>
  Math.round((before.final ? before.output : items.looks(before.answer)) + items.looks(added));

/** However large it looks: what was there before did not all go. */
const freshOf = (looks: number, { context }: Step): number => Math.min(looks, Math.floor(context / 2));

/** Puts what is new, `fresh` tokens; `whole`: that is all that it looks like. */
function putEstimated(items: ContextItems, fresh: number, whole: boolean, { added, at }: Step, before: Step): void {
  items.estimated(() => {
    if (before.final && whole) {
      putAnswer(items, before);
      shareOut(items, fresh - before.output, added, at);
    } else shareOut(items, fresh, [...before.answer, ...added], at);
  });
}
