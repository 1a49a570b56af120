/** What a request costs: the price of its model when it was made, and Claude Code's own formula (docs/prices.md). */
import { createHash } from "node:crypto";
import type { PriceSetting, PriceSettings, Rates } from "../../shared/priceSettings.ts";
import type { PriceSource } from "../../shared/snapshot.ts";
import { promptTokens, type Tokens } from "../sources/transcriptRow.ts";
import { PRICE_TABLE, US_INFERENCE_FACTOR, WEB_SEARCH_USD, type PriceRow, type Tokenizer } from "./priceTable.ts";

/** What of a request its price depends on, beside when it was made. */
export interface Billable {
  model: string;
  tokens: Tokens;
  webSearches: number;
  fast: boolean;
  usInference: boolean;
  iterations: Tokens[] | null;
}

/** Rates of which some may not be known: null. Dollars per million tokens. */
export type KnownRates = { [Kind in keyof Rates]: number | null };

/** Rates of a model that no table holds, worked out from Claude Code's own totals. */
export interface DerivedPrice {
  id: string;
  rates: KnownRates;
}

/** The price of a model from a day on, and where it comes from. */
export interface Price {
  id: string;
  name: string;
  source: PriceSource;
  /** UTC, YYYY-MM-DD; null: always. */
  from: string | null;
  rates: KnownRates;
  fast: Rates | null;
  longPrompt: { abovePromptTokens: number; rates: Rates } | null;
  contextWindow: (PriceRow["contextWindow"] & { source: "model" | "setting" }) | null;
  tokenizer: Tokenizer | null;
}

/**
 * A model id without what providers add: `us.anthropic.`, `anthropic/`, a Vertex `@date`, a Bedrock `-v1:0`, a date,
 * `-latest` and `[1m]`. Exact from there on: a look-alike is a different model with a different price.
 */
export function canonicalModelId(id: string): string {
  let canonical = canonicalIds.get(id);
  if (canonical === undefined) canonicalIds.set(id, (canonical = withoutAdditions(id)));
  return canonical;
}

/** Asked for every request, and few. */
const canonicalIds = new Map<string, string>();

function withoutAdditions(id: string): string {
  return id
    .toLowerCase()
    .replace(/^.*[/]/, "")
    .replace(/^(?:[a-z]+\.)*anthropic\./, "")
    .replace(/\[1m\]$/, "")
    .replace(/-v\d+(?::\d+)?$/, "")
    .replace(/[@-](?:20\d{6}|latest|default)$/, "")
    .replace(/-v\d+$/, "");
}

/** Whether every rate is known, as it is for all prices but derived ones. */
export function isComplete(rates: KnownRates): rates is Rates {
  return Object.values(rates).every((rate) => rate !== null);
}

/**
 * The prices in force: the table's rows, the user's over them, and derived ones for models that neither names. Of the
 * rows of one model, the user's come first, then the one with the latest day that is not after the request's.
 */
export class PriceBook {
  /** Tells one book from another: costs worked out with a book of the same hash are the same. */
  readonly hash: string;
  /** By canonical id: the rows in the order in which they are tried. */
  private readonly rows = new Map<string, { price: Price; since: number }[]>();
  private readonly resolved = new Map<string, readonly { price: Price; since: number }[]>();

  constructor(settings: PriceSettings = {}, derived: readonly DerivedPrice[] = []) {
    this.hash = createHash("sha1")
      .update(JSON.stringify([PRICE_TABLE, settings, derived]))
      .digest("hex");
    const inTable = new Map<string, PriceRow>();
    for (const row of PRICE_TABLE) for (const id of [row.id, ...(row.aliases ?? [])]) inTable.set(id, row);
    const set = Object.entries(settings).map(([model, setting]) => {
      const id = canonicalModelId(model);
      return fromSetting(id, setting, inTable.get(id));
    });
    for (const price of [...newestFirst(set), ...newestFirst(PRICE_TABLE.map(fromRow))]) this.add(price);
    for (const price of derived) if (!this.rows.has(price.id)) this.add(fromDerived(price));
    for (const [alias, { id }] of inTable) this.rows.set(alias, this.rows.get(id) ?? []);
  }

