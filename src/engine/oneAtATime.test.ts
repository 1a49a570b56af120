import assert from "node:assert/strict";
import { oneAtATime } from "./oneAtATime.ts";

describe("oneAtATime", () => {
  let ends: { resolve: () => void; reject: (error: Error) => void }[];
  let ask: () => Promise<void>;
  beforeEach(() => {
    ends = [];
    ask = oneAtATime(() => new Promise((resolve, reject) => ends.push({ resolve, reject })));
  });

  it("runs once more for all who ask while it runs", async () => {
    const first = ask();
    const others = [ask(), ask(), ask()];
    assert.equal(ends.length, 1);
    ends[0]?.resolve();
    await first;
    assert.equal(ends.length, 2);
    ends[1]?.resolve();
    await Promise.all(others);
    assert.equal(ends.length, 2);
  });

  it("runs anew when asked after the end", async () => {
    for (let round = 1; round <= 3; round++) {
      const run = ask();
      ends.at(-1)?.resolve();
      await run;
      assert.equal(ends.length, round);
    }
  });

  it("tells a failure to those who asked for that run alone", async () => {
    const first = ask();
    const second = ask();
    ends[0]?.reject(new Error("broken"));
    await assert.rejects(first, /broken/);
    ends[1]?.resolve();
    await second;
  });
});
