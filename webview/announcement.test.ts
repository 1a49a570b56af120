import assert from "node:assert/strict";
import { fiveHour, knownContext, session, sevenDay, snapshot, suggestion } from "../test/webview/snapshots.ts";
import type { Snapshot } from "../src/shared/snapshot.ts";
import { announcement } from "./announcement.ts";

function atHand(overrides: Parameters<typeof session>[0]): Snapshot {
  return snapshot({ atHand: { session: session(overrides), why: "terminal" } });
}

describe("announcement", () => {
  it("is silent about small steps", () => {
    const before = atHand({ context: knownContext({ percent: 61 }) });
    assert.equal(announcement(before, atHand({ context: knownContext({ percent: 64.9 }) })), "");
  });
  it("tells each twentieth of the context", () => {
    const before = atHand({ context: knownContext({ percent: 64 }) });
    assert.equal(announcement(before, atHand({ context: knownContext({ percent: 65 }) })), "Context 65% full.");
  });
  it("tells a compaction", () => {
    const compacted = atHand({ context: { kind: "compacted", estimate: null, window: 200_000, asOf: 0 } });
    assert.equal(announcement(atHand({}), compacted), "Context compacted.");
    assert.equal(announcement(compacted, compacted), "");
  });
  it("tells when the session begins to wait", () => {
    const waiting = atHand({
      state: { kind: "live", pid: 1, status: "waiting", waitingFor: null, host: "terminal" },
    });
    assert.equal(announcement(atHand({}), waiting), "The session waits for you.");
    assert.equal(announcement(waiting, waiting), "");
  });
  it("tells which session is at hand now", () => {
    const other = atHand({ sessionId: "z", project: "pier", title: null });
    assert.equal(announcement(atHand({}), other), "Session at hand: pier.");
  });
  it("tells what is left in the window that ends first, and when that is another one", () => {
    const full = { ...sevenDay, leftPercent: 9, configDir: "/home/ada/.claude" };
    assert.equal(announcement(snapshot(), snapshot({ tightestWindow: full })), "7-day window: 9% left.");
    const other = { ...fiveHour, binds: true, configDir: "/home/ada/.claude" };
    assert.equal(
      announcement(snapshot(), snapshot({ tightestWindow: other })),
      "The 5-hour window ends first now: 59% left.",
    );
    assert.equal(announcement(snapshot({ tightestWindow: null }), snapshot()), "7-day window: 17% left.");
  });
  it("tells a new suggestion once", () => {
    const none = snapshot({ suggestions: [] });
    const one = snapshot({ suggestions: [suggestion({ title: "Compact harbour" })] });
    assert.equal(announcement(none, one), "Suggestion: Compact harbour.");
    assert.equal(announcement(one, one), "");
  });
});
