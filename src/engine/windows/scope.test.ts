import assert from "node:assert/strict";
import type { LocalUse } from "./localUse.ts";
import { isInScope, scopeOf, useInScope } from "./scope.ts";

describe("the scope of a window", () => {
  it("is everything, or the models that the key names", () => {
    assert.equal(scopeOf("seven_day"), null);
    assert.equal(scopeOf("weekly_scoped:Opus"), "opus");
    assert.equal(isInScope("claude-sonnet-5-5", null), true);
    assert.equal(isInScope("claude-opus-5-5", "opus"), true);
    assert.equal(isInScope("claude-sonnet-5-5", "opus"), false);
    assert.equal(isInScope("claude-opus-5-5", scopeOf("weekly_scoped:Opus 5")), true);
    assert.equal(isInScope("claude-sonnet-5-5", scopeOf("weekly_scoped:Sonnet 5.5")), true);
  });

  it("leaves the requests of other models out", () => {
    const numbers = () => Float64Array.of(1, 2, 3);
    const use: LocalUse = {
      models: ["claude-opus-5-5", "claude-sonnet-5-5"],
      inputPrices: [4, 2],
      at: numbers(),
      model: Uint16Array.of(0, 1, 0),
      input: numbers(),
      write: numbers(),
      read: numbers(),
      output: numbers(),
      usd: numbers(),
    };
    assert.equal(useInScope(use, null), use);
    const opus = useInScope(use, "opus");
    assert.deepEqual([...opus.at, ...opus.usd, ...opus.model], [1, 3, 1, 3, 0, 0]);
    assert.equal(useInScope(use, "cowork").at.length, 0);
  });
});
