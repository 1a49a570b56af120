import assert from "node:assert/strict";
import fc from "fast-check";
import { SIDE_CALLS } from "../ledger/sideCosts.ts";
import { MAIN_CHAIN } from "../ledger/usageGroups.ts";
import { type SpendGroup, spenders } from "./spenders.ts";

const group = (usd: number, overrides: Partial<SpendGroup> = {}): SpendGroup => ({
  session: "0123456789",
  title: "Tidy the parser",
  project: "/home/ada/harbour",
  model: "claude-opus-5-5",
  agent: MAIN_CHAIN,
  cost: { usd, sideUsd: 0, requests: 1, lowerBoundRequests: 0, estimatedMissingUsd: 0, unpricedRequests: 0 },
  ...overrides,
});
const side = (usd: number, overrides: Partial<SpendGroup> = {}): SpendGroup => {
  const { cost } = group(0);
  return group(0, { agent: SIDE_CALLS, model: SIDE_CALLS, cost: { ...cost, requests: 0, sideUsd: usd }, ...overrides });
};
const named = (model: string) => model.replace("claude-", "");

describe("spenders", () => {
  it("shares the cost out by session, project, model and agent, dearest first", () => {
    const found = spenders(
      [
        group(6),
        group(1, { agent: "Explore", model: "claude-haiku-5-5" }),
        group(2, { session: "abcdefghijkl", title: null, project: "C:\\work\\beacon\\" }),
        side(1),
      ],
      named,
    );
    const told = (parts: typeof found.bySession) => parts.map(({ id, name, share }) => [id, name, share]);
    assert.deepEqual(told(found.bySession), [
      ["0123456789", "Tidy the parser", 80],
      ["abcdefghijkl", "Untitled session abcdefgh", 20],
    ]);
    assert.deepEqual(told(found.byProject), [
      ["/home/ada/harbour", "harbour", 80],
      ["C:\\work\\beacon\\", "beacon", 20],
    ]);
    assert.deepEqual(told(found.byModel), [
      ["claude-opus-5-5", "opus-5-5", 80],
      ["claude-haiku-5-5", "haiku-5-5", 10],
      [SIDE_CALLS, "side calls", 10],
    ]);
    assert.deepEqual(told(found.byAgent), [
      [MAIN_CHAIN, "main chain", 80],
      ["Explore", "Explore", 10],
      [SIDE_CALLS, "side calls", 10],
    ]);
    assert.deepEqual([found.total.usd, found.total.sideUsd, found.total.requests], [9, 1, 3]);
  });

  it("has nothing to share where nothing was spent or nothing has a price", () => {
    const unpriced = group(0);
    unpriced.cost.unpricedRequests = 1;
    for (const groups of [[], [unpriced]]) {
      const found = spenders(groups, named);
      assert.deepEqual([found.bySession, found.byProject, found.byModel, found.byAgent], [[], [], [], []]);
      assert.equal(found.total.unpricedRequests, groups.length);
    }
  });
});

describe("the shares", () => {
  const sharesOf = (amounts: readonly number[]) =>
    spenders(
      amounts.map((usd, n) => group(usd, { model: `m${n}` })),
      (id) => id,
    ).byModel;

  it("puts what comes after the five largest together under an empty id", () => {
    assert.deepEqual(
      sharesOf([1, 2, 3, 4, 5]).map(({ id }) => id),
      ["m4", "m3", "m2", "m1", "m0"],
    );
    const one = sharesOf([1, 2, 3, 4, 5, 6]).at(-1);
    assert.deepEqual(one, { id: "", name: "1 other", usd: 1, share: 100 / 21 });
    const three = sharesOf([1, 2, 3, 4, 5, 6, 7, 8]).at(-1);
    assert.deepEqual(three, { id: "", name: "3 others", usd: 6, share: 600 / 36 });
  });

  it("adds to 100 % and to the whole sum", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { maxLength: 30 }), (amounts) => {
        const shares = sharesOf(amounts);
        const total = amounts.reduce((sum, usd) => sum + usd, 0);
        assert.ok(shares.length <= 6);
        if (total === 0) return assert.deepEqual(shares, []);
        assert.ok(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 100) < 1e-6);
        assert.ok(Math.abs(shares.reduce((sum, { usd }) => sum + usd, 0) / total - 1) < 1e-9);
      }),
    );
  });
});
