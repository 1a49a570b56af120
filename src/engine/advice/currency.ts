/** The two currencies of an advice: dollars at list price, and the share of the plan's window. */
import type { Rates } from "../../shared/priceSettings.ts";
import type { Interval, Saving } from "../../shared/snapshot.ts";
import { priceRatios, type PriceRatios } from "./compaction.ts";
import type { Expectation, QuotaRate, WindowFacts } from "./facts.ts";

/** What a token of fresh input costs, and cache read, cache write and output as multiples of it. */
export interface Currency {
  input: number;
  ratios: PriceRatios;
}

/** US dollars at list price; null when fresh input costs nothing, as nothing can then be a multiple of it. */
export function dollars(rates: Rates, ttl: "5m" | "1h"): Currency | null {
  return rates.input > 0 ? { input: rates.input / 1e6, ratios: priceRatios(rates, ttl === "1h") } : null;
}

/** The same tokens as the window weighs them: dollars where no weights are known. */
export const inQuota = (currency: Currency, quota: QuotaRate): Currency =>
  quota.kind === "weighted" ? { ...currency, ratios: quota.weights } : currency;

/** A figure and its range in both currencies; `figure` works it out in one. */
export function inBoth(
  window: WindowFacts | null,
  figure: (view: (currency: Currency) => Currency) => Interval,
): Saving {
  const usd = figure((currency) => currency);
  if (window === null || window.quota.kind === "uncalibrated") return { usd, window: null };
  const { quota, label } = window;
  const percent = overInterval(
    figure((currency) => inQuota(currency, quota)),
    quota.usdPerPercent,
  );
  return { usd, window: { label, percent } };
}

/** A figure without a range. */
export const exactly = (usd: number): Interval => ({ low: usd, mid: usd, high: usd });

/** The widest range of a quotient. */
function overInterval(amount: Interval, by: Interval): Interval {
  return {
    low: amount.low / (amount.low < 0 ? by.low : by.high),
    mid: amount.mid / by.mid,
    high: amount.high / (amount.high < 0 ? by.high : by.low),
  };
}

/** The range of a function over choices of its arguments; `mid` is its value in the middle. */
export function rangeOf(mid: number, ends: readonly number[]): Interval {
  return { low: Math.min(mid, ...ends), mid, high: Math.max(mid, ...ends) };
}

/** The range of a saving over the requests still to come: it need not grow with the requests. */
export const overExpected = ({ low, mid, high }: Expectation, saving: (requests: number) => number): Interval =>
  rangeOf(saving(mid), [saving(low), saving(high)]);
