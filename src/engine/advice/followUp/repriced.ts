/** What requests would have cost with other tokens, or on another model. */
import type { PriceBook } from "../../ledger/prices.ts";
import type { Tokens } from "../../sources/transcriptRow.ts";
import type { FollowedRequest } from "./takenAction.ts";

export const NO_TOKENS: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

export const written = (hourCache: boolean, tokens: number) =>
  hourCache ? { cacheWrite1h: tokens } : { cacheWrite5m: tokens };

/** How much more `calls` would have cost, on that model, than a request did; null without a price. */
export function difference(
  request: FollowedRequest,
  calls: readonly Tokens[],
  model: string,
  prices: PriceBook,
): number | null {
  const usd = priceOf({ ...request, model }, calls, prices);
  const actual = priceOf(request, request.calls, prices);
  return usd === null || actual === null ? null : usd - actual;
}

/** Searches are left out: they cost the same either way. Null without a price. */
export function priceOf(
  { model, at, fast, usInference }: Pick<FollowedRequest, "model" | "at" | "fast" | "usInference">,
  calls: readonly Tokens[],
  prices: PriceBook,
): number | null {
  return prices.costOf({ model, tokens: NO_TOKENS, webSearches: 0, fast, usInference, iterations: [...calls] }, at);
}
