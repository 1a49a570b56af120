import assert from "node:assert/strict";
import { adviseAlwaysOn } from "./alwaysOn.ts";
import { adviseAutoCompact } from "./autoCompact.ts";
import { adviseEffort } from "./effort.ts";
import type { PromptFit, SessionFacts } from "./facts.ts";
import { adviseFleet } from "./fleetBurn.ts";
import { adviseLargeResult } from "./largeResult.ts";
import { adviseStrongerModel } from "./strongerModel.ts";
import { adviseSubagentModel } from "./subagentModel.ts";
import { fleet, MINUTE, NOW, OPUS, OPUS_5_5, opusModel, session, SONNET, SONNET_5_5, window } from "./testFacts.ts";

const ten = (fit: PromptFit): PromptFit[] => Array.from({ length: 10 }, () => fit);
const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
const silentWhere = (advise: (facts: Partial<SessionFacts>) => unknown, cases: Partial<SessionFacts>[]) => {
  for (const facts of cases) assert.equal(advise(facts), null, JSON.stringify(facts));
};
const WITHOUT_ECONOMICS: Partial<SessionFacts>[] = [
  { model: null },
  { cache: null },
  { context: null },
  { model: { ...opusModel, rates: { ...OPUS_5_5, input: 0 } } },
];

describe("adviseAlwaysOn", () => {
  const advice = (facts: Partial<SessionFacts>) => adviseAlwaysOn(session({ floor: 61_500, ...facts }), null);

  it("prices what a session begins with beyond the usual", () => {
    const found = advice({});
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/context" });
    // (2 + 0.05 · 79) · 40,000 · $4/MTok.
    near(found.saving.usd?.high, 0.952);
    assert.equal(found.saving.usd?.low, 0);
  });

  it("is silent up to 40,000 tokens, or when something is not known", () => {
    silentWhere(advice, [{ floor: 40_000 }, { floor: null }, { typicalSession: null }, ...WITHOUT_ECONOMICS]);
  });
});

describe("adviseLargeResult", () => {
  const result = { tool: "Bash", tokens: 30_000, requestsCarried: 100 };
  const advice = (facts: Partial<SessionFacts>) =>
    adviseLargeResult(session({ largeResults: [result], ...facts }), null);

  it("prices the result by what was written and each request that carried it", () => {
    const found = advice({});
    // (2 + 0.05 · 100) · 30,000 · $4/MTok, and with 60 more.
    near(found?.arithmetic.find((line) => line.label === "Cost so far")?.value, 0.84);
    near(found?.saving.usd?.mid, 1.2);
    assert.deepEqual(found?.action, { kind: "none" });
  });

  it("names the dearest, not the largest", () => {
    const late = { tool: "Read", tokens: 40_000, requestsCarried: 1 };
    assert.match(advice({ largeResults: [late, result] })?.title ?? "", /Bash$/);
  });

  it("is silent below 10,000 tokens, or when something is not known", () => {
    const small = { ...result, tokens: 9_999 };
    silentWhere(advice, [{ largeResults: [small] }, { largeResults: [] }, { expected: null }, ...WITHOUT_ECONOMICS]);
  });
});

describe("adviseAutoCompact", () => {
  const growing = { context: 120_000, expected: { low: 100, mid: 300, high: 600, samples: 30 } };
  const advice = (facts: Partial<SessionFacts>) => adviseAutoCompact(session({ ...growing, ...facts }), null);

  it("offers a size above C*, where the session will outgrow it", () => {
    const found = advice({});
    // C* is 115,020; 1.25 of that and the 33,000 that Claude Code keeps free, in steps of 50,000.
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/autocompact 200k" });
    assert.match(found.title, /at 167K instead of 967K/);
    assert.ok((found.saving.usd?.mid ?? 0) > 0);
  });

  it("is silent when it would have no effect, or one at once, when it is low enough, or something is not known", () => {
    silentWhere(advice, [
      { expected: { low: 1, mid: 30, high: 90, samples: 30 } },
      { context: 167_000 },
      { autoCompactAt: 167_000 },
      { autoCompactAt: null },
      { expected: null },
      { midDebug: true },
      { midDebug: null },
      ...WITHOUT_ECONOMICS,
    ]);
  });
});

describe("adviseEffort", () => {
  const advice = (facts: Partial<SessionFacts>) =>
    adviseEffort(session({ effort: "max", fitsWithoutEffort: ten("medium"), context: 40_000, ...facts }), null, NOW);

  it("offers less where that costs nothing, and says what else it changes", () => {
    assert.deepEqual(advice({})?.action, { kind: "insertCommand", command: "/effort medium" });
    assert.match(advice({})?.sideEffects.join(" ") ?? "", /default for new sessions/);
    assert.deepEqual(advice({})?.saving, { usd: null, window: null });
    const cold = { ttl: "1h", expiresAt: NOW - MINUTE, source: "live" } as const;
    assert.ok(advice({ context: 300_000, cache: cold }));
  });

  it("is silent at the usual effort, with a large warm context, with hard work, or when something is not known", () => {
    silentWhere(advice, [
      { effort: "high" },
      { effort: null },
      { context: 300_000 },
      { fitsWithoutEffort: ten("strong") },
      { fitsWithoutEffort: [] },
      { midDebug: true },
      { midDebug: null },
      ...WITHOUT_ECONOMICS,
    ]);
  });
});

