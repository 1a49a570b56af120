/**
 * Puts past sessions together for a replay of the advice. A session that is not to be replayed stays: the others learn
 * from it; as nothing is known of how its work stood, every rule is silent in it.
 */
import { US_INFERENCE_FACTOR } from "../ledger/priceTable.ts";
import type { PriceBook } from "../ledger/prices.ts";
import type { PastRequest, PastSession } from "../ledger/pastSessions.ts";
import type { Rates } from "../../shared/priceSettings.ts";
import type { ReplayRequest, ReplaySession } from "../advice/replay.ts";
import type { PromptEnd } from "../sources/promptEnds.ts";
import { promptTokens } from "../sources/transcriptRow.ts";
import { ratesFor } from "./sessionFacts.ts";

/** @param ends how the work stood after requests, by their id; null for a session that is not to be replayed */
export function replaySession(
  { sessionId, title, cwd, requests, compactions }: PastSession,
  ends: ReadonlyMap<string, PromptEnd> | null,
  prices: PriceBook,
): ReplaySession {
  const model = requests[0]?.model ?? "";
  let next = 0;
  return {
    sessionId,
    name: title ?? sessionId.slice(0, 8),
    project: cwd ?? "",
    model: { id: model, name: prices.modelName(model) },
    requests: requests.map((request, index): ReplayRequest => {
      const { id, at, tokens, prompt } = request;
      const before = next;
      while ((compactions[next] ?? Infinity) <= at) next++;
      const end = ends?.get(id);
      return {
        at,
        rates: ratesPaid(request, prices),
        tokens,
        prompt: prompt === null ? null : String(prompt),
        // What a fork's parent compacted was before the fork's first own request.
        compacted: index > 0 && next > before,
        boundary: end?.boundary ?? "none",
        midDebug: end?.midDebug ?? null,
      };
    }),
  };
}

function ratesPaid({ model, at, tokens, fast, usInference }: PastRequest, prices: PriceBook): Rates | null {
  const price = prices.priceOf(model, at);
  // Fast rates cannot be told from the base rates of a model that only totals tell of.
  const rates = price && !(fast && price.source === "derived") ? ratesFor(price, promptTokens(tokens), fast) : null;
  return rates && usInference ? times(rates, US_INFERENCE_FACTOR) : rates;
}

const times = (rates: Rates, factor: number): Rates => ({
  input: rates.input * factor,
  output: rates.output * factor,
  cacheRead: rates.cacheRead * factor,
  cacheWrite5m: rates.cacheWrite5m * factor,
  cacheWrite1h: rates.cacheWrite1h * factor,
});
