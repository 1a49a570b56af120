/**
 * What fills a session's context now, from its transcript: for a reading thread. Only sizes, counts and short subjects
 * leave it. docs/context-fill.md has the method.
 */
import { CONTEXT_PARTS, type ContextPart, type ContextPartName } from "../../shared/historyPages.ts";
import type { Addition, Subject } from "./contextAddition.ts";
import { AddedRows } from "./contextAddedRows.ts";
import { begin, beginAgain, grow } from "./contextGrowth.ts";
import { ContextItems, type ContextItem } from "./contextItems.ts";
import { recount, shrink } from "./contextLoss.ts";
import { readMainChain } from "./contextRows.ts";
import type { Step, StepCollector } from "./contextSteps.ts";
import { fitDensity, fixedTokens, type Density, type DensitySample } from "./tokenDensity.ts";

export interface LargeAddition {
  part: ContextPartName;
  subject: Subject;
  tokens: number;
  exact: boolean;
  at: number;
}

export type TranscriptFill =
  | { kind: "known"; total: number; asOf: number; parts: ContextPart[]; largest: LargeAddition[] }
  /** The file cannot be read, holds no request of the main chain, or was compacted after its last one. */
  | { kind: "missing" | "without requests" | "just compacted" };

const LARGEST = 10;

export function readContextFill(path: string): TranscriptFill {
  const chain = readMainChain(path);
  return chain ? contextFill(chain) : { kind: "missing" };
}

export function contextFill(chain: StepCollector): TranscriptFill {
  // The gauge shows the request that was made last, whatever the order in the file.
  const latest = chain.steps.reduce(
    (best, { at }, index) => (at >= (chain.steps[best]?.at ?? -Infinity) ? index : best),
    0,
  );
  const steps = chain.steps.slice(0, latest + 1);
  const last = steps.at(-1);
  if (chain.justCompacted) return { kind: "just compacted" };
  if (!last) return { kind: "without requests" };
  const items = itemsOf(chain, steps).list(last.context);
  return { kind: "known", total: last.context, asOf: last.at, parts: partsOf(items), largest: largestOf(items) };
}

function itemsOf(chain: StepCollector, steps: readonly Step[]): ContextItems {
  const context = new ContextItems(fitDensity(samplesOf(steps)));
  const rows = new AddedRows(steps);
  let since = 0;
  let size = 0;
  steps.forEach((step, index) => {
    context.number = index;
    rows.take(index);
    const path = chain.pathTo(index);
    const sent = path ? { ...step, added: chain.sentWith(step, path) } : step;
    const before = steps[index - 1];
    if (step.compacted || !before) {
      since = index;
      if (step.compacted) beginAgain(context, sent);
      else begin(context, sent);
    } else if (path && path.step >= since && path.step < index - 1 && step.context < size) {
      // The user went back, and a smaller prompt confirms it.
      context.backTo(path.step);
      const added = rows.addedOn(path);
      advance(context, Math.round(context.total), steps[path.step] ?? before, { ...step, added });
    } else advance(context, size, before, sent);
    size = step.context;
  });
  return context;
}

/** From a context of `size` tokens, that of the request `before`, to the next. */
function advance(context: ContextItems, size: number, before: Step, step: Step): void {
  if (step.model !== before.model) recount(context, step, before);
  else if (step.context < size) shrink(context, step, before);
  else grow(context, step.context - size, before, step);
}

function samplesOf(steps: readonly Step[]): DensitySample[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    if (!before || step.compacted || step.model !== before.model) return [];
    const growth = step.context - before.context - (before.final ? before.output : 0);
    const additions = before.final ? step.added : [...before.answer, ...step.added];
    const tokens = growth - additions.reduce((sum, addition) => sum + fixedTokens(addition), 0);
    return tokens > 0 && additions.length > 0 ? [{ chars: charsOf(additions), tokens }] : [];
  });
}

function charsOf(additions: readonly Addition[]): Density {
  const chars = { answer: 0, result: 0, words: 0 };
  for (const addition of additions) chars[addition.texture] += addition.chars;
  return chars;
}

function partsOf(items: readonly ContextItem[]): ContextPart[] {
  return CONTEXT_PARTS.flatMap((part) => {
    const own = items.filter((item) => item.part === part);
    const tokens = (exact: boolean) => own.reduce((sum, item) => sum + (item.partExact === exact ? item.tokens : 0), 0);
    return own.length === 0 ? [] : { part, exact: tokens(true), allocated: tokens(false) };
  });
}

function largestOf(items: readonly ContextItem[]): LargeAddition[] {
  return items
    .filter(({ part }) => part !== "floor")
    .toSorted((a, b) => b.tokens - a.tokens)
    .slice(0, LARGEST)
    .map(({ part, subject, tokens, exact, at }) => ({ part, subject, tokens, exact, at }));
}
