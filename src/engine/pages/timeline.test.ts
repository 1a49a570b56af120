import assert from "node:assert/strict";
import type { RequestRow, Tokens } from "../sources/transcriptRow.ts";
import { tokens } from "../ledger/testParts.ts";
import { costTotal } from "../../shared/format.ts";
import { sessionRow } from "./sessionRows.ts";
import { noon, TestHistory } from "./testPages.ts";
import { sessionTimeline } from "./timeline.ts";

const MINUTE = 60_000;

describe("sessionTimeline", () => {
  let history: TestHistory;
  beforeEach(() => (history = new TestHistory()));
  afterEach(() => history.db.close());

  const timeline = (sessionId = "a", window: number | null = null) => {
    const session = sessionRow(history.scope(), sessionId, new Set());
    assert.ok(session);
    return sessionTimeline(history.scope(), session, window);
  };
  const sent = (minute: number, used: Partial<Tokens>, overrides: Partial<RequestRow> = {}): Partial<RequestRow> => ({
    timestamp: noon() + minute * MINUTE,
    tokens: tokens({ input: 0, cacheRead: 0, cacheWrite1h: 0, ...used }),
    ...overrides,
  });
  const compaction = (minute: number, trigger: "auto" | "manual" | "unknown") =>
    history.add("a", {
      compactions: [
        { kind: "compaction", sessionId: "a", timestamp: noon() + minute * MINUTE, trigger, postTokens: 1 },
      ] as never,
    });

  it("has the main chain in the order of time, with models and what each request sent and cost", () => {
    history.requests(
      "a",
      sent(
        2,
        { input: 5, cacheRead: 100, cacheWrite1h: 10, cacheWrite5m: 1, output: 7 },
        { model: "claude-haiku-5-5" },
      ),
      sent(1, { input: 100, output: 9 }),
      sent(3, { input: 1, output: 2 }, { model: "claude-next-9" }),
    );
    const { requests, models, leftOut, window, session } = timeline("a", 200_000);
    assert.deepEqual(
      requests.at,
      [1, 2, 3].map((minute) => noon() + minute * MINUTE),
    );
    assert.deepEqual(requests.context, [100, 116, 1]);
    assert.deepEqual(requests.output, [9, 7, 2]);
    assert.deepEqual(
      models.map(({ name }) => name),
      ["Opus 5.5", "Haiku 5.5", "claude-next-9"],
    );
    assert.deepEqual(requests.model, [0, 1, 2]);
    assert.equal(requests.usd[2], null);
    assert.ok(Math.abs((requests.usd[0] ?? 0) - (100 * 4 + 9 * 20) / 1e6) < 1e-12);
    assert.deepEqual([leftOut, window, session.sessionId], [0, 200_000, "a"]);
  });

  it("counts the context of the last call inside a response, as the gauge does", () => {
    const call = (cacheRead: number) => tokens({ input: 1, cacheRead, cacheWrite1h: 0 });
    history.requests("a", sent(1, { cacheRead: 300 }, { iterations: [call(100), call(200)] }));
    assert.deepEqual(timeline().requests.context, [201]);
  });

  it("says what a cache break made it pay again, and nothing after a compaction", () => {
    history.requests(
      "a",
      sent(1, { cacheWrite1h: 20_000 }),
      sent(2, { cacheRead: 20_000, cacheWrite1h: 5_000 }),
      sent(70, { cacheRead: 0, cacheWrite1h: 26_000 }),
      sent(80, { cacheRead: 2_000, cacheWrite1h: 9_000 }),
    );
    compaction(75, "manual");
    assert.deepEqual(timeline().requests.rewritten, [0, 0, 25_000, 0]);
  });

  it("tells when it was compacted, and by whom as far as that is known", () => {
    history.requests("a", sent(1, { input: 1 }));
    compaction(2, "auto");
    compaction(3, "manual");
    compaction(4, "unknown");
    assert.deepEqual(timeline().compactions, [
      { at: noon() + 2 * MINUTE, auto: true },
      { at: noon() + 3 * MINUTE, auto: false },
      { at: noon() + 4 * MINUTE, auto: null },
    ]);
  });

  it("has subagents and side calls beside the main chain, dearest first, so that all add up to the session's cost", () => {
    history.requests(
      "a",
      sent(1, { output: 1_000 }),
      sent(2, { output: 10 }, { main: false, agentType: "Explore" }),
      sent(3, { output: 20 }, { main: false, agentType: "Plan" }),
      sent(4, { output: 30 }, { main: false, agentType: "Explore" }),
    );
    history.side("a", noon(), "", 5);
    const { agents, requests, session } = timeline();
    assert.deepEqual(
      agents.map(({ name, cost }) => [name, cost.requests, cost.sideUsd]),
      [
        ["Side calls", 0, 5],
        ["Explore", 2, 0],
        ["Plan", 1, 0],
      ],
    );
    const main = requests.usd.reduce<number>((sum, usd) => sum + (usd ?? 0), 0);
    const beside = agents.reduce((sum, { cost }) => sum + costTotal(cost), 0);
    assert.ok(Math.abs(main + beside - costTotal(session.cost)) < 1e-12);
  });

  it("keeps the latest 5,000 requests, and knows what came before the first of them", () => {
    const each = { cacheRead: 20_000, cacheWrite1h: 0 };
    const rows = Array.from({ length: 5_002 }, (_, index) => sent(index, each));
    rows[2] = sent(2, { cacheRead: 0, cacheWrite1h: 20_000 });
    history.requests("a", ...rows);
    const { requests, leftOut } = timeline();
    assert.deepEqual([requests.at.length, leftOut, requests.at[0]], [5_000, 2, noon() + 2 * MINUTE]);
    assert.equal(requests.rewritten[0], 20_000);
  });

  it("has nothing but the side where a session has no main chain", () => {
    history.requests("a", sent(1, { input: 5 }, { main: false }));
    const { requests, models, agents } = timeline();
    assert.deepEqual([requests.at, models, agents.length], [[], [], 1]);
  });
});
