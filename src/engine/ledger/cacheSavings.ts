/** What Claude's prompt cache did to a bill. */
import type { Figures } from "./figures.ts";
import { isComplete, type Price } from "./prices.ts";
import { WEB_SEARCH_USD } from "./priceTable.ts";

/** Share (0 to 1) of the prompt tokens that came from the cache; null when nothing was sent. */
export function cacheHitRate(figures: Figures): number | null {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = figures;
  const prompt = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
  return prompt === 0 ? null : cacheReadTokens / prompt;
}

/**
 * US dollars that requests at one price would have cost more without a cache: every cached token at the rate of fresh
 * input. Negative when more was written than was ever read; 0 where a rate is not known.
 */
export function cacheSaved(price: Price | null, figures: Figures): number {
  const rates = price?.rates;
  if (!rates || !isComplete(rates)) return 0;
  const { cacheReadTokens: read, cacheWrite5mTokens: write5m, cacheWrite1hTokens: write1h } = figures;
  const cached = read * rates.cacheRead + write5m * rates.cacheWrite5m + write1h * rates.cacheWrite1h;
  const listed = figures.inputTokens * rates.input + figures.outputTokens * rates.output + cached;
  if (listed === 0) return 0;
  // Fast mode, long prompts and US inference raise all rates alike: the cost that was counted says by how much.
  const paid = (figures.costUSD - figures.webSearches * WEB_SEARCH_USD) * 1e6;
  return (((read + write5m + write1h) * rates.input - cached) / 1e6) * (paid / listed);
}
