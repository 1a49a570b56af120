import assert from "node:assert/strict";
import fc from "fast-check";
import type { Tokens } from "../sources/transcriptRow.ts";
import { canonicalModelId, PriceBook, type Billable } from "./prices.ts";
import { PRICE_TABLE } from "./priceTable.ts";

const table = new PriceBook();

const tokens = (overrides: Partial<Tokens> = {}): Tokens => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  ...overrides,
});

const cost = (overrides: Partial<Billable> = {}, book = table, day = "2026-11-20") =>
  book.costOf(
    {
      model: "claude-opus-5-5",
      tokens: tokens(),
      webSearches: 0,
      fast: false,
      usInference: false,
      iterations: null,
      ...overrides,
    },
    Date.parse(day),
  );

const near = (actual: number | null, expected: number) => {
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
};

describe("prices", () => {
  it("finds a model under every spelling that providers give it", () => {
    for (const [id, name] of [
      ["claude-opus-4-5-20251101", "Opus 4.5"],
      ["claude-sonnet-4-20250514", "Sonnet 4"],
      ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Sonnet 4.5"],
      ["anthropic.claude-opus-4-1-20250805-v1:0", "Opus 4.1"],
      ["anthropic/claude-haiku-4-5", "Haiku 4.5"],
      ["claude-opus-4-1@20250805", "Opus 4.1"],
      ["claude-sonnet-4-5[1m]", "Sonnet 4.5"],
      ["claude-3-5-haiku-latest", "Haiku 3.5"],
      ["claude-3-7-sonnet-20250219", "Sonnet 3.7"],
      ["arn:aws:bedrock:us-east-1:123:inference-profile/us.anthropic.claude-opus-5-5", "Opus 5.5"],
    ] as const) {
      assert.equal(table.modelName(id), name, id);
    }
  });

  it("takes no look-alike for a known model", () => {
    for (const id of ["claude-opus-5-6", "claude-opus-5-5-preview", "claude-opus", "gpt-5", "", "opus-5-5"]) {
      assert.equal(table.priceOf(id), null, id);
      assert.equal(cost({ model: id, tokens: tokens({ input: 1e6 }) }), null, id);
    }
  });

  it("keeps the five kinds of tokens apart", () => {
    const million = 1_000_000;
    near(cost({ tokens: tokens({ input: million }) }), 4);
    near(cost({ tokens: tokens({ output: million }) }), 20);
    near(cost({ tokens: tokens({ cacheRead: million }) }), 0.2);
    near(cost({ tokens: tokens({ cacheWrite5m: million }) }), 5);
    near(cost({ tokens: tokens({ cacheWrite1h: million }) }), 8);
  });

  it("prices fast mode, US inference and web searches", () => {
    near(cost({ fast: true, tokens: tokens({ input: 1e6, cacheRead: 1e6 }) }), 8.4);
    near(cost({ usInference: true, webSearches: 2, tokens: tokens({ input: 1e6 }) }), 4.42);
    // A model without fast rates bills as usual.
    near(cost({ model: "claude-sonnet-5-5", fast: true, tokens: tokens({ input: 1e6 }) }), 2);
  });

  it("prices a long prompt by its own band, call by call", () => {
    const haiku = { model: "claude-haiku-5-5" };
    near(cost({ ...haiku, tokens: tokens({ input: 100_000 }) }), 0.01);
    near(cost({ ...haiku, tokens: tokens({ input: 1, cacheRead: 100_000 }) }), (0.5 + 100_000 * 0.05) / 1e6);
    const call = tokens({ input: 60_000 });
    near(cost({ ...haiku, tokens: tokens({ input: 120_000 }), iterations: [call, call] }), 0.012);
  });

  it("prices a request by the row of its day", () => {
    const read = { model: "claude-sonnet-5-5", tokens: tokens({ cacheRead: 1e6 }) };
    near(cost(read, table, "2026-10-06T23:59:59.999Z"), 0.2);
    near(cost(read, table, "2026-10-07"), 0.1);
    assert.equal(table.priceOf("claude-sonnet-5-5")?.from, "2026-10-07");
    assert.equal(table.priceOf("claude-sonnet-5-5", 0)?.from, null);
  });

  it("has sound rows", () => {
    const names = new Map<string, string>();
    for (const { id, aliases, from, rates, contextWindow } of PRICE_TABLE) {
      for (const name of [id, ...(aliases ?? [])]) {
        assert.equal(canonicalModelId(name), name);
        assert.equal(names.get(name) ?? id, id, name);
        names.set(name, id);
      }
      assert.ok(rates.cacheRead < rates.input && rates.input < rates.cacheWrite5m, id);
      assert.ok(rates.cacheWrite5m < rates.cacheWrite1h && rates.cacheWrite1h < rates.output, id);
      assert.ok(contextWindow.standard < (contextWindow.large ?? Infinity), id);
      // Every model has a row from its first day on, and no two from the same day.
      const days = PRICE_TABLE.filter((row) => row.id === id).map((row) => row.from);
      assert.ok(days.includes(null) && new Set(days).size === days.length, id);
      assert.ok(from === null || new Date(from).toISOString().startsWith(from), id);
    }
  });

  it("costs more the more tokens there are", () => {
    const count = fc.nat(10_000_000);
    const any = fc.record({ input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count });
    const models = fc.constantFrom(...PRICE_TABLE.map((row) => row.id));
    fc.assert(
      fc.property(models, any, any, (model, base, more) => {
        const keys = Object.keys(base) as (keyof Tokens)[];
        const sum = Object.fromEntries(keys.map((key) => [key, base[key] + more[key]])) as unknown as Tokens;
        assert.ok((cost({ model, tokens: sum }) ?? -1) >= (cost({ model, tokens: base }) ?? Infinity));
      }),
    );
  });
});

