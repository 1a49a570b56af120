/** The suggestion to compact a session that has outgrown the size at which that pays. */
import type { ArithmeticLine, PriceSource, SessionView, Suggestion } from "../../shared/snapshot.ts";
import { formatTokens, formatUsd } from "../../shared/format.ts";
import { isComplete, type PriceBook } from "../ledger/prices.ts";
import { breakEvenRequests, COMPACTION_DEFAULTS, compactionThreshold, priceRatios } from "./compaction.ts";

/** A suggestion and what following it saves on each request, in US dollars. */
export interface RankedSuggestion {
  suggestion: Suggestion;
  savedPerRequest: number;
}

/** Where ratios of a model's rates come from. */
const PRICE_SOURCE = {
  table: "price list",
  setting: "your prices",
  derived: "estimated",
} as const satisfies Record<PriceSource, ArithmeticLine["source"]>;

/** Null when the session is not live, its context or its model's price is not known, or it is below C*. */
export function suggestCompaction(
  session: SessionView,
  hourCache: boolean,
  prices: PriceBook,
): RankedSuggestion | null {
  const { context, model, state } = session;
  const price = model && prices.priceOf(model.id);
  if (state.kind !== "live" || context.kind !== "known" || !price || !isComplete(price.rates)) return null;
  const { rates } = price;
  const ratios = priceRatios(rates, hourCache);
  const threshold = compactionThreshold(ratios);
  if (context.tokens <= threshold) return null;

  const { after } = COMPACTION_DEFAULTS;
  const inputPrice = rates.input / 1e6;
  const breakEven = breakEvenRequests(context.tokens, ratios);
  const perRequest = ratios.read * (context.tokens - after) * inputPrice;
  const line = (
    label: string,
    value: number,
    unit: ArithmeticLine["unit"],
    source: ArithmeticLine["source"],
  ): ArithmeticLine => ({
    label,
    value,
    unit,
    source,
  });
  const suggestion: Suggestion = {
    id: `compact:${session.sessionId}`,
    kind: "compact",
    sessionId: session.sessionId,
    title: session.title === null ? `Compact ${session.project}` : `Compact “${session.title}”`,
    why:
      `At ${formatTokens(context.tokens)} tokens it is past the ${formatTokens(threshold)} above which compacting pays with ` +
      `${price.name}: about ${formatUsd(breakEven * perRequest)} now, ${formatUsd(perRequest)} less on each request, ` +
      `paid back after ${Math.ceil(breakEven)} requests.`,
    arithmetic: [
      line("Context now", context.tokens, "tokens", context.source),
      line("Worth compacting above (C*)", threshold, "tokens", "estimated"),
      line("Context after, typically", after, "tokens", "default"),
      line("Cost of compacting now, if the cache is warm", breakEven * perRequest, "usd", "estimated"),
      line("Saved on each request after", perRequest, "usd", "estimated"),
      line("Paid back after (N*)", breakEven, "requests", "estimated"),
      line("Cache read, against fresh input", ratios.read, "ratio", PRICE_SOURCE[price.source]),
      line(
        `Cache write (${hourCache ? "1 h" : "5 min"}), against fresh input`,
        ratios.write,
        "ratio",
        PRICE_SOURCE[price.source],
      ),
      line("Output, against fresh input", ratios.output, "ratio", PRICE_SOURCE[price.source]),
    ],
    action: { kind: "insertCommand", command: "/compact" },
  };
  return { suggestion, savedPerRequest: perRequest };
}
