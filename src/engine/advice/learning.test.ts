import assert from "node:assert/strict";
import { learnAfter, learnGrowth, type PromptSize } from "./learning.ts";

const sizes = (...contexts: number[]): PromptSize[] => contexts.map((context) => ({ context, compacted: false }));
/** A session compacted once, and then these contexts. */
const compacted = (...contexts: number[]): PromptSize[] => [
  ...sizes(160_000),
  ...contexts.map((context, index) => ({ context, compacted: index === 0 })),
];

describe("learnAfter", () => {
  it("is the median of the 5th to 10th request after the user's compactions", () => {
    const one = compacted(30, 31, 32, 33, 41, 42, 43, 44, 45, 46, 99);
    assert.deepEqual(learnAfter([one]), { value: 43.5, source: "measured", samples: 1 });
    const two = compacted(30, 31, 32, 33, 60);
    assert.deepEqual(learnAfter([one, two]), { value: 44, source: "measured", samples: 2 });
  });

  it("begins anew with each compaction", () => {
    const twice = [...compacted(30, 31, 32, 33, 40), { context: 30, compacted: true }, ...sizes(31, 32, 33)];
    assert.deepEqual(learnAfter([twice]), { value: 40, source: "measured", samples: 1 });
  });

  it("is the default while no compaction tells", () => {
    const unknown = { value: 50_000, source: "default", samples: 0 };
    assert.deepEqual(learnAfter([]), unknown);
    assert.deepEqual(learnAfter([sizes(1, 2, 3, 4, 5, 6), compacted(30, 31, 32, 33)]), unknown);
  });
});

describe("learnGrowth", () => {
  it("is the mean over the steps in which the context grew", () => {
    const steady = sizes(...Array.from({ length: 11 }, (_, index) => 20_000 + index * 700));
    assert.deepEqual(learnGrowth(steady), { value: 700, source: "measured", samples: 10 });
    const shrunk = [...steady, ...sizes(9_000), { context: 90_000, compacted: true }];
    assert.deepEqual(learnGrowth(shrunk), learnGrowth(steady));
  });

  it("is the default before ten of them", () => {
    assert.deepEqual(learnGrowth(sizes(1, 2, 3)), { value: 1_200, source: "default", samples: 0 });
  });
});
