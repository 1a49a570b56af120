import assert from "node:assert/strict";
import { cache, HOUR, knownContext, MINUTE, NOW } from "../../test/webview/snapshots.ts";
import { cacheText, cacheTextInShort } from "./cacheText.ts";

const context = knownContext({ tokens: 310_400 });

describe("cacheText", () => {
  it("counts down while the cache is warm", () => {
    assert.equal(cacheText(cache(), context, NOW), "cache warm for 42 min more (1 h)");
    const short = cache({ ttl: "5m", expiresAt: NOW + 59_000 });
    assert.equal(cacheText(short, context, NOW), "cache warm for <1 min more (5 min)");
    assert.equal(cacheTextInShort(short, NOW), "cache warm for <1 min more");
  });
  it("says what a cold one comes to", () => {
    const cold = cache({ expiresAt: NOW - 12 * MINUTE });
    assert.equal(cacheText(cold, context, NOW), "cache cold for 12 min: the next message re-writes 310K tokens");
    assert.equal(cacheTextInShort(cold, NOW), "cache cold");
  });
  it("is cold from the moment it expires", () =>
    assert.match(cacheText(cache({ expiresAt: NOW }), context, NOW), /^cache cold for <1 min/));
  it("claims no size that is not known", () => {
    const cold = cache({ expiresAt: NOW - 3 * HOUR });
    assert.equal(cacheText(cold, { kind: "unknown" }, NOW), "cache cold for 3 h");
    const compacted = { kind: "compacted", estimate: 18_000, window: 200_000, asOf: NOW } as const;
    assert.equal(cacheText(cold, compacted, NOW), "cache cold for 3 h");
  });
});
