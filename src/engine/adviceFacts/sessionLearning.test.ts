import assert from "node:assert/strict";
import { tokens } from "../ledger/testParts.ts";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import { NOTHING_LEARNT, SessionLearning } from "./sessionLearning.ts";
import { compactedAt, HOUR, MINUTE, prompt, TestHistory } from "./testHistory.ts";

const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 5, 10, 12);
const NOBODY: ReadonlySet<string> = new Set();

describe("SessionLearning", () => {
  let history: TestHistory;
  let learning: SessionLearning;

  beforeEach(() => {
    history = new TestHistory();
    learning = new SessionLearning(history.db);
  });
  afterEach(() => history.db.close());

  const growing = (count: number, from = 20_000, step = 1_000) =>
    Array.from({ length: count }, (_, index) => prompt(from + index * step));
  /** To the end; how many steps that took. */
  const learn = (now = NOW, live = NOBODY) => {
    for (let steps = 1; steps < 1000; steps++) if (learning.step(now, live)) return steps;
    throw new Error("it never ends");
  };

  const lengths = () => learning.figures.lengths.toSorted((a, b) => a - b);

  it("supposes what docs/compaction.md does, and says so, before there is a past", () => {
    assert.equal(learning.step(NOW, NOBODY), false);
    assert.deepEqual(learning.figures, NOTHING_LEARNT);
    const { lengths: _, ...figures } = learning.figures;
    assert.deepEqual(lengths(), []);
    for (const figure of Object.values(figures)) assert.deepEqual([figure.source, figure.samples], ["default", 0]);
  });

  it("knows how long ended sessions were, in requests of their own main chain", () => {
    history.add("a", NOW - DAY, growing(12));
    history.add("b", NOW - DAY, [...growing(3), { ...prompt(5_000), main: false, agentId: "x" }]);
    history.add("fork", NOW - DAY + HOUR, [{ id: `a-${NOW - DAY}-0` }, prompt(30_000)]);
    history.add("runs", NOW - DAY, growing(5));
    history.add("just now", NOW - 30 * MINUTE, growing(7));
    learn(NOW, new Set(["runs"]));
    assert.deepEqual(lengths(), [1, 3, 12]);
    learn(NOW + 2 * HOUR);
    assert.deepEqual(lengths(), [1, 3, 5, 7, 12]);
  });

  it("soon looks again while they are few, as they may still be coming in, and has nothing new where none came", () => {
    const SOON = 10_000;
    assert.equal(learning.step(NOW, NOBODY), false);
    history.add("a", NOW - DAY, growing(12));
    assert.equal(learning.step(NOW + SOON - 1, NOBODY), false);
    assert.equal(learning.step(NOW + SOON, NOBODY), true);
    assert.deepEqual(lengths(), [12]);
    assert.equal(learning.step(NOW + 2 * SOON, NOBODY), false);
    assert.deepEqual(lengths(), [12]);
  });

  it("has nothing new where only a session is left that never reads as the store says", () => {
    history.add("a", NOW - DAY, growing(12));
    history.add("odd", NOW - DAY, growing(3));
    history.db.exec("UPDATE session SET requests = 99 WHERE sid = 'odd'");
    learn();
    assert.deepEqual(lengths(), [12]);
    assert.equal(learning.step(NOW + 10_000, NOBODY), false);
    assert.deepEqual(lengths(), [12]);
  });

  it("learns growth over sessions and output over answers", () => {
    for (const step of [500, 2_000, 9_000]) history.add(`s${step}`, NOW - DAY, growing(12, 20_000, step));
    history.add("lower bound", NOW - DAY, [{ ...prompt(1_000, 0, 90_000), final: false }]);
    learn();
    assert.deepEqual(learning.figures.growth, { value: 2_000, source: "measured", samples: 3 });
    assert.deepEqual(learning.figures.output, { value: 100, source: "measured", samples: 36 });
  });

  describe("from compactions", () => {
    const OPUS = "claude-opus-5-5";
    const at = NOW - DAY;
    /** Compacted after its third request; the tenth after that has 49,000 tokens. */
    const compacted = (sid: string, prefix: number, found: Partial<TranscriptPart> = {}) =>
      history.add(
        sid,
        at,
        [
          ...growing(3, 150_000),
          ...Array.from({ length: 12 }, (_, index) => prompt(40_000 + index * 1_000, index === 0 ? prefix : 30_000)),
        ],
        { ...compactedAt(at + 2 * MINUTE + 30_000), ...found },
      );
    const report = (output: number, unknown = false): TranscriptPart["reports"][number] => ({
      row: {
        kind: "costState",
        sessionId: null,
        totalCostUsd: 9,
        hasUnknownModelCost: unknown,
        models: [
          { model: `${OPUS}[1m]`, costUsd: 8, tokens: tokens({ output }), webSearches: 0 },
          { model: "claude-haiku-4-5", costUsd: 1, tokens: tokens({ output: 5_000 }), webSearches: 0 },
        ],
      },
      at: at + 20 * MINUTE,
      last: true,
    });

    it("learns the size after, and the prefix that stays cached", () => {
      for (const [index, prefix] of [20_000, 0, 22_000, 24_000].entries()) compacted(`c${index}`, prefix);
      learn();
      assert.deepEqual(learning.figures.after, { value: 46_500, source: "measured", samples: 4 });
      assert.deepEqual(learning.figures.cachedPrefix, { value: 22_000, source: "measured", samples: 3 });
    });

    it("learns the summary from the output that Claude Code counts and no transcript holds", () => {
      for (const [index, summary] of [4_000, 5_000, 9_000].entries())
        compacted(`c${index}`, 0, { reports: [report(15 * 100 + summary)] });
      compacted("guessed", 0, { reports: [report(99_000, true)] });
      compacted("nothing said", 0);
      learn();
      assert.deepEqual(learning.figures.summary, { value: 5_000, source: "measured", samples: 3 });
    });

    it("takes two for too few", () => {
      for (const sid of ["c1", "c2"]) compacted(sid, 20_000, { reports: [report(3_000)] });
      learn();
      assert.equal(learning.figures.cachedPrefix.source, "default");
      assert.equal(learning.figures.summary.source, "default");
    });
  });

  it("does a bounded part at a time, and afterwards only what is new", () => {
    for (let index = 0; index < 250; index++) history.add(`s${index}`, NOW - DAY, growing(2));
    history.add("long", NOW - 20 * DAY, growing(9_000));
    // 250 sessions of 40 + 2 and one of 9,000, at 2,000 a step.
    assert.ok(learn() >= 10);
    assert.equal(learning.figures.lengths.length, 251);
    assert.ok(learning.figures.lengths.includes(9_000));
    assert.equal(learning.step(NOW + 9 * MINUTE, NOBODY), false);
    history.add("new", NOW - DAY, growing(4));
    history.add("s7", NOW - DAY + HOUR, growing(1));
    assert.equal(learn(NOW + 10 * MINUTE), 1);
    assert.deepEqual(
      lengths().filter((length) => length > 2),
      [3, 4, 9_000],
    );
  });

  it("leaves out a session that was forgotten while it was read", () => {
    history.add("long", NOW - 20 * DAY, growing(5_000));
    history.add("short", NOW - DAY, growing(3));
    learning.step(NOW, NOBODY);
    history.db.exec("DELETE FROM request WHERE session = 1; UPDATE session SET requests = 0, usd = 0 WHERE id = 1");
    assert.ok(learn() < 10);
    assert.deepEqual(learning.figures.lengths, [3]);
  });
});
