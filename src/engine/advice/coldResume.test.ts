import assert from "node:assert/strict";
import fc from "fast-check";
import { adviseColdResume } from "./coldResume.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { conversation, goOn } from "./testConversation.ts";
import { MINUTE, NOW, OPUS_5, opusModel, session, window } from "./testFacts.ts";
import { anySession, played } from "./testSessions.ts";

const cold = { ttl: "1h", expiresAt: NOW - 12 * MINUTE, source: "live" } as const;
const paused = (overrides: Partial<SessionFacts> = {}) =>
  session({ cache: cold, context: 310_000, model: { ...opusModel, name: "Opus 5", rates: OPUS_5 }, ...overrides });
const advice = (overrides: Partial<SessionFacts> = {}, win: WindowFacts | null = null) =>
  adviseColdResume(paused(overrides), win, NOW);

describe("adviseColdResume", () => {
  it("tells the price of the next message in both currencies", () => {
    const quota = { kind: "listPrice", usdPerPercent: { low: 0.6, mid: 0.775, high: 1 } } as const;
    const found = advice({}, window({ quota }));
    assert.match(
      found?.why ?? "",
      /^Its context went cold 12 min ago; the next message re-writes 310K tokens, about \$3\.10 at list price \(4% of the 5-hour window\)\./,
    );
    const value = (label: string) => found?.arithmetic.find((line) => line.label.startsWith(label))?.value ?? NaN;
    assert.ok(Math.abs(value("Next message as it is") - 3.1) < 1e-9);
    assert.ok(Math.abs(value("… of the 5-hour window") - 4) < 1e-9);
    // (2 · 310,000 + 5 · 6,000 + 0.1 · 21,500 + 2 · 28,500) · $5/MTok.
    assert.ok(Math.abs(value("Compacting, then the next message") - 3.54575) < 1e-9);
    // (0.1 · 310,000 + 30,000 + 1.9 · 28,500) / (0.1 · 260,000)
    assert.ok(Math.abs(value("Compacting is paid back") - 115_150 / 26_000) < 1e-9);
  });

  it("says which way is cheapest for the requests to be expected", () => {
    assert.deepEqual(advice()?.action, { kind: "insertCommand", command: "/compact" });
    assert.match(advice()?.why ?? "", /compacting first is cheaper, by \$7\.22/);
    const few = advice({ expected: { low: 0, mid: 2, high: 8, samples: 30 } });
    assert.deepEqual(few?.action, { kind: "none" });
    assert.equal(few.saving.usd, null);
    assert.match(few.why, /going on as it is/);
    const changed = advice({ topicChange: "the last prompt is about the release notes" });
    assert.deepEqual(changed?.action, { kind: "insertCommand", command: "/clear" });
    // A new session writes its first 20,000 tokens: 2 · 20,000 · $5/MTok.
    assert.match(changed.why, /\$0\.20 for its first message/);
  });

  it("proposes nothing, and says why, where it cannot tell or an error is being hunted", () => {
    for (const [unsure, why] of [
      [{ expected: null }, /cannot be told yet/],
      [{ midDebug: null }, /cannot be told/],
      [{ midDebug: true }, /hunt for an error/],
      [{ midDebug: true, topicChange: "the last prompt names other files" }, /hunt for an error/],
    ] as const) {
      const found = advice(unsure);
      assert.deepEqual(found?.action, { kind: "none" });
      assert.match(found.why, why);
    }
  });

  it("is silent when the cache is warm, the context small, the session at work, or something is not known", () => {
    for (const silent of [
      { cache: { ...cold, expiresAt: NOW + 1 } },
      { cache: { ...cold, expiresAt: null } },
      { cache: null },
      { context: 99_999 },
      { context: null },
      { model: null },
      { status: "busy" },
    ] satisfies Partial<SessionFacts>[]) {
      assert.equal(advice(silent), null, JSON.stringify(silent));
    }
  });

  it("never proposes what costs more than going on, played over the requests to be expected", () => {
    const proposed = { "/compact": 0, "/clear": 0 };
    fc.assert(
      fc.property(anySession, fc.boolean(), (any, changed) => {
        const facts = {
          ...any,
          cache: any.cache && { ...any.cache, expiresAt: NOW - MINUTE },
          topicChange: changed ? "it changed" : null,
        };
        const found = adviseColdResume(facts, null, NOW);
        const requests = Math.max(1, facts.expected?.mid ?? 0);
        if (found?.action.kind !== "insertCommand" || !facts.model || !facts.cache) return;
        const { kept, compacted } = played(facts, false, requests);
        const fresh = conversation(facts.model.rates, facts.cache.ttl, 0);
        goOn(fresh, facts.floor ?? NaN, requests, facts.growth.value, 500);
        const command = found.action.command as keyof typeof proposed;
        proposed[command] += 1;
        const usd = command === "/clear" ? fresh.usd : compacted;
        assert.ok(usd < kept);
        assert.ok(Math.abs((found.saving.usd?.mid ?? NaN) - (kept - usd)) < 1e-6);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(proposed["/compact"] > 50 && proposed["/clear"] > 50, JSON.stringify(proposed));
  });
});
