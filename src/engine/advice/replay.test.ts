import assert from "node:assert/strict";
import fc from "fast-check";
import { replay, type ReplayRequest, type ReplaySession } from "./replay.ts";
import { compact, conversation, goOn } from "./testConversation.ts";
import { MINUTE, NOW, OPUS_5_5 } from "./testFacts.ts";

const DAY = 24 * 60 * MINUTE;

const session = (sessionId: string, requests: ReplayRequest[]): ReplaySession => ({
  sessionId,
  name: sessionId,
  project: "/acme",
  model: { id: "claude-opus-5-5", name: "Opus 5.5" },
  requests,
});

/** A request of a session that writes for an hour, warm unless `cold`. */
const request = (
  at: number,
  before: number,
  context: number,
  overrides: Partial<ReplayRequest> = {},
  cold = false,
): ReplayRequest => ({
  at,
  rates: OPUS_5_5,
  tokens: {
    input: 0,
    output: 500,
    cacheRead: cold ? 0 : before,
    cacheWrite5m: 0,
    cacheWrite1h: cold ? context : context - before,
  },
  prompt: String(at),
  compacted: false,
  boundary: "commit",
  midDebug: false,
  ...overrides,
});

/** Six sessions of so many requests, ended the day before. */
const past = (length: number): ReplaySession[] =>
  Array.from({ length: 6 }, (_, number) =>
    session(
      `past ${number}`,
      Array.from({ length }, (__, index) => request(NOW - DAY + index, 1_000, 1_001)),
    ),
  );

/** A session that begins at 150,000 tokens and grows; cold at the given requests. */
function growing(
  requests: number,
  coldAt: readonly number[] = [],
  overrides: (index: number) => Partial<ReplayRequest> = () => ({}),
) {
  const context = (index: number) => 150_000 + index * 1_000;
  return session(
    "s",
    Array.from({ length: requests }, (_, index) =>
      request(NOW + index * MINUTE, context(index - 1), context(index), overrides(index), coldAt.includes(index)),
    ),
  );
}

const outcomes = (own: ReplaySession, length = 200) =>
  replay([own, ...past(length)]).filter(({ sessionId }) => sessionId === "s");

describe("replay", () => {
  it("gives what both branches, played request by request, differ by", () => {
    const cold = fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), cold, (count, coldAt) => {
        const [outcome] = outcomes(growing(count, coldAt));
        const kept = conversation(OPUS_5_5, "1h", 150_000);
        const compacted = conversation(OPUS_5_5, "1h", 150_000);
        compact(compacted, 150_000, 6_000, 21_500);
        for (let index = 1; index < count; index++) {
          if (coldAt.includes(index)) kept.cached = compacted.cached = 0;
          goOn(kept, 149_000 + index * 1_000, 1, 1_000, 500);
          goOn(compacted, 49_000 + index * 1_000, 1, 1_000, 500);
        }
        assert.equal(outcome?.requestsAfter, count - 1);
        assert.ok(Math.abs((outcome.result?.netUsd ?? NaN) - (kept.usd - compacted.usd)) < 1e-9);
      }),
    );
  });

  it("counts advice before an end that nobody knew of as a loss", () => {
    const [outcome] = outcomes(growing(1));
    // 0.05 · 150,000 + 5 · 6,000, at $4/MTok.
    assert.ok(outcome?.result && Math.abs(outcome.result.netUsd + 0.15) < 1e-12);
    assert.equal(outcome.endedBy, "end");
  });

  it("lets the reduction end with the session's own compaction", () => {
    const [outcome] = outcomes(growing(30, [], (index) => ({ compacted: index === 10 })));
    assert.equal(outcome?.endedBy, "compaction");
    assert.equal(outcome.requestsAfter, 9);
  });

  it("knows nothing of what comes later", () => {
    const known = ({
      advice,
      advisedAt,
      context,
      expectedRequests,
      promisedUsd,
    }: ReturnType<typeof replay>[number]) => ({
      advice,
      advisedAt,
      context,
      expectedRequests,
      promisedUsd,
    });
    const advisedLate = (index: number): Partial<ReplayRequest> => ({ boundary: index < 7 ? "none" : "commit" });
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), fc.integer({ min: 8, max: 40 }), (a, b) => {
        const later = [
          session(
            "later",
            growing(b).requests.map((row) => ({ ...row, at: row.at + DAY })),
          ),
        ];
        const [one] = outcomes(growing(a, [], advisedLate));
        const own = growing(b, [], advisedLate);
        const shortly = own.requests.map((row, index) =>
          index > 7 ? { ...row, tokens: { ...row.tokens, cacheWrite1h: 0, cacheWrite5m: 1_000 } } : row,
        );
        const [other] = replay([session("s", shortly), ...past(200), ...later]);
        assert.ok(one && other);
        assert.deepEqual(known(one), known(other));
        assert.equal(one.advisedAt, NOW + 7 * MINUTE);
      }),
    );
  });

  it("asks the rules between prompts only, and lets them be silent", () => {
    const rows = (overrides: Partial<ReplayRequest>) => outcomes(growing(20, [], () => overrides));
    assert.equal(rows({ prompt: "one" })[0]?.requestsBefore, 20);
    const [left] = rows({ boundary: "none" });
    assert.deepEqual([left?.advice, left?.requestsBefore], ["leavingDesk", 20]);
    assert.deepEqual(rows({ midDebug: true }), []);
    assert.deepEqual(rows({ midDebug: null }), []);
    assert.deepEqual(rows({ rates: null }), []);
    assert.deepEqual(outcomes(growing(20), 5), []);
    assert.deepEqual(replay([growing(20)]), []);
  });

  it("asks again when the session is left with its cache about to expire", () => {
    const left = growing(20, [12], (index) => ({
      boundary: "none",
      at: NOW + (index < 12 ? index : index + 120) * MINUTE,
    }));
    const [outcome] = outcomes(left);
    assert.equal(outcome?.advice, "leavingDesk");
    assert.equal(outcome.advisedAt, NOW + (11 + 45) * MINUTE);
    assert.ok((outcome.result?.netUsd ?? 0) > 0);
  });

  it("has no result where a later request has no price", () => {
    const [outcome] = outcomes(growing(20, [], (index) => (index === 9 ? { rates: null } : {})));
    assert.equal(outcome?.result, null);
  });

  it("takes the size after own earlier compactions", () => {
    const compacted = session(
      "compacted",
      Array.from({ length: 12 }, (_, index) => request(NOW - DAY + index, 0, 90_000, { compacted: index === 1 })),
    );
    const [usual] = outcomes(growing(60));
    const [learnt] = replay([growing(60), compacted, ...past(200)]);
    assert.ok((learnt?.result?.savedUsd ?? 0) < (usual?.result?.savedUsd ?? 0) * 0.7);
  });
});
