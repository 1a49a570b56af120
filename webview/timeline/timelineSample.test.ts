import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleBars, sampleRequests } from "./timelineSample.ts";

const session = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 100 }),
      context: fc.integer({ min: 0, max: 200_000 }),
      usd: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
      marked: fc.boolean(),
    }),
    { maxLength: 400 },
  )
  .map((requests) => {
    let time = 1_000;
    return {
      x: requests.map(({ gap }) => (time += gap)),
      context: requests.map(({ context }) => context),
      usd: requests.map(({ usd }) => usd),
      marked: requests.flatMap(({ marked }, index) => (marked ? [index] : [])),
    };
  });
const columns = fc.integer({ min: 1, max: 60 });

/** In which column a request lies. */
const columnOf = (x: readonly number[], columns: number, index: number): number => {
  const width = ((x.at(-1) ?? 0) - (x[0] ?? 0)) / columns;
  return width > 0 ? Math.min(columns - 1, Math.floor(((x[index] ?? 0) - (x[0] ?? 0)) / width)) : 0;
};

describe("sampleRequests", () => {
  it("keeps the greatest and the least of every column, the ends, and all that is marked", () => {
    fc.assert(
      fc.property(session, columns, ({ x, context, usd, marked }, columns) => {
        const kept = sampleRequests({ x, values: [context, usd] }, columns, marked);
        assert.deepEqual(
          kept,
          [...new Set(kept)].toSorted((a, b) => a - b),
        );
        for (const index of marked) assert.ok(kept.includes(index));
        if (x.length > 0) assert.ok(kept.includes(0) && kept.includes(x.length - 1));
        const column = (index: number) => columnOf(x, columns, index);
        const all = [...x.keys()];
        for (const series of [context, usd]) {
          for (const one of new Set(all.map(column))) {
            const values = (indices: number[]): number[] =>
              indices.filter((index) => column(index) === one).flatMap((index) => series[index] ?? []);
            assert.equal(Math.max(...values(kept)), Math.max(...values(all)));
            assert.equal(Math.min(...values(kept)), Math.min(...values(all)));
          }
        }
      }),
    );
  });
  it("draws no more than six requests a column beside the marked ones", () => {
    fc.assert(
      fc.property(session, columns, ({ x, context, usd, marked }, columns) => {
        const kept = sampleRequests({ x, values: [context, usd] }, columns, marked);
        assert.ok(kept.length <= 6 * columns + marked.length);
      }),
    );
  });
  it("leaves a session with fewer requests than columns as it is", () => {
    const x = [1, 2, 3, 4];
    assert.deepEqual(sampleRequests({ x, values: [x] }, 100, []), [0, 1, 2, 3]);
    assert.deepEqual(sampleRequests({ x: [], values: [[]] }, 100, [3]), []);
  });
});

describe("sampleBars", () => {
  it("keeps the highest of every column, all that is marked, and nothing without a value", () => {
    fc.assert(
      fc.property(session, columns, ({ x, usd, marked }, columns) => {
        const kept = sampleBars(x, usd, columns, marked);
        const priced = [...x.keys()].filter((index) => usd[index] !== null);
        assert.ok(kept.every((index) => usd[index] !== null));
        assert.deepEqual(
          kept,
          [...new Set(kept)].toSorted((a, b) => a - b),
        );
        for (const index of marked) assert.equal(kept.includes(index), usd[index] !== null);
        for (const one of new Set(priced.map((index) => columnOf(x, columns, index)))) {
          const highest = (indices: number[]): number =>
            Math.max(...indices.filter((index) => columnOf(x, columns, index) === one).map((index) => usd[index] ?? 0));
          assert.equal(highest(kept), highest(priced));
        }
        assert.ok(kept.length <= columns + marked.length);
      }),
    );
  });
  it("leaves a session with fewer requests than columns as it is", () => {
    assert.deepEqual(sampleBars([1, 2, 3], [0, null, 4], 100, [7]), [0, 2]);
    assert.deepEqual(sampleBars([], [], 100, []), []);
  });
});
