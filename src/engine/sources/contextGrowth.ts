/** Shares out what a context grew by over what was added to it. docs/context-fill.md has the rules. */
import type { Addition } from "./contextAddition.ts";
import type { ContextItems } from "./contextItems.ts";
import type { Step } from "./contextSteps.ts";
import { shares } from "./shares.ts";

/** Tokens of a text are never more than its bytes, with what is put around it. */
const FRAME_BOUND = 64;
/** With less than this share of what the additions look like, something was taken away at the same time. */
const PLAUSIBLE = 1 / 4;

/** The first request of the session: what is visible is estimated, the floor is the rest. */
export function begin(items: ContextItems, step: Step): void {
  const floor = Math.max(step.context - items.looks(step.added), step.context * PLAUSIBLE);
  beginWith(items, step, floor, 0);
}

/** The first after a compaction: the floor is as before, and what else is not visible is what the compaction left. */
export function beginAgain(items: ContextItems, step: Step): void {
  const { floor } = items;
  if (floor === 0) return begin(items, step);
  const added = step.added.filter(({ part }) => part !== "summary");
  const summary = items.looks(step.added.filter(({ part }) => part === "summary"));
  beginWith(items, { ...step, added }, floor, Math.max(step.context - floor - items.looks(added), summary));
}

function beginWith(items: ContextItems, { added, at, context }: Step, floor: number, summary: number): void {
  const weights = [floor, summary, ...added.map((addition) => items.looks([addition]))];
  const claims = weights.map((weight) => ({ weight, bound: Infinity }));
  const [floorTokens = 0, summaryTokens = 0, ...tokens] = shares(context, claims).tokens;
  items.begin(floorTokens, added.length === 0 && summary === 0);
  items.put({ part: "summary", subject: { kind: "summary" }, at }, summaryTokens, false);
  items.putAll(added, tokens, at, false);
}

/** `before`: the request whose answer is sent back. */
export function grow(items: ContextItems, growth: number, before: Step, { added, at }: Step): void {
  const rest = growth - before.output;
  if (before.final && rest >= items.looks(added) * PLAUSIBLE) {
    putAnswer(items, before);
    shareOut(items, rest, added, at);
  } else shareOut(items, growth, [...before.answer, ...added], at);
}

/** An answer takes as many tokens of the next request as its usage says that it has. */
export function putAnswer(items: ContextItems, { answer, output, thinking, at }: Step): void {
  if (answer.length === 0) return items.put({ part: "assistant", subject: { kind: "answer" }, at }, output, true);
  const thoughts = answer.filter(({ part }) => part === "thinking");
  const visible = answer.filter(({ part }) => part !== "thinking");
  const counted = thoughts.length > 0 && visible.length > 0 && thinking !== null && thinking > 0 && thinking < output;
  if (counted) {
    items.putAll(thoughts, split(items, thoughts, thinking), at, true);
    items.putAll(visible, split(items, visible, output - thinking), at, true);
    return;
  }
  // Of what was thought the transcript holds a summary at most: it is what the visible does not look like.
  const unseen = Math.max(output - items.looks(answer), 0) / Math.max(thoughts.length, 1);
  items.putAll(answer, split(items, answer, output, unseen), at, true);
}

/** What is more than the additions can come to is of something that the transcript does not hold. */
export function shareOut(items: ContextItems, tokens: number, added: readonly Addition[], at: number): void {
  const claims = added.map((addition) => ({
    weight: items.looks([addition]),
    bound: addition.bytes === null ? Infinity : addition.bytes + FRAME_BOUND,
  }));
  const shared = shares(tokens, claims);
  items.putAll(added, shared.tokens, at, shared.rest === 0);
  items.put({ part: "reminders", subject: { kind: "unseen" }, at }, shared.rest, false);
}

function split(items: ContextItems, additions: readonly Addition[], tokens: number, unseen = 0): number[] {
  const claims = additions.map((addition) => ({
    weight: items.looks([addition]) + (addition.part === "thinking" ? unseen : 0),
    bound: Infinity,
  }));
  return shares(tokens, claims).tokens;
}
