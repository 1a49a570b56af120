import assert from "node:assert/strict";
import fc from "fast-check";
import { adviseCompactNow } from "./compactNow.ts";
import type { SessionFacts } from "./facts.ts";
import { NOW, OPUS_5_5, opusModel, session, window } from "./testFacts.ts";
import { anySession, played } from "./testSessions.ts";

const advice = (overrides: Partial<SessionFacts> = {}, win: Parameters<typeof adviseCompactNow>[1] = null) =>
  adviseCompactNow(session(overrides), win, NOW);
const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe("adviseCompactNow", () => {
  it("shows its arithmetic with the model's own prices", () => {
    const { arithmetic, saving, why } = advice() ?? {};
    const value = (label: string) => arithmetic?.find((line) => line.label.startsWith(label))?.value;
    // Opus 5.5: (0.05·212,000 + 5·6,000 + 1.95·28,500) · $4/MTok, then 0.05 · 162,000 · $4/MTok a request.
    near(value("Cost of compacting"), 0.3847);
    near(value("Saved on each"), 0.0324);
    near(value("Paid back"), 0.3847 / 0.0324);
    assert.equal(value("Cache read"), 0.05);
    near(saving?.usd?.mid, 60 * 0.0324 - 0.3847);
    near(saving?.usd?.low, 5 * 0.0324 - 0.3847);
    near(saving?.usd?.high, 150 * 0.0324 - 0.3847);
    assert.equal(
      why,
      "At 212K tokens, just after a commit: compacting costs about $0.38 and saves $0.03 on each later request, " +
        "so 12 requests pay for it; about 60 more are to be expected, which saves $1.56.",
    );
  });

  it("says the saving as a share of the window where that is calibrated, and that dollars are list price", () => {
    const { saving, why } = advice({}, window()) ?? {};
    assert.equal(saving?.window?.label, "5-hour");
    near(saving.window.percent.mid, (60 * 0.0324 - 0.3847) / 0.8);
    // The low end may cost, and costs most where a percent is cheapest.
    near(saving.window.percent.low, (5 * 0.0324 - 0.3847) / 0.5);
    near(saving.window.percent.high, (150 * 0.0324 - 0.3847) / 0.5);
    assert.match(why ?? "", /\$1\.56 at list price \(2% of the 5-hour window\)\.$/);
    assert.equal(advice({}, window({ quota: { kind: "uncalibrated" } }))?.saving.window, null);
  });

  it("says so, with less confidence, where it does not pay in the window", () => {
    const usdPerPercent = { low: 0.5, mid: 0.8, high: 1 };
    const weighted = (read: number) =>
      window({ quota: { kind: "weighted", weights: { read, write: 1, output: 5 }, usdPerPercent } });
    const poor = advice({}, weighted(0.001));
    assert.equal(poor?.confidence.level, "low");
    assert.match(poor.why, /Of the 5-hour window it saves nothing/);
    assert.ok((poor.saving.window?.percent.mid ?? 0) < 0);
    const good = advice({}, weighted(0.1));
    assert.equal(good?.confidence.level, "medium");
    assert.doesNotMatch(good.why, /saves nothing/);
  });

  it("speaks at a boundary only, never in the middle of a hunt for an error", () => {
    for (const boundary of ["commit", "tests passed", "todos done", "topic change"] as const) {
      assert.ok(advice({ boundary }));
    }
    assert.equal(advice({ boundary: "none" }), null);
    assert.equal(advice({ midDebug: true }), null);
  });

  it("needs twice the break-even and enough to remove", () => {
    const expecting = (mid: number) => advice({ expected: { low: mid, mid, high: mid, samples: 30 } });
    // N* = 11.87.
    assert.equal(expecting(23), null);
    assert.ok(expecting(24));
    const many = { low: 9e9, mid: 9e9, high: 9e9, samples: 30 };
    assert.equal(advice({ context: 64_900, expected: many }), null);
    assert.ok(advice({ context: 65_000, expected: many }));
  });

  it("is silent when something it needs is not known", () => {
    const needed: Partial<SessionFacts>[] = [
      { model: null },
      { context: null },
      { cache: null },
      { expected: null },
      { midDebug: null },
    ];
    for (const missing of needed) assert.equal(advice(missing), null, JSON.stringify(missing));
    const free = { ...OPUS_5_5, input: 0 };
    assert.equal(advice({ model: { ...opusModel, rates: free } }), null);
  });

  it("proposes a focus in one line, without what a terminal takes for keys", () => {
    const command = (focus: string) => advice({ focus })?.action;
    assert.deepEqual(command("keep the\nlogin\tbug\u001b[A"), {
      kind: "insertCommand",
      command: "/compact keep the login bug [A",
    });
    assert.deepEqual(command(" \n"), { kind: "insertCommand", command: "/compact" });
  });

  it("never advises a compaction that costs more than going on, played over the requests to be expected", () => {
    let advised = 0;
    fc.assert(
      fc.property(anySession, (facts) => {
        const found = adviseCompactNow(facts, null, NOW);
        if (!found) return;
        advised += 1;
        const { kept, compacted } = played(facts, (facts.cache?.expiresAt ?? 0) > NOW, facts.expected?.mid ?? 0);
        assert.ok(compacted < kept);
        assert.ok(Math.abs((found.saving.usd?.mid ?? NaN) - (kept - compacted)) < 1e-6);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(advised > 100, `only ${advised} of 1,000 sessions were advised`);
  });

  it("stays once it has come as the context grows, and promises ever more", () => {
    fc.assert(
      fc.property(anySession, fc.integer({ min: 0, max: 500_000 }), (facts, more) => {
        const small = adviseCompactNow(facts, null, NOW);
        const large = adviseCompactNow({ ...facts, context: (facts.context ?? 0) + more }, null, NOW);
        assert.ok(!small || (large && (large.saving.usd?.mid ?? 0) >= (small.saving.usd?.mid ?? 0)));
      }),
      { numRuns: 1_000 },
    );
  });
});
