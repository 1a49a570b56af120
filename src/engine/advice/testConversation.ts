/**
 * A conversation played request by request against a prompt cache, for tests: what it costs, without any of the
 * formulas under test. Dollars per token come from the rates alone.
 */
import type { Rates } from "../../shared/priceSettings.ts";

export interface Conversation {
  rates: Rates;
  ttl: "5m" | "1h";
  /** Tokens at the beginning of the next prompt that the cache holds. */
  cached: number;
  usd: number;
}

export const conversation = (rates: Rates, ttl: "5m" | "1h", cached: number): Conversation => ({
  rates,
  ttl,
  cached,
  usd: 0,
});

/** Sends a prompt: what is cached is read, the rest written; then the whole is cached. */
function send(talk: Conversation, prompt: number, output: number): void {
  const { rates, ttl } = talk;
  const read = Math.min(talk.cached, prompt);
  const write = ttl === "1h" ? rates.cacheWrite1h : rates.cacheWrite5m;
  talk.usd += (read * rates.cacheRead + (prompt - read) * write + output * rates.output) / 1e6;
  talk.cached = prompt;
}

/** Sends so many prompts, each larger by `growth` than the one before. */
export function goOn(talk: Conversation, context: number, requests: number, growth: number, output: number): void {
  for (let request = 1; request <= requests; request++) send(talk, context + request * growth, output);
}

/** The summary's own request; what is then cached is the unchanged beginning. */
export function compact(talk: Conversation, context: number, summary: number, cachedPrefix: number): void {
  send(talk, context, summary);
  talk.cached = cachedPrefix;
}
