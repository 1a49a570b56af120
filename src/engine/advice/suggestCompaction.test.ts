import assert from "node:assert/strict";
import fc from "fast-check";
import type { ContextView, SessionState, SessionView } from "../../shared/snapshot.ts";
import { PriceBook } from "../ledger/prices.ts";
import { suggestCompaction } from "./suggestCompaction.ts";

const live: SessionState = { kind: "live", pid: 1, status: "idle", waitingFor: null, host: "terminal" };

const contextOf = (tokens: number): ContextView => ({
  kind: "known",
  tokens,
  window: 1_000_000,
  windowSource: "model",
  percent: tokens / 10_000,
  autoCompactAt: 967_000,
  runway: 967_000 - tokens,
  source: "measured",
  asOf: 0,
});

const session = (overrides: Partial<SessionView> = {}): SessionView => ({
  sessionId: "s",
  title: null,
  project: "acme",
  cwd: "/acme",
  configDir: "/c",
  state: live,
  model: { id: "claude-opus-5-5", name: "Opus 5.5" },
  context: contextOf(212_000),
  cost: { usd: 1, sideUsd: 0, requests: 1, lowerBoundRequests: 0, estimatedMissingUsd: 0, unpricedRequests: 0 },
  inheritedRequests: 0,
  cache: null,
  lastActivity: 0,
  ...overrides,
});

const value = (label: string, hourCache = true, overrides: Partial<SessionView> = {}) =>
  suggestCompaction(session(overrides), hourCache, PRICES)?.suggestion.arithmetic.find((line) =>
    line.label.startsWith(label),
  )?.value;

const PRICES = new PriceBook();

describe("suggestCompaction", () => {
  it("shows the arithmetic with the model's own prices", () => {
    assert.equal(value("Context now"), 212_000);
    assert.equal(Math.round(value("Worth compacting above") ?? 0), 115_020);
    // Opus 5.5: r = 0.2/4, so (212K − 50K) · 0.05 · $4/MTok.
    assert.ok(Math.abs((value("Saved") ?? 0) - 0.0324) < 1e-12);
    // (0.05·212,000 + 5·6,000 + 1.95·28,500) · $4/MTok.
    assert.ok(Math.abs((value("Cost of compacting") ?? 0) - 0.3847) < 1e-12);
    assert.equal(value("Cache read"), 0.05);
    assert.equal(value("Cache write"), 2);
    assert.equal(value("Cache write", false), 1.25);
  });

  it("says it in one sentence, and names the session", () => {
    const { suggestion } = suggestCompaction(session({ title: "Fix the login bug" }), true, PRICES) ?? {};
    assert.equal(suggestion?.title, "Compact “Fix the login bug”");
    assert.equal(
      suggestion.why,
      "At 212K tokens it is past the 115K above which compacting pays with Opus 5.5: " +
        "about $0.38 now, $0.03 less on each request, paid back after 12 requests.",
    );
    assert.equal(suggestCompaction(session(), true, PRICES)?.suggestion.title, "Compact acme");
  });

  it("compares with the threshold of the cache duration in use", () => {
    const between = { context: contextOf(110_000) };
    assert.equal(suggestCompaction(session(between), true, PRICES), null);
    assert.notEqual(suggestCompaction(session(between), false, PRICES), null);
  });

  it("is silent when something it needs is missing", () => {
    assert.equal(suggestCompaction(session({ state: { kind: "ended", at: 0 } }), true, PRICES), null);
    assert.equal(suggestCompaction(session({ context: { kind: "unknown" } }), true, PRICES), null);
    assert.equal(
      suggestCompaction(session({ context: { kind: "compacted", estimate: 9, window: 10, asOf: 0 } }), true, PRICES),
      null,
    );
    assert.equal(suggestCompaction(session({ model: null }), true, PRICES), null);
    assert.equal(
      suggestCompaction(session({ model: { id: "claude-next-9", name: "claude-next-9" } }), true, PRICES),
      null,
    );
  });

  it("stays once it has come, as the context grows, and promises ever more", () => {
    const size = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(size, size, fc.boolean(), (a, b, hourCache) => {
        const small = suggestCompaction(session({ context: contextOf(Math.min(a, b)) }), hourCache, PRICES);
        const large = suggestCompaction(session({ context: contextOf(Math.max(a, b)) }), hourCache, PRICES);
        assert.ok(!small || (large && large.savedPerRequest >= small.savedPerRequest));
      }),
    );
  });
});
