import assert from "node:assert/strict";
import { percentPerToken } from "./percentPerToken.ts";
import { randomNumbers } from "./randomNumbers.ts";

/** Changes of 3 to 6 percent by local use at 2 % a token, some with use from elsewhere, between rounded values. */
function changes(elsewhere: number) {
  const random = randomNumbers(5);
  const tokens = Float64Array.from({ length: 200 }, () => 1.5 + 1.5 * random());
  let used = 0;
  const rises = tokens.map((amount) => {
    const before = Math.round(used);
    used += 2 * amount + (random() < elsewhere ? 1 + 8 * random() : 0);
    return Math.round(used) - before;
  });
  return { tokens, rises, counts: new Float64Array(200).fill(1) };
}

describe("percentPerToken", () => {
  for (const elsewhere of [0, 0.3]) {
    for (const guess of [1.5, 2.6]) {
      it(`finds what a token takes from a guess of ${guess} with ${100 * elsewhere} % of changes inflated`, () => {
        const { tokens, rises, counts } = changes(elsewhere);
        const candidates = percentPerToken(guess, tokens, rises, counts);
        const likeliest = candidates[0]?.percentPerToken ?? 0;
        assert.ok(Math.abs(likeliest / 2 - 1) < 0.05, String(likeliest));
        const sum = candidates.reduce((total, { likelihood }) => total + likelihood, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9);
      });
    }
  }
});
