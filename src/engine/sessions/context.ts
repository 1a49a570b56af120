/** How full a session's context is, and how far it is from compacting by itself. Facts: docs/context.md. */
import type { ContextView } from "../../shared/snapshot.ts";
import { canonicalModelId, type PriceBook } from "../ledger/prices.ts";

type WindowSource = Extract<ContextView, { kind: "known" }>["windowSource"];

/** What the ledger knows of a session's context; sizes in tokens, times in milliseconds. */
export interface ContextFacts {
  model: string;
  /** Prompt of the last main-chain request, and its answer, which the next prompt will hold too. */
  tokens: number;
  output: number;
  at: number;
  /** Largest prompt the main chain has had. */
  peak: number;
  /** The window as Claude Code's status line tells it; null when it does not. */
  told: number | null;
  /** Prompt of the first one: system prompt, tools and memory, which a compaction does not remove. */
  first: number | null;
  compaction: { at: number; kept: number | null } | null;
}

const LARGE_WINDOW = 1_000_000;
const STANDARD_WINDOW = 200_000;
/** Claude Code keeps room for an answer (at most 20,000 tokens) and a further 13,000 before it compacts by itself. */
const RESERVED = 20_000 + 13_000;

/**
 * The context window of a model, and how that is known: the user's setting, a prompt that would not fit a smaller
 * one, the model itself, or, where a model can have either and nothing tells, the smaller.
 */
export function contextWindow(
  model: string,
  peak: number,
  overrides: Readonly<Record<string, number>>,
  prices: PriceBook,
): { window: number; source: WindowSource } {
  const own = Object.entries(overrides).find(([id]) => canonicalModelId(id) === canonicalModelId(model));
  if (own && own[1] >= peak) return { window: own[1], source: "setting" };
  const known = prices.priceOf(model)?.contextWindow;
  const standard = known?.standard ?? STANDARD_WINDOW;
  if (peak > standard) return { window: Math.max(LARGE_WINDOW, peak), source: "observed" };
  return { window: standard, source: known && !known.large ? known.source : "assumed" };
}

/** The size at which Claude Code compacts by itself, unless the user changed that. */
const autoCompactThreshold = (window: number) => window - RESERVED;

export function contextView(
  facts: ContextFacts | null,
  overrides: Readonly<Record<string, number>>,
  prices: PriceBook,
): ContextView {
  if (!facts) return { kind: "unknown" };
  const { window, source } =
    facts.told !== null && facts.told >= facts.tokens
      ? { window: facts.told, source: "live" as const }
      : contextWindow(facts.model, facts.peak, overrides, prices);
  const { compaction } = facts;
  if (compaction && compaction.at > facts.at) {
    const estimate = compaction.kept === null ? null : compaction.kept + (facts.first ?? 0);
    return { kind: "compacted", estimate, window, asOf: compaction.at };
  }
  const autoCompactAt = autoCompactThreshold(window);
  return {
    kind: "known",
    tokens: facts.tokens,
    window,
    windowSource: source,
    percent: Math.min(100, (facts.tokens / window) * 100),
    autoCompactAt,
    runway: Math.max(0, autoCompactAt - facts.tokens - facts.output),
    source: "measured",
    asOf: facts.at,
  };
}
