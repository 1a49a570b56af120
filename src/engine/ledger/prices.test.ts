import assert from "node:assert/strict";
import fc from "fast-check";
import type { Tokens } from "../sources/transcriptRow.ts";
import { canonicalModelId, costOf, modelName, priceOf, type Billable } from "./prices.ts";
import { PRICE_TABLE } from "./priceTable.ts";

const tokens = (overrides: Partial<Tokens> = {}): Tokens => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  ...overrides,
});

const cost = (overrides: Partial<Billable> = {}) =>
  costOf({
    model: "claude-opus-5-5",
    tokens: tokens(),
    webSearches: 0,
    fast: false,
    usInference: false,
    iterations: null,
    ...overrides,
  });

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
      assert.equal(modelName(id), name, id);
    }
  });

  it("takes no look-alike for a known model", () => {
    for (const id of ["claude-opus-5-6", "claude-opus-5-5-preview", "claude-opus", "gpt-5", "", "opus-5-5"]) {
      assert.equal(priceOf(id), null, id);
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

  it("has sound rows", () => {
    const ids = PRICE_TABLE.flatMap((row) => [row.id, ...(row.aliases ?? [])]);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, rates, contextWindow } of PRICE_TABLE) {
      assert.equal(canonicalModelId(id), id);
      assert.ok(rates.cacheRead < rates.input && rates.input < rates.cacheWrite5m, id);
      assert.ok(rates.cacheWrite5m < rates.cacheWrite1h && rates.cacheWrite1h < rates.output, id);
      assert.ok(contextWindow.standard < (contextWindow.large ?? Infinity), id);
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
