import assert from "node:assert/strict";
import fc from "fast-check";
import { anySession } from "./testSessions.ts";
import type { SessionFacts } from "./facts.ts";
import { adviseLeavingDesk } from "./leavingDesk.ts";
import { compact, conversation, goOn } from "./testConversation.ts";
import { MINUTE, NOW, OPUS_5_5, opusModel, session } from "./testFacts.ts";

const soonCold = { ttl: "1h", expiresAt: NOW + 14 * MINUTE, source: "live" } as const;
const leaving = (overrides: Partial<SessionFacts> = {}) =>
  session({ cache: soonCold, idleSince: NOW - 46 * MINUTE, boundary: "none", ...overrides });
const advice = (overrides: Partial<SessionFacts> = {}) => adviseLeavingDesk(leaving(overrides), null, NOW);

describe("adviseLeavingDesk", () => {
  it("sets the price of coming back late against that of compacting now", () => {
    const found = advice();
    const value = (label: string) => found?.arithmetic.find((line) => line.label.startsWith(label))?.value ?? NaN;
    // Opus 5.5, 1 h: 2 · 212,000; 0.05 · 212,000 + 5 · 6,000; 2 · 50,000, each at $4/MTok.
    assert.ok(Math.abs(value("Writing it again") - 1.696) < 1e-9);
    assert.ok(Math.abs(value("Compacting now") - 0.1624) < 1e-9);
    assert.ok(Math.abs(value("Writing that when cold") - 0.4) < 1e-9);
    assert.ok(Math.abs(value("Cache lives for") - 14) < 1e-9);
    assert.match(found?.why ?? "", /^Idle for 46 min, its 212K tokens stay cached for 14 min more\./);
  });

  it("speaks while it is idle, warm and soon cold, and only then", () => {
    for (const silent of [
      { cache: { ...soonCold, expiresAt: NOW + 16 * MINUTE } },
      { cache: { ...soonCold, ttl: "5m", expiresAt: NOW + 3 * MINUTE } },
      { cache: { ...soonCold, expiresAt: NOW } },
      { cache: { ...soonCold, expiresAt: null } },
      { status: "busy" },
      { status: "waiting" },
      { midDebug: true },
      { context: 99_999 },
      { expected: { low: 0, mid: 0.5, high: 9, samples: 9 } },
    ] satisfies Partial<SessionFacts>[]) {
      assert.equal(advice(silent), null, JSON.stringify(silent));
    }
    assert.ok(advice({ cache: { ...soonCold, ttl: "5m", expiresAt: NOW + 2 * MINUTE } }));
    assert.ok(advice({ context: 100_000 }));
    // (5 · 6,000 + 2 · 120,000) / 1.95 = 138,462.
    const large = { after: { value: 120_000, source: "measured", samples: 2 } } as const;
    assert.equal(advice({ ...large, context: 138_461 }), null);
    assert.ok(advice({ ...large, context: 138_462 }));
  });

  it("is silent when something it needs is not known", () => {
    const needed: Partial<SessionFacts>[] = [
      { model: null },
      { context: null },
      { cache: null },
      { expected: null },
      { idleSince: null },
      { midDebug: null },
      { model: { ...opusModel, rates: { ...OPUS_5_5, input: 0 } } },
    ];
    for (const missing of needed) assert.equal(advice(missing), null, JSON.stringify(missing));
  });

  it("never advises what costs more than coming back to the cold context, played over the requests to be expected", () => {
    let advised = 0;
    fc.assert(
      fc.property(anySession, fc.integer({ min: 1, max: 14 }), (any, minutes) => {
        const facts = { ...any, cache: any.cache && { ...any.cache, expiresAt: NOW + minutes * MINUTE } };
        const found = adviseLeavingDesk(facts, null, NOW);
        const { model, cache, context, expected, growth, after, summary, cachedPrefix } = facts;
        if (!found || !model || !cache || context === null || !expected) return;
        advised += 1;
        const kept = conversation(model.rates, cache.ttl, 0);
        goOn(kept, context, expected.mid, growth.value, 500);
        const compacted = conversation(model.rates, cache.ttl, context);
        compact(compacted, context, summary.value, cachedPrefix.value);
        compacted.cached = 0;
        goOn(compacted, after.value, expected.mid, growth.value, 500);
        assert.ok(compacted.usd < kept.usd);
        assert.ok(Math.abs((found.saving.usd?.mid ?? NaN) - (kept.usd - compacted.usd)) < 1e-6);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(advised > 100, `only ${advised} of 1,000 sessions were advised`);
  });

  it("stays as the context grows, and promises ever more", () => {
    fc.assert(
      fc.property(anySession, fc.integer({ min: 0, max: 500_000 }), (any, more) => {
        const small = adviseLeavingDesk({ ...any, cache: soonCold }, null, NOW);
        const large = adviseLeavingDesk({ ...any, cache: soonCold, context: (any.context ?? 0) + more }, null, NOW);
        assert.ok(!small || (large && (large.saving.usd?.mid ?? 0) >= (small.saving.usd?.mid ?? 0)));
      }),
    );
  });
});
