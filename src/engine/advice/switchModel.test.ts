import assert from "node:assert/strict";
import fc from "fast-check";
import type { PromptFit, SessionFacts } from "./facts.ts";
import { adviseSwitchModel } from "./switchModel.ts";
import { conversation, goOn } from "./testConversation.ts";
import {
  FABLE_5_1,
  HAIKU,
  HAIKU_5_5_LONG,
  MINUTE,
  NOW,
  OPUS,
  OPUS_4_7,
  opusModel,
  session,
  SONNET,
  SONNET_4_6,
} from "./testFacts.ts";
import { anySession } from "./testSessions.ts";

const fits = (counts: Partial<Record<PromptFit, number>>): PromptFit[] =>
  Object.entries(counts).flatMap(([fit, count]) => Array.from({ length: count }, () => fit as PromptFit));
const simple = (overrides: Partial<SessionFacts> = {}) =>
  session({ promptFits: fits({ strong: 3, medium: 7 }), context: 150_000, ...overrides });
const advice = (overrides: Partial<SessionFacts> = {}) => adviseSwitchModel(simple(overrides), null, NOW);

describe("adviseSwitchModel", () => {
  it("tells what a switch costs now, when it pays and what else it changes", () => {
    const found = advice();
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/model sonnet" });
    assert.match(
      found.why,
      /^7 of the last 10 prompts would have suited Sonnet 5\.5\. Switching now .* \$0\.59 more than going on, paid back after 24 requests; .*after a compaction or a `\/clear`/,
    );
    assert.match(found.sideEffects.join(" "), /default for new sessions.*cache is per model/);
    const paidBack = found.arithmetic.find((line) => line.label.startsWith("Paid back"))?.value;
    assert.ok(paidBack !== undefined && Math.abs(paidBack - 585_000 / 24_800) < 1e-9);
  });

  it("is free when the cache is cold", () => {
    const cache = { ttl: "1h", expiresAt: NOW - MINUTE, source: "live" } as const;
    assert.match(advice({ cache })?.why ?? "", /cache is cold, so switching now costs nothing extra/);
  });

  it("needs seven of the last ten prompts to agree", () => {
    assert.ok(advice({ promptFits: fits({ strong: 30, medium: 7, unknown: 3 }) }));
    assert.equal(advice({ promptFits: fits({ strong: 4, medium: 6 }) }), null);
    assert.equal(advice({ promptFits: fits({ medium: 6, unknown: 4 }) }), null);
    assert.equal(advice({ promptFits: fits({ medium: 9 }) }), null);
    // The last ten alone.
    assert.equal(advice({ promptFits: fits({ medium: 30, strong: 4 }).slice(-24) })?.kind, undefined);
  });

  it("takes the smallest class that fits", () => {
    assert.deepEqual(advice({ promptFits: fits({ small: 10 }) })?.action, {
      kind: "insertCommand",
      command: "/model haiku",
    });
    assert.deepEqual(advice({ promptFits: fits({ small: 10 }), options: [SONNET] })?.action, {
      kind: "insertCommand",
      command: "/model sonnet",
    });
    assert.equal(advice({ promptFits: fits({ medium: 10 }), options: [OPUS, HAIKU] }), null);
  });

  it("says how far the tokenizers' difference is known, and counts with the worse end", () => {
    const older = { ...SONNET, name: "Sonnet 4.6", tokenizer: "to 4.6", rates: SONNET_4_6 } as const;
    const found = advice({ model: { ...opusModel, rates: OPUS_4_7 }, options: [older] });
    const ratios = found?.arithmetic
      .filter((line) => line.unit === "ratio")
      .slice(0, 3)
      .map((line) => line.value);
    assert.deepEqual(ratios, [1 / 1.325, 1 / 1.45, 1 / 1.13]);
    const paidBack = found?.arithmetic.find((line) => line.label.startsWith("Paid back"))?.value;
    // 1.9 · 150,000 · $3 / 1.13, over 19,900 · ($5 − $3 / 1.13).
    assert.ok(paidBack !== undefined && Math.abs(paidBack - 855_000 / 1.13 / (19_900 * (5 - 3 / 1.13))) < 1e-9);
  });

  it("offers opusplan for mixed work while the context is small", () => {
    const young = { context: 30_000, expected: { low: 20, mid: 100, high: 300, samples: 30 } };
    const found = advice(young);
    assert.equal(found?.kind, "opusplan");
    assert.deepEqual(found.action, { kind: "insertCommand", command: "/model opusplan" });
    assert.equal(advice({ ...young, promptFits: fits({ medium: 10 }) })?.kind, "switchModel");
    assert.equal(advice({ ...young, context: 50_001 })?.kind, "switchModel");
    // There and back costs 1.95 · 30,000 · ($2 + $4), which 27.4 requests on Sonnet pay back: too few are to come.
    assert.equal(advice({ ...young, expected: { low: 20, mid: 78, high: 90, samples: 30 } })?.kind, "switchModel");
  });

  it("counts the growing context where the other model reads its cache at more", () => {
    const from = {
      model: { ...opusModel, rates: FABLE_5_1 },
      context: 20_000,
      options: [{ ...SONNET, rates: SONNET_4_6 }],
    };
    const over = (mid: number) =>
      advice({ ...from, promptFits: fits({ medium: 10 }), expected: { low: mid, mid, high: mid, samples: 9 } });
    assert.ok(over(100));
    // Each request saves $0.033 at first, and $0.00006 less than the one before.
    assert.equal(over(2_000), null);
  });

  it("is silent when it does not pay, in the middle of a hunt, or when something is not known", () => {
    for (const silent of [
      // 2 · 23.59 requests are needed.
      { expected: { low: 47, mid: 47, high: 47, samples: 30 } },
      { expected: null },
      { midDebug: true },
      { midDebug: null },
      { context: null },
      { cache: null },
      { model: null },
      { model: { ...opusModel, tier: null } },
      { model: { ...opusModel, tier: "medium" } },
      { options: [] },
    ] satisfies Partial<SessionFacts>[]) {
      assert.equal(advice(silent), null, JSON.stringify(silent));
    }
  });

  it("never advises a switch that costs more than staying, played over the requests to be expected", () => {
    let advised = 0;
    fc.assert(
      fc.property(anySession, fc.constantFrom("small" as const, "medium" as const), (any, fit) => {
        const facts = { ...any, promptFits: fits({ [fit]: 10 }) };
        const found = adviseSwitchModel(facts, null, NOW);
        const { model, cache, context, expected, growth } = facts;
        if (!found || !model || !cache || context === null || !expected) return;
        advised += 1;
        const stayed = conversation(model.rates, cache.ttl, (cache.expiresAt ?? 0) > NOW ? context : 0);
        goOn(stayed, context, expected.mid, growth.value, 500);
        // Haiku's long prompts are dearer from 100,000 tokens on.
        const long = fit === "small" && context + expected.mid * growth.value > 100_000;
        const switched = conversation(
          fit === "medium" ? SONNET.rates : long ? HAIKU_5_5_LONG : HAIKU.rates,
          cache.ttl,
          0,
        );
        goOn(switched, context, expected.mid, growth.value, 500);
        assert.ok(switched.usd < stayed.usd);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(advised > 100, `only ${advised} of 1,000 sessions were advised`);
  });
});
