/** What switching a session's model costs and when it has paid. The formulas: docs/advice.md. */
import type { Interval } from "../../shared/snapshot.ts";
import type { Tokenizer } from "../ledger/priceTable.ts";
import type { Currency } from "./currency.ts";

export interface Switch {
  /** Tokens of the context now, its growth and the output per request, as the present model counts them. */
  context: number;
  growth: number;
  output: number;
  from: Currency;
  to: Currency;
  /** Tokens that the other model makes of what is one token for the present one. */
  tokens: number;
  /** Whether the present model's cache still holds the context. */
  warm: boolean;
  /** Whether the session goes back later, and then writes the context for the present model again. */
  returning?: boolean;
}

/** What writing the context for the other model costs more than going on; negative when both have to write it. */
export function switchCost({ context, from, to, tokens, warm, returning = false }: Switch): number {
  const rewrite = (currency: Currency) => (currency.ratios.write - currency.ratios.read) * context * currency.input;
  return rewrite(to) * tokens + (returning ? rewrite(from) : 0) - (warm ? 0 : rewrite(from));
}

/** What a request at the present size saves after the switch. */
export function switchGain({ context, growth, output, from, to, tokens }: Switch): number {
  const request = ({ input, ratios }: Currency) =>
    (ratios.read * context + ratios.write * growth + ratios.output * output) * input;
  return request(from) - tokens * request(to);
}

/** N*switch: after how many requests of the present size a switch has paid for itself; infinite when it cannot. */
export function switchBreakEven(change: Switch): number {
  const gain = switchGain(change);
  if (gain <= 0) return Infinity;
  return Math.max(0, switchCost(change) / gain);
}

/** What `requests` requests save with the switch, the context growing on. */
export function switchSaving(change: Switch, requests: number): number {
  const { from, to, tokens, growth } = change;
  const readGain = from.ratios.read * from.input - tokens * to.ratios.read * to.input;
  const growing = (readGain * growth * requests * (requests - 1)) / 2;
  return requests * switchGain(change) + growing - switchCost(change);
}

/**
 * Tokens of the newer tokenizer for one of the older: sources agree on more, not on how many (1.13 to 1.45 by text and
 * by who measured; 1.325 over a real mix).
 */
const NEWER_PER_OLDER: Interval = { low: 1.13, mid: 1.325, high: 1.45 };

/** Tokens that one model makes of what is one token for another (τ). */
export function tokensPerToken(from: Tokenizer | null, to: Tokenizer | null): Interval {
  const { low, mid, high } = NEWER_PER_OLDER;
  if (from === null || to === null) return { low: 1 / high, mid: 1, high };
  if (from === to) return { low: 1, mid: 1, high: 1 };
  return to === "from 4.7" ? NEWER_PER_OLDER : { low: 1 / high, mid: 1 / mid, high: 1 / low };
}