  /** The price of a model id as it stands in a transcript, at a time in milliseconds (left out: the newest). Null: unpriced, never free. */
  priceOf(model: string, at = Infinity): Price | null {
    let rows = this.resolved.get(model);
    if (!rows) this.resolved.set(model, (rows = this.rows.get(canonicalModelId(model)) ?? []));
    for (const { price, since } of rows) if (at >= since) return price;
    return null;
  }

  /** Whether the table or the user's settings name a model, from whatever day on. */
  isListed(model: string): boolean {
    return this.rows.get(canonicalModelId(model))?.some(({ price }) => price.source !== "derived") ?? false;
  }

  /** A model's name as people say it; an unknown one's id. */
  modelName(model: string): string {
    return this.priceOf(model)?.name ?? model;
  }

  /** US dollars at the list price of that time, or null where the price, or one of the rates needed, is not known. */
  costOf(request: Billable, at: number): number | null {
    const price = this.priceOf(request.model, at);
    // Fast rates cannot be told from the base rates of a model that only totals tell of.
    if (!price || (request.fast && price.source === "derived")) return null;
    let usd = 0;
    for (const tokens of request.iterations ?? [request.tokens]) {
      const cost = callCost(price, request.fast, tokens);
      if (cost === null) return null;
      usd += cost;
    }
    if (request.usInference) usd *= US_INFERENCE_FACTOR;
    return usd + request.webSearches * WEB_SEARCH_USD;
  }

  private add(price: Price): void {
    const rows = this.rows.get(price.id) ?? [];
    rows.push({ price, since: since(price) });
    this.rows.set(price.id, rows);
  }
}

/** When a price begins to hold, in milliseconds. */
const since = ({ from }: Price) => (from === null ? -Infinity : Date.parse(from));

// Compared, not subtracted: two without a first day differ by nothing, not by NaN.
const newestFirst = (prices: Price[]) =>
  prices.toSorted((a, b) => Number(since(a) < since(b)) - Number(since(a) > since(b)));

const windowOf = (row: PriceRow): Price["contextWindow"] => ({ ...row.contextWindow, source: "model" });

const fromRow = (row: PriceRow): Price => ({
  id: row.id,
  name: row.name,
  source: "table",
  from: row.from,
  rates: row.rates,
  fast: row.fast ?? null,
  longPrompt: row.longPrompt ?? null,
  contextWindow: windowOf(row),
  tokenizer: row.tokenizer,
});

function fromSetting(id: string, setting: PriceSetting, row: PriceRow | undefined): Price {
  const { fast, longPrompt, contextWindow, name, from, ...rates } = setting;
  return {
    id: row?.id ?? id,
    name: name ?? row?.name ?? id,
    source: "setting",
    from: from ?? null,
    rates,
    fast: fast ?? null,
    longPrompt: longPrompt ? { abovePromptTokens: longPrompt.abovePromptTokens, rates: longPrompt } : null,
    contextWindow:
      contextWindow === undefined ? (row ? windowOf(row) : null) : { standard: contextWindow, source: "setting" },
    tokenizer: row?.tokenizer ?? null,
  };
}

const fromDerived = ({ id, rates }: DerivedPrice): Price => ({
  id,
  name: id,
  source: "derived",
  from: null,
  rates,
  fast: null,
  longPrompt: null,
  contextWindow: null,
  tokenizer: null,
});

function callCost({ rates, fast, longPrompt }: Price, isFast: boolean, tokens: Tokens): number | null {
  const long = longPrompt && promptTokens(tokens) > longPrompt.abovePromptTokens ? longPrompt.rates : rates;
  const charged = (isFast && fast) || long;
  let millionths = 0;
  for (const kind of TOKEN_KINDS) {
    const rate = charged[kind];
    if (tokens[kind] === 0) continue;
    if (rate === null) return null;
    millionths += tokens[kind] * rate;
  }
  return millionths / 1e6;
}

const TOKEN_KINDS = ["input", "output", "cacheRead", "cacheWrite5m", "cacheWrite1h"] as const satisfies (keyof Rates &
  keyof Tokens)[];
