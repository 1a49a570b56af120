import assert from "node:assert/strict";
import { sessionPicks } from "./sessionPicks.ts";
import type { SessionView } from "./snapshot.ts";

const NOW = Date.UTC(2026, 10, 21, 12);

const session = (overrides: Partial<SessionView>): SessionView => ({
  sessionId: "0123456789",
  title: "Fix the parser",
  project: "bursar",
  cwd: "/work/bursar",
  configDir: "/home/me/.claude",
  cache: null,
  state: { kind: "live", pid: 1, status: "busy", waitingFor: null, host: "terminal" },
  model: { id: "claude-opus-5-5", name: "Opus 5.5" },
  context: { kind: "unknown" },
  cost: { usd: 4.12, sideUsd: 0, requests: 3, lowerBoundRequests: 0, estimatedMissingUsd: 0, unpricedRequests: 0 },
  inheritedRequests: 0,
  lastActivity: NOW,
  ...overrides,
});

describe("sessionPicks", () => {
  it("offers the automatic choice first, even without sessions", () => {
    const picks = sessionPicks([], null, NOW);
    assert.deepEqual(
      picks.map(({ sessionId, label, description }) => [sessionId, label, description]),
      [[null, "Automatic", "in use"]],
    );
  });

  it("tells each session's project, state, model and cost, and which one is pinned", () => {
    const [automatic, live, ended] = sessionPicks(
      [
        session({}),
        session({ sessionId: "abcdefghij", title: null, state: { kind: "ended", at: NOW - 7_200_000 }, model: null }),
      ],
      "0123456789",
      NOW,
    );
    assert.equal(automatic?.description, "");
    assert.deepEqual(live, {
      sessionId: "0123456789",
      label: "Fix the parser",
      description: "bursar · pinned",
      detail: "live, busy · Opus 5.5 · $4.12",
    });
    assert.deepEqual(ended, {
      sessionId: "abcdefghij",
      label: "Untitled session abcdefgh",
      description: "bursar",
      detail: "ended 2 h ago · $4.12",
    });
  });

  it("shows an icon's syntax in a title as text", () => {
    assert.equal(sessionPicks([session({ title: "$(flame) x" })], null, NOW)[1]?.label, "$ (flame) x");
  });
});