describe("a price book with the user's prices", () => {
  const rates = { input: 3, output: 30, cacheWrite5m: 4, cacheWrite1h: 6, cacheRead: 0.3 };
  const million = tokens({ input: 1e6 });

  it("takes them over the table's, with nothing of the row that they replace but what no price is", () => {
    const book = new PriceBook({ "claude-opus-5-5": rates });
    near(cost({ tokens: million }, book), 3);
    near(cost({ tokens: million, fast: true }, book), 3);
    const { name, source, contextWindow, tokenizer } = book.priceOf("us.anthropic.claude-opus-5-5-v1:0") ?? {};
    assert.deepEqual(
      { name, source, contextWindow, tokenizer },
      {
        name: "Opus 5.5",
        source: "setting",
        contextWindow: { standard: 1_000_000, source: "model" },
        tokenizer: "from 4.7",
      },
    );
    assert.equal(book.priceOf("claude-opus-5")?.source, "table");
  });

  it("takes them from their day on", () => {
    const book = new PriceBook({ "claude-opus-5-5": { ...rates, from: "2026-11-10" } });
    near(cost({ tokens: million }, book, "2026-11-09"), 4);
    near(cost({ tokens: million }, book, "2026-11-10"), 3);
    const acme = new PriceBook({ "acme-1": { ...rates, from: "2026-11-10" } });
    assert.equal(cost({ model: "acme-1", tokens: million }, acme, "2026-11-09"), null);
    near(cost({ model: "acme-1", tokens: million }, acme, "2026-11-10"), 3);
  });

  it("knows models that the table lacks, under every spelling", () => {
    const book = new PriceBook({
      "Acme/Acme-1-20260101": {
        ...rates,
        name: "Acme 1",
        contextWindow: 300_000,
        fast: { ...rates, input: 6 },
        longPrompt: { ...rates, input: 5, abovePromptTokens: 50_000 },
      },
    });
    assert.equal(book.modelName("acme-1"), "Acme 1");
    assert.deepEqual(book.priceOf("acme-1")?.contextWindow, { standard: 300_000, source: "setting" });
    near(cost({ model: "acme-1", tokens: tokens({ input: 50_000 }) }, book), 0.15);
    near(cost({ model: "acme-1", tokens: million }, book), 5);
    near(cost({ model: "acme-1", tokens: million, fast: true }, book), 6);
    assert.equal(table.priceOf("acme-1"), null);
  });

  it("takes an alias for its model", () => {
    const book = new PriceBook({ "claude-sonnet-3-7": rates });
    near(cost({ model: "claude-3-7-sonnet-20250219", tokens: million }, book), 3);
    near(cost({ model: "claude-sonnet-3-7", tokens: million }, book), 3);
  });

  it("has a hash that tells different prices apart", () => {
    const other = new PriceBook({ "acme-1": rates }, [{ id: "acme-2", rates }]);
    const books = [table, new PriceBook({ "acme-1": rates }), new PriceBook({ "acme-2": rates }), other];
    assert.equal(new Set(books.map(({ hash }) => hash)).size, books.length);
    assert.equal(new PriceBook().hash, table.hash);
  });
});

describe("a price book with derived prices", () => {
  const rates = { input: 3, output: 30, cacheWrite5m: null, cacheWrite1h: 6, cacheRead: null };
  const derived = [
    { id: "acme-1", rates },
    { id: "claude-opus-5-5", rates },
  ];
  const book = new PriceBook({}, derived);
  const acme = (overrides: Partial<Billable>) => cost({ model: "acme-1", ...overrides }, book);

  it("prices what the known rates cover, and nothing else", () => {
    near(acme({ tokens: tokens({ input: 1e6, output: 1e6, cacheWrite1h: 1e6 }) }), 39);
    assert.equal(acme({ tokens: tokens({ input: 1e6, cacheRead: 1 }) }), null);
    assert.equal(acme({ tokens: tokens({ input: 1e6 }), fast: true }), null);
    assert.deepEqual([book.priceOf("acme-1")?.source, book.isListed("acme-1")], ["derived", false]);
  });

  it("takes them for models that neither the table nor the user names", () => {
    assert.equal(book.priceOf("claude-opus-5-5")?.source, "table");
    const whole = { input: 1, output: 1, cacheWrite5m: 1, cacheWrite1h: 1, cacheRead: 1 };
    assert.equal(new PriceBook({ "acme-1": whole }, derived).priceOf("acme-1")?.source, "setting");
  });
});
