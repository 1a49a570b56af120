import assert from "node:assert/strict";
import { PriceBook } from "../ledger/prices.ts";
import { contextView, contextWindow, type ContextFacts } from "./context.ts";

const PRICES = new PriceBook();

const facts = (overrides: Partial<ContextFacts> = {}): ContextFacts => ({
  model: "claude-opus-5-5",
  tokens: 620_000,
  output: 2_000,
  at: 1000,
  peak: 620_000,
  told: null,
  first: 14_000,
  compaction: null,
  ...overrides,
});

describe("contextWindow", () => {
  for (const [name, model, peak, overrides, expected] of [
    ["the model says it", "claude-opus-5-5", 1, {}, { window: 1_000_000, source: "model" }],
    ["a small model says it", "claude-haiku-4-5-20251001", 1, {}, { window: 200_000, source: "model" }],
    ["either is possible", "claude-sonnet-4-6", 150_000, {}, { window: 200_000, source: "assumed" }],
    ["a prompt settles it", "claude-sonnet-4-6", 200_001, {}, { window: 1_000_000, source: "observed" }],
    ["an unknown model", "claude-next-9", 1, {}, { window: 200_000, source: "assumed" }],
    ["an unknown model with a large prompt", "claude-next-9", 300_000, {}, { window: 1_000_000, source: "observed" }],
    ["a prompt beyond every known window", "claude-next-9", 1_500_000, {}, { window: 1_500_000, source: "observed" }],
    [
      "the user says it",
      "claude-sonnet-4-6",
      1,
      { "claude-sonnet-4-6[1m]": 1_000_000 },
      { window: 1_000_000, source: "setting" },
    ],
    [
      "the user is proven wrong",
      "claude-haiku-4-5",
      150_000,
      { "claude-haiku-4-5": 100_000 },
      { window: 200_000, source: "model" },
    ],
  ] as const) {
    it(name, () => assert.deepEqual(contextWindow(model, peak, overrides, PRICES), expected));
  }
});

describe("contextView", () => {
  it("counts the prompt against the window, and the runway from prompt + answer", () => {
    assert.deepEqual(contextView(facts(), {}, PRICES), {
      kind: "known",
      tokens: 620_000,
      window: 1_000_000,
      windowSource: "model",
      percent: 62,
      autoCompactAt: 967_000,
      runway: 345_000,
      source: "measured",
      asOf: 1000,
    });
  });

  it("compacts at 167,000 in a window of 200,000, and never has less than no runway", () => {
    const view = contextView(facts({ model: "claude-haiku-4-5", tokens: 170_000, peak: 170_000 }), {}, PRICES);
    assert.ok(view.kind === "known");
    assert.equal(view.autoCompactAt, 167_000);
    assert.equal(view.runway, 0);
  });

  it("estimates the size after a compaction until a request tells it", () => {
    const compacted = contextView(facts({ compaction: { at: 2000, kept: 3_000 } }), {}, PRICES);
    assert.deepEqual(compacted, { kind: "compacted", estimate: 17_000, window: 1_000_000, asOf: 2000 });
    const untold = contextView(facts({ compaction: { at: 2000, kept: null } }), {}, PRICES);
    assert.ok(untold.kind === "compacted" && untold.estimate === null);
    assert.equal(contextView(facts({ compaction: { at: 500, kept: 3_000 } }), {}, PRICES).kind, "known");
  });

  it("takes the window that Claude Code tells, unless the context would not fit it", () => {
    const told = (window: number) => contextView(facts({ told: window }), { "claude-opus-5-5": 800_000 }, PRICES);
    const live = told(700_000);
    assert.ok(live.kind === "known" && live.window === 700_000 && live.windowSource === "live");
    const contradicted = told(200_000);
    assert.ok(contradicted.kind === "known" && contradicted.windowSource === "setting");
  });

  it("knows nothing without a request", () => assert.deepEqual(contextView(null, {}, PRICES), { kind: "unknown" }));
});
