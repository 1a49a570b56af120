import assert from "node:assert/strict";
import fc from "fast-check";
import type { Rates } from "../../shared/priceSettings.ts";
import { dollars, type Currency } from "./currency.ts";
import { switchBreakEven, switchCost, switchGain, switchSaving, tokensPerToken, type Switch } from "./switching.ts";
import { conversation, goOn } from "./testConversation.ts";
import { FABLE_5_1, OPUS_4_7, OPUS_5, OPUS_5_5, SONNET_4_6, SONNET_5, SONNET_5_5 } from "./testFacts.ts";

function currency(rates: Rates, ttl: "5m" | "1h"): Currency {
  const made = dollars(rates, ttl);
  assert.ok(made);
  return made;
}

const change = (from: Rates, to: Rates, ttl: "5m" | "1h", overrides: Partial<Switch> = {}): Switch => ({
  context: 150_000,
  growth: 1_200,
  output: 500,
  from: currency(from, ttl),
  to: currency(to, ttl),
  tokens: 1,
  warm: true,
  ...overrides,
});

const near = (actual: number, expected: number, within: number) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);

describe("switching", () => {
  it("has the worked break-evens", () => {
    for (const [from, to, ttl, tokens, unrounded, rounded] of [
      // 1.2 · 150,000 · $2 / ((7,500 + 1,500 + 2,500) · ($4 − $2))
      [OPUS_5_5, SONNET_5_5, "5m", 1, 360_000 / 23_000, 15.7],
      [OPUS_5_5, SONNET_5_5, "1h", 1, 585_000 / 24_800, 23.6],
      // 1.15 · 150,000 · $2 / ((15,000 + 1,500 + 2,500) · ($5 − $2))
      [OPUS_5, SONNET_5, "5m", 1, 345_000 / 57_000, 6.1],
      [OPUS_5, SONNET_5, "1h", 1, 570_000 / 59_700, 9.5],
      // 1.15 · 0.75 · 150,000 · $3 / (19,000 · ($5 − 0.75 · $3))
      [OPUS_4_7, SONNET_4_6, "5m", 0.75, 388_125 / 52_250, 7.4],
      [OPUS_4_7, SONNET_4_6, "1h", 0.75, 641_250 / 54_725, 11.7],
    ] as const) {
      const breakEven = switchBreakEven(change(from, to, ttl, { tokens }));
      near(breakEven, unrounded, 1e-9);
      near(breakEven, rounded, 0.051);
    }
  });

  it("costs the second write as well when it goes back", () => {
    const there = change(OPUS_5_5, SONNET_5_5, "1h");
    near(switchCost(there), 0.585, 1e-12);
    near(switchCost({ ...there, returning: true }), 0.585 + 1.17, 1e-12);
  });

  it("costs nothing extra when both have to write the context, and pays at once", () => {
    const cold = change(OPUS_5_5, SONNET_5_5, "1h", { warm: false });
    assert.ok(switchCost(cold) < 0);
    assert.equal(switchBreakEven(cold), 0);
  });

  it("cannot pay towards a model whose requests cost more", () => {
    assert.equal(switchBreakEven(change(SONNET_5_5, OPUS_5_5, "1h")), Infinity);
    // Fable 5.1 reads its cache at half of what Opus 5 does.
    assert.equal(switchBreakEven(change(FABLE_5_1, OPUS_5, "1h", { context: 900_000 })), Infinity);
  });

  it("saves what both branches, played request by request, differ by", () => {
    const rates = fc.constantFrom(OPUS_5_5, OPUS_5, FABLE_5_1, SONNET_5_5, SONNET_4_6);
    fc.assert(
      fc.property(
        rates,
        rates,
        fc.constantFrom("5m", "1h"),
        fc.integer({ min: 1_000, max: 900_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        (from, to, ttl, context, growth, tokens, warm, requests) => {
          const stayed = conversation(from, ttl, warm ? context : 0);
          goOn(stayed, context, requests, growth, 500);
          const switched = conversation(to, ttl, 0);
          goOn(switched, context * tokens, requests, growth * tokens, 500 * tokens);
          const saved = switchSaving(change(from, to, ttl, { context, growth, tokens, warm }), requests);
          near(saved, stayed.usd - switched.usd, 1e-6 * Math.max(1, stayed.usd + switched.usd));
        },
      ),
    );
  });

  it("breaks even where the branches do, while the context hardly grows", () => {
    for (const [from, to] of [
      [OPUS_5_5, SONNET_5_5],
      [OPUS_5, SONNET_5],
    ] as const) {
      const formula = switchBreakEven(change(from, to, "1h", { growth: 10 }));
      const counted = Array.from({ length: 100 }, (_, index) => index + 1).find((requests) => {
        const stayed = conversation(from, "1h", 150_000);
        goOn(stayed, 150_000, requests, 10, 500);
        const switched = conversation(to, "1h", 0);
        goOn(switched, 150_000, requests, 10, 500);
        return switched.usd <= stayed.usd;
      });
      near(counted ?? NaN, formula, 1);
    }
  });

  it("gains less with each request the more tokens the other model makes", () => {
    const gain = (tokens: number) => switchGain(change(OPUS_4_7, SONNET_4_6, "1h", { tokens }));
    assert.ok(gain(0.7) > gain(0.75) && gain(0.75) > gain(1));
  });

  it("gives the tokenizers' difference as a range, and none between models of one", () => {
    assert.deepEqual(tokensPerToken("from 4.7", "from 4.7"), { low: 1, mid: 1, high: 1 });
    assert.deepEqual(tokensPerToken("to 4.6", "from 4.7"), { low: 1.13, mid: 1.325, high: 1.45 });
    const older = tokensPerToken("from 4.7", "to 4.6");
    assert.ok(older.low < older.mid && older.mid < older.high && older.high < 1);
    const unknown = tokensPerToken(null, "to 4.6");
    assert.ok(unknown.low < 1 && unknown.high > 1);
  });
});
