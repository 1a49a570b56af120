import assert from "node:assert/strict";
import fc from "fast-check";
import type { SessionFacts } from "./facts.ts";
import { adviseTaskFinished, adviseTopicChanged } from "./startFresh.ts";
import { conversation, goOn } from "./testConversation.ts";
import { NOW, OPUS_5_5, opusModel, session, window } from "./testFacts.ts";
import { anySession } from "./testSessions.ts";

const SIGN = "all todos are done and the work is committed";
const finished = (overrides: Partial<SessionFacts> = {}) =>
  adviseTaskFinished(session({ taskFinished: SIGN, ...overrides }), null, NOW);
const changed = (overrides: Partial<SessionFacts> = {}) =>
  adviseTopicChanged(session({ topicChange: "the last prompt names other files", ...overrides }), null, NOW);

describe("adviseTaskFinished", () => {
  it("offers to clear, with what going on would carry", () => {
    const found = finished();
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/clear" });
    // 0.05 · 192,000 · $4/MTok on each request.
    assert.match(found.why, /all todos are done .* 192K tokens that it does not need, \$0\.04 on each request, /);
    assert.ok(found.sideEffects.some((effect) => effect.includes("/resume")));
  });

  it("promises no sum where it is not known how long the next task goes on", () => {
    const found = finished({ expected: null });
    assert.deepEqual(found?.saving, { usd: null, window: null });
    assert.equal(
      adviseTaskFinished(session({ taskFinished: SIGN, expected: null }), window(), NOW)?.saving.window,
      null,
    );
  });

  it("never promises more than starting afresh saves when both are played", () => {
    let advised = 0;
    fc.assert(
      fc.property(anySession, (any) => {
        const facts = { ...any, taskFinished: SIGN };
        const found = adviseTaskFinished(facts, null, NOW);
        const { model, cache, context, floor, expected, cachedPrefix, growth } = facts;
        if (!found || !model || !cache || context === null || floor === null || !expected) return;
        advised += 1;
        const warm = (cache.expiresAt ?? 0) > NOW;
        const kept = conversation(model.rates, cache.ttl, warm ? context : 0);
        goOn(kept, context, expected.mid, growth.value, 500);
        const fresh = conversation(model.rates, cache.ttl, warm ? Math.min(floor, cachedPrefix.value) : 0);
        goOn(fresh, floor, expected.mid, growth.value, 500);
        assert.ok(fresh.usd < kept.usd);
        assert.ok(Math.abs((found.saving.usd?.mid ?? NaN) - (kept.usd - fresh.usd)) < 1e-6);
      }),
      { numRuns: 500 },
    );
    assert.ok(advised > 50, `only ${advised} of 500 sessions were advised`);
  });
});

describe("adviseTopicChanged", () => {
  it("offers a new session, as a guess", () => {
    const found = changed();
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/clear" });
    assert.equal(found.confidence.level, "low");
    assert.match(found.why, /^The topic changed: the last prompt names other files\./);
  });
});

describe("advice to start afresh", () => {
  it("is silent without a sign, with little to leave behind, in the middle of a hunt, or when something is not known", () => {
    for (const silent of [
      { taskFinished: null, topicChange: null },
      { floor: 200_000 },
      { floor: null },
      { context: null },
      { model: null },
      { model: { ...opusModel, rates: { ...OPUS_5_5, input: 0 } } },
      { cache: null },
      { midDebug: true },
      { midDebug: null },
    ] satisfies Partial<SessionFacts>[]) {
      assert.equal(finished(silent), null, JSON.stringify(silent));
      assert.equal(changed(silent), null, JSON.stringify(silent));
    }
  });
});
