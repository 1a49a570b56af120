import assert from "node:assert/strict";
import { HOUR, knownContext, NOW, session } from "../../test/webview/snapshots.ts";
import {
  autoCompactMark,
  contextValueText,
  fillText,
  type KnownContext,
  noFillText,
  runwayText,
  sessionName,
  statusText,
} from "./sessionText.ts";

function known(overrides: Partial<KnownContext> = {}): KnownContext {
  const context = knownContext(overrides);
  assert.equal(context.kind, "known");
  return context;
}

describe("statusText", () => {
  const live = { kind: "live", pid: 1, waitingFor: null, host: "terminal" } as const;

  it("gives every status words of its own", () => {
    const statuses = ["busy", "idle", "waiting", "shell", "unknown"] as const;
    const texts = statuses.map((status) => statusText({ ...live, status }, NOW).text);
    assert.equal(new Set(texts).size, statuses.length);
  });
  it("says what a session waits for, and that it is the user's turn", () => {
    const status = statusText({ ...live, status: "waiting", waitingFor: "permission prompt" }, NOW);
    assert.equal(status.text, "Waiting for you: permission prompt");
    assert.equal(status.urgent, true);
  });
  it("says how long ago a session ended", () => {
    assert.equal(statusText({ kind: "ended", at: NOW - 3 * HOUR }, NOW).text, "Ended 3 h ago");
  });
});

describe("the context's words", () => {
  it("give tokens of the window and the runway", () => {
    assert.equal(contextValueText(known()), "62% full, 124K of 200K tokens, 42K to auto-compact");
  });
  it("say when the window's size is not a published fact", () => {
    assert.match(fillText(known({ windowSource: "assumed" })), /assumed/);
    assert.match(fillText(known({ windowSource: "observed" })), /observed/);
    assert.match(fillText(known({ windowSource: "setting" })), /settings/);
  });
  it("say when there is no runway left", () => assert.equal(runwayText(known({ runway: 0 })), "auto-compact is due"));
  it("place auto-compact on the gauge", () => assert.equal(autoCompactMark(known()), 83.5));
  it("mark a compacted context's size as estimated", () => {
    const compacted = { kind: "compacted", estimate: 18_200, window: 200_000, asOf: NOW } as const;
    assert.match(noFillText(compacted), /18K tokens kept \(estimated\)/);
    assert.doesNotMatch(noFillText({ ...compacted, estimate: null }), /tokens/);
  });
  it("claim nothing of an unknown context", () => assert.match(noFillText({ kind: "unknown" }), /not known/));
});

describe("sessionName", () => {
  it("does without a title", () => assert.equal(sessionName(session({ title: null })), "harbour"));
});
