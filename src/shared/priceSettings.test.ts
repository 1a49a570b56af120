import assert from "node:assert/strict";
import fc from "fast-check";
import { narrowPriceSettings } from "./priceSettings.ts";

const rates = { input: 1, output: 5, cacheWrite5m: 1.25, cacheWrite1h: 2, cacheRead: 0.1 };
const whole = {
  ...rates,
  fast: rates,
  longPrompt: { ...rates, abovePromptTokens: 100_000 },
  contextWindow: 200_000,
  name: "Acme 1",
  from: "2026-11-01",
};

describe("narrowPriceSettings", () => {
  it("takes whole and short entries as they are", () => {
    const value = { "acme-1": whole, "acme-2": rates };
    assert.deepEqual(narrowPriceSettings(value), { prices: value, problems: [] });
    assert.deepEqual(narrowPriceSettings(undefined), { prices: {}, problems: [] });
  });

  it("leaves out a bad entry, says why, and keeps the others", () => {
    for (const [bad, why] of [
      [7, /"bad" is not used: must be an object/],
      [{ ...rates, input: undefined }, /"input" must be dollars/],
      [{ input: 1, output: 5 }, /"cacheWrite5m" is missing/],
      [{ ...rates, cacheRead: -1 }, /"cacheRead" must be dollars/],
      [{ ...rates, output: "5" }, /"output" must be dollars/],
      [{ ...rates, cacheread: 1 }, /"cacheread" is not known/],
      [{ ...whole, fast: { input: 1 } }, /"fast" "output" is missing/],
      [{ ...whole, longPrompt: rates }, /"longPrompt" "abovePromptTokens" is missing/],
      [{ ...whole, contextWindow: 12.5 }, /"contextWindow" must be tokens/],
      [{ ...whole, from: "2026-02-30" }, /"from" must be a day/],
      [{ ...whole, from: "soon" }, /"from" must be a day/],
      [{ ...whole, name: "" }, /"name" must be a text/],
    ] as const) {
      const { prices, problems } = narrowPriceSettings({ bad, good: rates });
      assert.deepEqual(prices, { good: rates });
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", why);
    }
    assert.equal(narrowPriceSettings([rates]).problems.length, 1);
  });

  it("takes what it gave, and throws at nothing", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { prices } = narrowPriceSettings({ value, good: rates });
        assert.deepEqual(narrowPriceSettings(prices), { prices, problems: [] });
      }),
    );
  });
});
