import assert from "node:assert/strict";
import fc from "fast-check";
import type { Tokens } from "../sources/transcriptRow.ts";
import { deriveRates, type ModelTotal } from "./derivedPrices.ts";
import { PRICE_TABLE, WEB_SEARCH_USD } from "./priceTable.ts";
import type { KnownRates } from "./prices.ts";

const KINDS = ["input", "output", "cacheRead", "cacheWrite5m", "cacheWrite1h"] as const;
type Kind = (typeof KINDS)[number];

const NONE: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

function total(tokens: Tokens, rates: KnownRates, webSearches = 0): ModelTotal {
  const millionths = KINDS.reduce((sum, kind) => sum + tokens[kind] * (rates[kind] ?? 0), 0);
  return { tokens, webSearches, costUsd: millionths / 1e6 + webSearches * WEB_SEARCH_USD };
}

/** Sessions as they come: mostly cache reads, little fresh input, any number of searches. */
const session = fc.record({
  input: fc.integer({ min: 1, max: 200_000 }),
  output: fc.integer({ min: 1, max: 500_000 }),
  cacheRead: fc.integer({ min: 1, max: 50_000_000 }),
  cacheWrite5m: fc.integer({ min: 1, max: 2_000_000 }),
  cacheWrite1h: fc.integer({ min: 1, max: 2_000_000 }),
});
const searches = fc.nat(20);
/** Dollars per million tokens, in steps of a hundredth of a cent. */
const rate = fc.integer({ min: 1, max: 1_500_000 }).map((steps) => steps / 10_000);
const anyRates = fc.record({ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate });
const someKinds = fc.subarray([...KINDS], { minLength: 1 });

const only = (kinds: readonly Kind[], tokens: Tokens): Tokens => ({
  ...NONE,
  ...Object.fromEntries(kinds.map((kind) => [kind, tokens[kind]])),
});

describe("deriveRates", () => {
  it("recovers the rates of the kinds that occur, and of no other", () => {
    fc.assert(
      fc.property(
        anyRates,
        someKinds,
        fc.array(fc.tuple(session, searches), { minLength: 5, maxLength: 12 }),
        (rates, kinds, sessions) => {
          const found = deriveRates(sessions.map(([tokens, count]) => total(only(kinds, tokens), rates, count)));
          // Sessions that happen to be alike may leave it open: then nothing is claimed.
          if (found === null) return;
          for (const kind of KINDS) assert.equal(found[kind], kinds.includes(kind) ? rates[kind] : null, kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds every row of the price table again", () => {
    const samples = fc.sample(session, { numRuns: 8, seed: 7 });
    for (const { id, rates } of PRICE_TABLE) {
      const found = deriveRates(samples.map((tokens) => total(tokens, rates)));
      assert.deepEqual(found, rates, id);
    }
  });

  it("finds rates that are no round steps, as after a discount, when more totals than rates agree", () => {
    const rates = {
      input: 4 * 0.937_77,
      output: 20 * 0.937_77,
      cacheRead: null,
      cacheWrite5m: null,
      cacheWrite1h: null,
    };
    const totals = [
      [10_000, 3_000],
      [500, 9_000],
      [70_000, 21],
    ].map(([input = 0, output = 0]) => total({ ...NONE, input, output }, rates));
    const found = deriveRates(totals);
    assert.ok(found && Math.abs((found.input ?? 0) - rates.input) < 1e-9);
    assert.equal(deriveRates(totals.slice(1)), null);
  });

  it("claims nothing when the totals leave a rate open", () => {
    const rates = { input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 };
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 4 }), (sessions) => {
        assert.equal(deriveRates(sessions.map((tokens) => total(tokens, rates))), null);
      }),
    );
    // Reports of one session over and over, or sessions in the same proportions, add nothing.
    const one = { ...NONE, input: 12, output: 345 };
    const same = [1, 2, 3].map((times) => total({ ...NONE, input: 12 * times, output: 345 * times }, rates));
    assert.equal(deriveRates([total(one, rates), total(one, rates)]), null);
    assert.equal(deriveRates(same), null);
    assert.equal(deriveRates([]), null);
    assert.equal(deriveRates([total(NONE, rates)]), null);
  });

  it("claims nothing when the totals contradict each other", () => {
    const error = fc.double({ min: 1e-6, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        anyRates,
        fc.array(fc.tuple(session, error, fc.boolean()), { minLength: 6, maxLength: 12 }),
        (rates, sessions) => {
          const noisy = sessions.map(([tokens, error, up]) => {
            const exact = total(tokens, rates);
            return { ...exact, costUsd: exact.costUsd * (up ? 1 + error : 1 - error) };
          });
          assert.equal(deriveRates(noisy), null);
        },
      ),
    );
    const rates = { input: 1, output: 5, cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 };
    const cheaper = { ...rates, output: 4 };
    const totals = fc
      .sample(session, { numRuns: 8, seed: 3 })
      .map((tokens, at) => total(tokens, at < 6 ? rates : cheaper));
    assert.equal(deriveRates(totals), null);
  });
});
