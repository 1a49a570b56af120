import assert from "node:assert/strict";
import fc from "fast-check";
import type { Suggestion } from "../../shared/snapshot.ts";
import { advise, type AdvisedSession } from "./advise.ts";
import type { PromptFit, SessionFacts, WindowFacts } from "./facts.ts";
import { fleet, HAIKU, MINUTE, NOW, OPUS, session, SONNET, window } from "./testFacts.ts";
import { anySession } from "./testSessions.ts";

const of = (overrides: Partial<SessionFacts> = {}): AdvisedSession => ({ session: session(overrides), window: null });
const kinds = (sessions: AdvisedSession[], ...burning: number[]) =>
  advise(sessions, fleet(...burning), NOW).map(({ kind, sessionId }) => `${kind} ${sessionId}`);

/** All that is advised of one session, before the best of all sessions are picked. */
function adviceFor(facts: SessionFacts, of: WindowFacts | null): readonly Suggestion[] {
  let given: readonly Suggestion[] = [];
  advise([{ session: facts, window: of }], fleet(), NOW, (all) => [...(given = all)]);
  return given;
}

/** Sessions about which every rule may have something to say. */
const talkative = fc
  .record({
    any: anySession,
    fit: fc.constantFrom<PromptFit>("small", "medium", "strong", "unknown"),
    finished: fc.option(fc.constant("all todos are done")),
    changed: fc.option(fc.constant("the last prompt names other files")),
    effort: fc.constantFrom("medium", "max"),
    carried: fc.integer({ min: 0, max: 100_000 }),
  })
  .map(({ any, fit, finished, changed, effort, carried }) => ({
    ...any,
    taskFinished: finished,
    topicChange: changed,
    effort,
    promptFits: Array.from({ length: 10 }, () => fit),
    fitsWithoutEffort: Array.from({ length: 10 }, () => fit),
    largeResults: [{ tool: "Bash", tokens: carried, requestsCarried: 50 }],
  }));

describe("advise", () => {
  it("ranks by expected saving, three at most", () => {
    const sessions = [300_000, 900_000, 212_000, 600_000].map((context) => of({ sessionId: String(context), context }));
    assert.deepEqual(kinds(sessions), ["compact 900000", "compact 600000", "compact 300000"]);
  });

  it("says nothing about sessions of which nothing is known, or about cents", () => {
    assert.deepEqual(
      kinds([
        of({ context: null }),
        of({ context: 66_000, autoCompactAt: null, expected: { low: 1, mid: 180, high: 190, samples: 9 } }),
      ]),
      [],
    );
  });

  it("puts what does not pay in the plan's window, and what has no figure, behind what pays", () => {
    const usdPerPercent = { low: 0.5, mid: 0.8, high: 1 };
    const poor = window({ quota: { kind: "weighted", weights: { read: 0.001, write: 1, output: 5 }, usdPerPercent } });
    const sessions = [
      { session: session({ sessionId: "poor", context: 900_000 }), window: poor },
      { session: session({ sessionId: "good" }), window: window() },
    ];
    assert.deepEqual(kinds(sessions, 3, 3, 3, 3), ["compact good", "compact poor", "fleet null"]);
  });

  it("keeps equal ones in their places, whichever session was active last", () => {
    const [a, b] = [of({ sessionId: "a" }), of({ sessionId: "b" })];
    assert.deepEqual(kinds([b, a]), kinds([a, b]));
  });

  it("advises a finished task's clearing instead of compacting, and a cold session's resume instead of both", () => {
    assert.deepEqual(kinds([of({ taskFinished: "all todos are done" })]), ["taskFinished s"]);
    const cold = { ttl: "1h", expiresAt: NOW - 12 * MINUTE, source: "live" } as const;
    assert.deepEqual(kinds([of({ cache: cold })]), ["coldResume s"]);
  });

  it("does not advise a switch of model where the context is to be compacted first", () => {
    const promptFits: PromptFit[] = Array.from({ length: 10 }, () => "medium");
    assert.deepEqual(kinds([of({ promptFits, boundary: "none" })]), ["switchModel s"]);
    assert.deepEqual(kinds([of({ promptFits })]), ["compact s"]);
  });

  it("puts the lasting advice that saves more before the one that saves less", () => {
    const promptFits: PromptFit[] = Array.from({ length: 10 }, () => "medium");
    const growing = { promptFits, boundary: "none", context: 150_000 } as const;
    assert.deepEqual(kinds([of(growing)]), ["switchModel s", "autoCompact s"]);
  });

  it("advises a setting for all sessions once", () => {
    const subagents = (read: number): SessionFacts["subagents"] => ({
      model: "Opus 5.5",
      tier: "strong",
      tokenizer: "from 4.7",
      rates: OPUS.rates,
      tokens: { input: 0, output: 0, cacheRead: read, cacheWrite5m: 0, cacheWrite1h: 0 },
      fits: Array.from({ length: 10 }, () => "medium"),
    });
    const quiet: Partial<SessionFacts> = { boundary: "none", options: [OPUS, SONNET, HAIKU] };
    const sessions = [
      of({ ...quiet, sessionId: "little", subagents: subagents(5e6) }),
      of({ ...quiet, sessionId: "much", subagents: subagents(9e6) }),
    ];
    assert.deepEqual(kinds(sessions), ["subagentModel much"]);
  });

  it("never gives one session two of a family, or two commands about its context, model or effort", () => {
    let several = 0;
    fc.assert(
      fc.property(talkative, fc.boolean(), (facts, calibrated) => {
        const given = adviceFor(facts, calibrated ? window() : null);
        if (given.length > 1) several += 1;
        assert.equal(new Set(given.map(({ family }) => family)).size, given.length);
        const commands = given.flatMap(({ action }) => (action.kind === "insertCommand" ? [action.command] : []));
        assert.ok(commands.filter((command) => /^\/(compact|clear|model|effort)\b/.test(command)).length <= 1);
      }),
      { numRuns: 500 },
    );
    assert.ok(several > 20, `only ${several} of 500 sessions had several`);
  });

  it("has whole numbers' worth of arithmetic: nothing is infinite or no number", () => {
    fc.assert(
      fc.property(talkative, (facts) => {
        for (const { arithmetic, why, title } of adviceFor(facts, window())) {
          for (const { label, value } of arithmetic) assert.ok(Number.isFinite(value), label);
          assert.doesNotMatch(`${title} ${why}`, /NaN|Infinity|undefined|null/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
