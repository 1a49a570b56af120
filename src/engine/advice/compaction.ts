/**
 * When compacting a session pays. The formulas and their evidence: docs/compaction.md. Sizes are tokens; prices are
 * ratios to the model's fresh input price.
 */
import type { Rates } from "../../shared/priceSettings.ts";

/** What is not learnt from the user's own sessions: measured on public transcripts. */
export const COMPACTION_DEFAULTS = {
  /** Context a few requests after a compaction. */
  after: 50_000,
  /** System prompt and tools: stay cached through a compaction. */
  cachedPrefix: 21_500,
  /** The summary and the thinking for it. */
  summary: 6_000,
  /** Growth of the context per request. */
  growth: 1_200,
};

export type CompactionAssumptions = typeof COMPACTION_DEFAULTS;

/** Prices of cache read, cache write and output, as multiples of fresh input. */
export interface PriceRatios {
  read: number;
  write: number;
  output: number;
}

export function priceRatios(rates: Rates, hourCache: boolean): PriceRatios {
  return {
    read: rates.cacheRead / rates.input,
    write: (hourCache ? rates.cacheWrite1h : rates.cacheWrite5m) / rates.input,
    output: rates.output / rates.input,
  };
}

/** What compacting costs beside reading the old context once: the summary, and writing what is new behind the prefix. */
const fixedCost = ({ write, read, output }: PriceRatios, { summary, after, cachedPrefix }: CompactionAssumptions) =>
  output * summary + (write - read) * (after - cachedPrefix);

/** C*: the context size above which a steadily growing session is cheaper when it is compacted. */
export function compactionThreshold(
  prices: PriceRatios,
  assumptions: CompactionAssumptions = COMPACTION_DEFAULTS,
): number {
  const { after, growth } = assumptions;
  return after + Math.sqrt((2 * growth * (fixedCost(prices, assumptions) + prices.read * after)) / prices.read);
}

/** What compacting at `context` costs, against the price of a token of fresh input. A cold cache costs both ways the same. */
export const compactionCost = (
  context: number,
  prices: PriceRatios,
  assumptions: CompactionAssumptions = COMPACTION_DEFAULTS,
): number => prices.read * context + fixedCost(prices, assumptions);

/** What each later request then saves, likewise. */
export const compactionGain = (
  context: number,
  prices: PriceRatios,
  { after }: CompactionAssumptions = COMPACTION_DEFAULTS,
): number => prices.read * (context - after);

/** N*: after how many requests a compaction at `context` has paid for itself; infinite when it cannot. */
export function breakEvenRequests(
  context: number,
  prices: PriceRatios,
  assumptions: CompactionAssumptions = COMPACTION_DEFAULTS,
): number {
  const gain = compactionGain(context, prices, assumptions);
  if (gain <= 0) return Infinity;
  return compactionCost(context, prices, assumptions) / gain;
}

/** Above which size a session that is left until its cache is cold, and then goes on, is cheaper compacted while warm. */
export function leavingDeskThreshold(
  { read, write, output }: PriceRatios,
  { summary, after }: CompactionAssumptions = COMPACTION_DEFAULTS,
): number {
  return write > read ? (output * summary + write * after) / (write - read) : Infinity;
}
