import assert from "node:assert/strict";
import { indexingTimeLeft, timeLeftText } from "./indexingTime.ts";

const START = 1_000_000;
const index = {
  kind: "indexing",
  filesDone: 100,
  files: 400,
  bytesDone: 100e6,
  bytes: 400e6,
  startedAt: START,
} as const;

describe("indexingTimeLeft", () => {
  it("goes on at the pace so far", () => {
    assert.equal(indexingTimeLeft(index, START + 40_000), 120_000);
    assert.equal(indexingTimeLeft({ ...index, bytesDone: 400e6 }, START + 40_000), 0);
  });
  it("says nothing before the pace can be told", () => {
    assert.equal(indexingTimeLeft(index, START + 1_000), null);
    assert.equal(indexingTimeLeft({ ...index, bytesDone: 4e6 }, START + 40_000), null);
    assert.equal(indexingTimeLeft({ ...index, bytesDone: 0, bytes: 0 }, START + 40_000), null);
  });
  it("has a clock that was set back tell nothing, and more bytes than expected nothing negative", () => {
    assert.equal(indexingTimeLeft(index, START - 40_000), null);
    assert.equal(indexingTimeLeft({ ...index, bytesDone: 500e6 }, START + 40_000), 0);
  });
});

describe("timeLeftText", () => {
  it("is told in coarse steps", () => {
    assert.equal(timeLeftText(null), "");
    assert.equal(timeLeftText(0), "a few seconds left");
    assert.equal(timeLeftText(30_000), "less than a minute left");
    assert.equal(timeLeftText(60_000), "about 1 min left");
    assert.equal(timeLeftText(118_000), "about 2 min left");
    assert.equal(timeLeftText(122_000), "about 2 min left");
    assert.equal(timeLeftText(17 * 60_000), "about 15 min left");
    assert.equal(timeLeftText(23 * 60_000), "about 25 min left");
  });
});
