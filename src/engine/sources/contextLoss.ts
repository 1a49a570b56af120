/** What becomes of the items when a context is smaller than what it should hold. docs/context-fill.md has the rules. */
import type { ContextPartName } from "../../shared/historyPages.ts";
import { putAnswer, shareOut } from "./contextGrowth.ts";
import { sumOf, type ContextItem, type ContextItems } from "./contextItems.ts";
import type { Step } from "./contextSteps.ts";

/** Claude Code lets the latest results stand when it clears old ones. */
const RESULTS_KEPT = 3;
const RESULTS: ReadonlySet<ContextPartName> = new Set(["files", "toolOutput", "mcp"]);

/** Another model counts the same text otherwise, and has another system prompt: all that was there is counted anew. */
export function recount(items: ContextItems, step: Step, before: Step): void {
  const old = items.items;
  items.scale(old, putEstimated(items, step, before));
}

/** Something was taken away: thinking or tool results, the oldest first; what these cannot explain, of everything. */
export function shrink(items: ContextItems, step: Step, before: Step): void {
  const old = items.items;
  const left = putEstimated(items, step, before);
  const missing = take(items, clearable(old, step, sumOf(old) - left), sumOf(old) - left);
  if (missing === 0) return;
  // The system prompt and the tools stay while anything else is left.
  const others = old.filter(({ part }) => part !== "floor");
  const floor = sumOf(old) - sumOf(others);
  if (floor < left && sumOf(others) > 0) items.scale(others, left - floor);
  else items.scale(old, left);
}

/** Models of before Opus 4.5 drop what they thought once the user says something new; it is never more than that. */
function clearable(old: readonly ContextItem[], { added }: Step, lost: number): readonly ContextItem[] {
  const thoughts = old.filter(({ part }) => part === "thinking");
  if (added.some(({ part }) => part === "user") && sumOf(thoughts) >= lost) return thoughts;
  return old.filter(({ part }) => RESULTS.has(part)).slice(0, -RESULTS_KEPT);
}

/** @returns what could not be taken */
function take(items: ContextItems, from: readonly ContextItem[], tokens: number): number {
  let missing = tokens;
  for (const item of from) {
    const taken = Math.min(missing, item.tokens);
    if (taken > 0) items.change(item, item.tokens - taken);
    missing -= taken;
  }
  return missing;
}

/** Adds what is new by its looks. @returns the tokens that remain for what was there before */
function putEstimated(items: ContextItems, step: Step, before: Step): number {
  const { added, at, context } = step;
  const looks = Math.round((before.final ? before.output : items.looks(before.answer)) + items.looks(added));
  // However large it looks: what was there before did not all go.
  const fresh = Math.min(looks, Math.floor(context / 2));
  const old = items.items;
  items.items = [];
  if (before.final && fresh === looks) {
    putAnswer(items, before);
    shareOut(items, fresh - before.output, added, at);
  } else shareOut(items, fresh, [...before.answer, ...added], at);
  for (const item of items.items) items.change(item, item.tokens);
  items.items = [...old, ...items.items];
  return context - fresh;
}
