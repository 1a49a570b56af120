/**
 * List prices and properties of Claude models, as Claude Code 2.1.330 itself holds them (docs/prices.md has the
 * sources, and where they disagree). US dollars per million tokens.
 */
import type { Rates } from "../../shared/priceSettings.ts";

/** How a model cuts text into tokens. From the 4.7 generation on (and Haiku 5.5) the same text is about 30 % more tokens. */
export type Tokenizer = "to 4.6" | "from 4.7";

export interface PriceRow {
  /** The model id without provider, date and suffix. */
  id: string;
  /** Other spellings of the same model. */
  aliases?: readonly string[];
  /** As people say it. */
  name: string;
  /** The day (UTC, YYYY-MM-DD) from which the row holds; null: from the model's first day. */
  from: string | null;
  rates: Rates;
  /** Rates of fast mode. */
  fast?: Rates;
  /** Rates for a request whose prompt is longer than `abovePromptTokens`. */
  longPrompt?: { abovePromptTokens: number; rates: Rates };
  /** Tokens of the context window. `large`: what it can be switched to, invisibly to a transcript. */
  contextWindow: { standard: number; large?: number };
  tokenizer: Tokenizer;
}

const rates = (
  input: number,
  output: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  cacheRead: number,
): Rates => ({
  input,
  output,
  cacheWrite5m,
  cacheWrite1h,
  cacheRead,
});

const MILLION: PriceRow["contextWindow"] = { standard: 1_000_000 };
const MILLION_ON_DEMAND: PriceRow["contextWindow"] = { standard: 200_000, large: 1_000_000 };
const CLASSIC: PriceRow["contextWindow"] = { standard: 200_000 };

export const PRICE_TABLE: readonly PriceRow[] = [
  {
    id: "claude-fable-5",
    name: "Fable 5",
    from: null,
    rates: rates(10, 50, 12.5, 20, 1),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-fable-5-1",
    name: "Fable 5.1",
    from: null,
    rates: rates(10, 50, 12.5, 20, 0.25),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-fable-5-2",
    name: "Fable 5.2",
    from: null,
    rates: rates(8, 40, 10, 16, 0.2),
    fast: rates(16, 80, 20, 32, 0.4),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-mythos-5",
    name: "Mythos 5",
    from: null,
    rates: rates(10, 50, 12.5, 20, 1),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-mythos-5-1",
    name: "Mythos 5.1",
    from: null,
    rates: rates(10, 50, 12.5, 20, 0.25),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-mythos-5-2",
    name: "Mythos 5.2",
    from: null,
    rates: rates(8, 40, 10, 16, 0.2),
    fast: rates(16, 80, 20, 32, 0.4),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-opus-5-5",
    name: "Opus 5.5",
    from: null,
    rates: rates(4, 20, 5, 8, 0.2),
    fast: rates(8, 40, 10, 16, 0.4),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-opus-5",
    name: "Opus 5",
    from: null,
    rates: rates(5, 25, 6.25, 10, 0.5),
    fast: rates(10, 50, 12.5, 20, 1),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-opus-4-8",
    name: "Opus 4.8",
    from: null,
    rates: rates(5, 25, 6.25, 10, 0.5),
    fast: rates(10, 50, 12.5, 20, 1),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-opus-4-7",
    name: "Opus 4.7",
    from: null,
    rates: rates(5, 25, 6.25, 10, 0.5),
    fast: rates(30, 150, 37.5, 60, 3),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-opus-4-6",
    name: "Opus 4.6",
    from: null,
    rates: rates(5, 25, 6.25, 10, 0.5),
    fast: rates(30, 150, 37.5, 60, 3),
    contextWindow: MILLION_ON_DEMAND,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-opus-4-5",
    name: "Opus 4.5",
    from: null,
    rates: rates(5, 25, 6.25, 10, 0.5),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-opus-4-1",
    name: "Opus 4.1",
    from: null,
    rates: rates(15, 75, 18.75, 30, 1.5),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-opus-4-0",
    aliases: ["claude-opus-4"],
    name: "Opus 4",
    from: null,
    rates: rates(15, 75, 18.75, 30, 1.5),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-sonnet-5-5",
    name: "Sonnet 5.5",
    from: null,
    rates: rates(2, 10, 2.5, 4, 0.2),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-sonnet-5-5",
    name: "Sonnet 5.5",
    from: "2026-10-07",
    rates: rates(2, 10, 2.5, 4, 0.1),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-sonnet-5",
    name: "Sonnet 5",
    from: null,
    rates: rates(2, 10, 2.5, 4, 0.2),
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-sonnet-4-6",
    name: "Sonnet 4.6",
    from: null,
    rates: rates(3, 15, 3.75, 6, 0.3),
    contextWindow: MILLION_ON_DEMAND,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-sonnet-4-5",
    name: "Sonnet 4.5",
    from: null,
    rates: rates(3, 15, 3.75, 6, 0.3),
    contextWindow: MILLION_ON_DEMAND,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-sonnet-4-0",
    aliases: ["claude-sonnet-4"],
    name: "Sonnet 4",
    from: null,
    rates: rates(3, 15, 3.75, 6, 0.3),
    contextWindow: MILLION_ON_DEMAND,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-3-7-sonnet",
    aliases: ["claude-sonnet-3-7"],
    name: "Sonnet 3.7",
    from: null,
    rates: rates(3, 15, 3.75, 6, 0.3),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-3-5-sonnet",
    aliases: ["claude-sonnet-3-5"],
    name: "Sonnet 3.5",
    from: null,
    rates: rates(3, 15, 3.75, 6, 0.3),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-haiku-5-5",
    name: "Haiku 5.5",
    from: null,
    rates: rates(0.1, 0.5, 0.125, 0.2, 0.01),
    longPrompt: { abovePromptTokens: 100_000, rates: rates(0.5, 2.5, 0.625, 1, 0.05) },
    contextWindow: MILLION,
    tokenizer: "from 4.7",
  },
  {
    id: "claude-haiku-4-5",
    name: "Haiku 4.5",
    from: null,
    rates: rates(1, 5, 1.25, 2, 0.1),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
  {
    id: "claude-3-5-haiku",
    aliases: ["claude-haiku-3-5"],
    name: "Haiku 3.5",
    from: null,
    rates: rates(0.8, 4, 1, 1.6, 0.08),
    contextWindow: CLASSIC,
    tokenizer: "to 4.6",
  },
];

/** US dollars for one web search; fetching a page is free. */
export const WEB_SEARCH_USD = 0.01;
/** Factor for inference bound to the US. */
export const US_INFERENCE_FACTOR = 1.1;
