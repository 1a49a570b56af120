import assert from "node:assert/strict";
import { indexState } from "./indexState.ts";

const NOW = 1_000_000;
const idle = { kind: "idle" } as const;
const indexing = (part: number, startedAt: number) =>
  ({ kind: "indexing", filesDone: part, files: 10, bytesDone: part * 100, bytes: 1_000, startedAt }) as const;

describe("indexState", () => {
  it("sums what the indexers do, from when the first of them began", () => {
    assert.deepEqual(indexState([indexing(1, NOW - 10), idle, indexing(2, NOW - 20)], true, NOW), {
      kind: "indexing",
      filesDone: 3,
      files: 20,
      bytesDone: 300,
      bytes: 2_000,
      startedAt: NOW - 20,
    });
  });

  it("is idle when none of them reads and every directory has been looked through", () => {
    assert.deepEqual(indexState([idle, idle], true, NOW), idle);
  });

  it("is not idle before the first look is through, though nothing is being read", () => {
    assert.deepEqual(indexState([idle], false, NOW), {
      kind: "indexing",
      filesDone: 0,
      files: 0,
      bytesDone: 0,
      bytes: 0,
      startedAt: NOW,
    });
  });
});
