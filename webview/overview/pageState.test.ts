import assert from "node:assert/strict";
import { emptySnapshot, snapshot } from "../../test/webview/snapshots.ts";
import { pageState } from "./pageState.ts";

describe("pageState", () => {
  const dir = { path: "/home/ada/.claude", origin: "default" } as const;

  it("shows sessions where there are or were some", () => {
    assert.equal(pageState(snapshot()), "sessions");
    assert.equal(pageState(snapshot({ atHand: null, live: [] })), "sessions");
  });
  it("judges nothing before all was looked through", () => {
    const index = { kind: "indexing", filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: 0 } as const;
    assert.equal(pageState(emptySnapshot({ index })), "sessions");
    assert.equal(pageState(emptySnapshot({ configDirs: [{ ...dir, state: { kind: "looking" } }] })), "sessions");
  });
  it("tells no Claude Code from one without a session", () => {
    assert.equal(pageState(emptySnapshot()), "notFound");
    const configDirs = [{ ...dir, state: { kind: "ok", files: 0, sessions: 0 } as const }];
    assert.equal(pageState(emptySnapshot({ configDirs })), "firstRun");
  });
});
