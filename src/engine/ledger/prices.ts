/** What a request costs: the row of the price table for its model, and Claude Code's own formula (docs/prices.md). */
import { promptTokens, type Tokens } from "../sources/transcriptRow.ts";
import { PRICE_TABLE, US_INFERENCE_FACTOR, WEB_SEARCH_USD, type PriceRow } from "./priceTable.ts";

/** What of a request its price depends on. */
export interface Billable {
  model: string;
  tokens: Tokens;
  webSearches: number;
  fast: boolean;
  usInference: boolean;
  iterations: Tokens[] | null;
}

const byId = new Map(PRICE_TABLE.flatMap((row) => [row.id, ...(row.aliases ?? [])].map((id) => [id, row] as const)));
const resolved = new Map<string, PriceRow | null>();

/**
 * A model id without what providers add: `us.anthropic.`, `anthropic/`, a Vertex `@date`, a Bedrock `-v1:0`, a date,
 * `-latest` and `[1m]`. Exact from there on: a look-alike is a different model with a different price.
 */
export function canonicalModelId(id: string): string {
  return id
    .toLowerCase()
    .replace(/^.*[/]/, "")
    .replace(/^(?:[a-z]+\.)*anthropic\./, "")
    .replace(/\[1m\]$/, "")
    .replace(/-v\d+(?::\d+)?$/, "")
    .replace(/[@-](?:20\d{6}|latest|default)$/, "")
    .replace(/-v\d+$/, "");
}

/** The price row of a model id as it stands in a transcript, or null: unpriced, never free. */
export function priceOf(model: string): PriceRow | null {
  let row = resolved.get(model);
  if (row === undefined) {
    row = byId.get(canonicalModelId(model)) ?? null;
    resolved.set(model, row);
  }
  return row;
}

/** A model's name as people say it; an unknown one's id. */
export const modelName = (model: string) => priceOf(model)?.name ?? model;

/** US dollars at list price, or null for a model without a price. */
export function costOf(request: Billable): number | null {
  const row = priceOf(request.model);
  if (!row) return null;
  const calls = request.iterations ?? [request.tokens];
  let usd = calls.reduce((sum, tokens) => sum + callCost(row, request.fast, tokens), 0);
  if (request.usInference) usd *= US_INFERENCE_FACTOR;
  return usd + request.webSearches * WEB_SEARCH_USD;
}

function callCost(row: PriceRow, fast: boolean, tokens: Tokens): number {
  const long =
    row.longPrompt && promptTokens(tokens) > row.longPrompt.abovePromptTokens ? row.longPrompt.rates : row.rates;
  const rates = (fast && row.fast) || long;
  const millionths =
    tokens.input * rates.input +
    tokens.output * rates.output +
    tokens.cacheRead * rates.cacheRead +
    tokens.cacheWrite5m * rates.cacheWrite5m +
    tokens.cacheWrite1h * rates.cacheWrite1h;
  return millionths / 1e6;
}