describe("adviseStrongerModel", () => {
  const expires = window({ weekEnd: { low: 50, mid: 61, high: 84 } });
  const sonnet = {
    ...opusModel,
    id: "claude-sonnet-5-5",
    name: "Sonnet 5.5",
    tier: "medium",
    rates: SONNET_5_5,
  } as const;
  const hard = (facts: Partial<SessionFacts>) => session({ model: sonnet, promptFits: ten("strong"), ...facts });
  const advice = (facts: Partial<SessionFacts>, win: typeof expires | null = expires) =>
    adviseStrongerModel(hard(facts), win, NOW);

  it("offers it for hard work while the week would expire unused, with what it costs", () => {
    const found = advice({});
    assert.deepEqual(found?.action, { kind: "insertCommand", command: "/model opus" });
    assert.match(found.title, /the week is on course to end at 61%/);
    // (0.05 · 212,000 + 2 · 1,200 + 5 · 500) · ($4 − $2).
    near(found.arithmetic.find((line) => line.label === "More on each request")?.value, 0.031);
  });

  it("is silent when the week may be used up, its own bucket binds, the work is easy, or something is not known", () => {
    assert.equal(advice({}, window({ weekEnd: { low: 50, mid: 61, high: 85 } })), null);
    assert.equal(advice({}, window()), null);
    assert.equal(advice({}, null), null);
    assert.equal(advice({}, { ...expires, scopedBind: { label: "7-day Opus", tier: "strong" } }), null);
    silentWhere(advice, [
      { model: opusModel },
      { promptFits: ten("medium") },
      { promptFits: [] },
      { options: [SONNET] },
      ...WITHOUT_ECONOMICS,
    ]);
  });
});

describe("adviseSubagentModel", () => {
  const tokens = { input: 0, output: 40_000, cacheRead: 4_000_000, cacheWrite5m: 200_000, cacheWrite1h: 0 };
  const subagents = {
    model: "Opus 5.5",
    tier: "strong",
    tokenizer: "from 4.7",
    rates: OPUS_5_5,
    tokens,
    fits: ten("medium"),
  } as const;
  const advice = (facts: Partial<SessionFacts["subagents"]> = {}, options = [OPUS, SONNET]) =>
    adviseSubagentModel(session({ subagents: { ...subagents, fits: [...subagents.fits], ...facts }, options }), null);

  it("prices the same tokens on the cheaper model", () => {
    const found = advice();
    assert.deepEqual(found?.action.kind === "copyText" && found.action.text, "CLAUDE_CODE_SUBAGENT_MODEL=sonnet");
    // Opus: 0.8 + 1.0 + 0.8; Sonnet 5.5 is half of each.
    near(found?.saving.usd?.mid, 1.3);
  });

  it("counts more tokens where the cheaper model's tokenizer makes more", () => {
    const found = advice({ tokenizer: "to 4.6" });
    near(found?.saving.usd?.mid, 2.6 - 1.3 * 1.325);
    near(found?.saving.usd?.low, 2.6 - 1.3 * 1.45);
  });

  it("is silent when it might not save", () => {
    const { input, output, cacheWrite5m, cacheWrite1h, cacheRead } = OPUS_5_5;
    const slightly = (share: number) => ({
      ...SONNET,
      rates: {
        input: input * share,
        output: output * share,
        cacheWrite5m: cacheWrite5m * share,
        cacheWrite1h: cacheWrite1h * share,
        cacheRead: cacheRead * share,
      },
    });
    assert.equal(advice({ tokenizer: "to 4.6" }, [slightly(0.7)]), null);
    assert.ok(advice({ tokenizer: "to 4.6" }, [slightly(0.68)]));
  });

  it("is silent when the work was hard, they run on it already, or nothing is known of them", () => {
    assert.equal(advice({ fits: ten("strong") }), null);
    assert.equal(advice({ tier: "medium" }), null);
    assert.equal(advice({}, [OPUS]), null);
    assert.equal(adviseSubagentModel(session({ subagents: null }), null), null);
  });
});

describe("adviseFleet", () => {
  it("sums what many sessions on the top tier burn an hour, dearest first", () => {
    const found = adviseFleet(fleet(1, 4, 2, 3), window());
    assert.equal(found?.title, "4 sessions at once burn $10.00 an hour");
    assert.deepEqual(
      found.arithmetic.map(({ value }) => value),
      [4, 3, 2, 1, 10, 12.5],
    );
    assert.deepEqual(found.action, { kind: "none" });
  });

  it("does not trouble anybody with cents", () => {
    assert.equal(adviseFleet(fleet(0.1, 0.2, 0.3, 9), null), null);
  });

  it("is silent with fewer, and gives no share of a window that is not calibrated", () => {
    assert.equal(adviseFleet(fleet(10, 20, 30), null), null);
    assert.equal(adviseFleet(fleet(1, 20, 30, 0), null), null);
    const weighted = {
      kind: "weighted",
      weights: { read: 0, write: 1, output: 5 },
      usdPerPercent: { low: 1, mid: 1, high: 1 },
    } as const;
    assert.doesNotMatch(adviseFleet(fleet(1, 2, 3, 4), window({ quota: weighted }))?.why ?? "", /window/);
  });
});
