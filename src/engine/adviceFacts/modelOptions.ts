/** The models that a session can be switched to. */
import type { ModelOption } from "../advice/facts.ts";
import { modelClass } from "../advice/modelFit.ts";
import { PRICE_TABLE } from "../ledger/priceTable.ts";
import { isComplete, type PriceBook } from "../ledger/prices.ts";

/** What `/model` takes for the newest of each family. */
const ALIASES = ["opus", "sonnet", "haiku"] as const;

/** The newest model of each family in the price table, at the prices of that time. */
export function modelOptions(prices: PriceBook, now: number): ModelOption[] {
  return ALIASES.flatMap((alias) => {
    const id = newestOf(alias);
    const price = id === null ? null : prices.priceOf(id, now);
    const tier = modelClass(alias);
    if (!price || !tier || !isComplete(price.rates)) return [];
    const { name, tokenizer, rates, longPrompt } = price;
    return [{ alias, name, tier, tokenizer, rates, longPrompt }];
  });
}

function newestOf(family: string): string | null {
  const version = new RegExp(`^claude-${family}-(\\d+)-(\\d+)$`);
  const found = PRICE_TABLE.flatMap(({ id }) => {
    const [, major, minor] = version.exec(id) ?? [];
    return major === undefined ? [] : [{ id, order: Number(major) * 1000 + Number(minor) }];
  });
  return found.toSorted((a, b) => b.order - a.order)[0]?.id ?? null;
}
