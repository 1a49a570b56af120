import assert from "node:assert/strict";
import type { SessionView } from "../../shared/snapshot.ts";
import { sessionAtHand, type Candidates } from "./sessionAtHand.ts";

const session = (sessionId: string, cwd: string | null, lastActivity = 0): SessionView => ({
  sessionId,
  title: null,
  project: "",
  cwd,
  configDir: "/c",
  state: { kind: "ended", at: 0 },
  model: null,
  context: { kind: "unknown" },
  cache: null,
  cost: { usd: 0, sideUsd: 0, requests: 0, lowerBoundRequests: 0, estimatedMissingUsd: 0, unpricedRequests: 0 },
  inheritedRequests: 0,
  lastActivity,
});

const nothing: Candidates = { live: [], pinned: null, inTerminal: null, lastInFolders: [], last: null };
const attention = { folders: ["/work/app"], terminalPid: null, pinnedSessionId: null };

const chosen = (candidates: Partial<Candidates>) => {
  const result = sessionAtHand({ ...nothing, ...candidates }, attention);
  return result && [result.session.sessionId, result.why];
};

describe("sessionAtHand", () => {
  const live = [session("elsewhere", "/home"), session("here", "/work/app/api"), session("older", "/work/app")];
  const lastInFolders = [session("old", "/work/app", 1), session("newer", "/work/app", 2)];
  const last = session("last", "/home");

  it("prefers pinned, then the focused terminal, then the live one here, then the last here, then any", () => {
    const all = { live, lastInFolders, last, inTerminal: session("terminal", "/x"), pinned: session("pinned", "/y") };
    assert.deepEqual(chosen(all), ["pinned", "pinned"]);
    assert.deepEqual(chosen({ ...all, pinned: null }), ["terminal", "terminal"]);
    assert.deepEqual(chosen({ live, lastInFolders, last }), ["here", "workspace"]);
    assert.deepEqual(chosen({ live: live.slice(0, 1), lastInFolders, last }), ["newer", "lastInWorkspace"]);
    assert.deepEqual(chosen({ live: live.slice(0, 1), last }), ["elsewhere", "last"]);
    assert.deepEqual(chosen({ last }), ["last", "last"]);
    assert.equal(chosen({}), null);
  });

  it("knows folders on every platform, and no sibling of like name", () => {
    const lies = (cwd: string | null, folder: string) =>
      sessionAtHand({ ...nothing, live: [session("s", cwd)] }, { ...attention, folders: [folder] })?.why ===
      "workspace";
    assert.ok(lies("/work/app", "/work/app/"));
    assert.ok(lies("/work/app/x", "/work/app"));
    assert.ok(!lies("/work/app2", "/work/app"));
    assert.ok(lies("C:\\work\\app\\x", "C:\\work\\app"));
    assert.ok(lies("/anything", "/"));
    assert.ok(!lies(null, "/"));
  });
});
