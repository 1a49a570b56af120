import assert from "node:assert/strict";
import type { UsageCache, UsageLimit } from "../sources/usageCache.ts";
import { fullestWindow, windowsView } from "./windowsView.ts";

const now = 1_000_000_000;
const hour = 3_600_000;
const limit = (overrides: Partial<UsageLimit> = {}): UsageLimit => ({
  key: "session",
  label: "5-hour",
  usedPercent: 42,
  resetsAt: now + hour,
  ...overrides,
});
const cache = (limits: UsageLimit[], fetchedAt = now): UsageCache => ({
  kind: "read",
  fetchedAt,
  limits,
  account: null,
});
const stateOf = (usage: UsageCache | null) => windowsView("/c", usage, now).state;

describe("windowsView", () => {
  it("says what is left of each window, and when it was read", () => {
    assert.deepEqual(stateOf(cache([limit()])), {
      kind: "known",
      gauges: [{ key: "session", label: "5-hour", usedPercent: 42, leftPercent: 58, resetsAt: now + hour }],
      source: "cached",
      readAt: now,
      stale: false,
    });
  });

  it("calls a note stale after an hour", () => {
    const state = stateOf(cache([limit()], now - hour - 1));
    assert.ok(state.kind === "known" && state.stale);
  });

  it("drops a window that has reset since, and says so when none is left", () => {
    const state = stateOf(cache([limit({ resetsAt: now - 1 }), limit({ key: "weekly_all", resetsAt: null })]));
    assert.ok(state.kind === "known");
    assert.deepEqual(
      state.gauges.map((gauge) => gauge.key),
      ["weekly_all"],
    );
    const gone = stateOf(cache([limit({ resetsAt: now - 1 })]));
    assert.ok(gone.kind === "unknown" && gone.reason.includes("reset"));
  });

  it("never has less than nothing left", () => {
    const state = stateOf(cache([limit({ usedPercent: 104 })]));
    assert.ok(state.kind === "known" && state.gauges[0]?.leftPercent === 0);
  });

  for (const usage of [null, { kind: "absent" }, { kind: "unreadable", reason: "EACCES" }] as const) {
    it(`says what would help when it is ${usage?.kind ?? "turned off"}`, () => {
      const state = stateOf(usage);
      assert.ok(state.kind === "unknown" && state.reason.length > 0 && state.remedy.length > 0);
    });
  }
});

describe("fullestWindow", () => {
  it("is the one with the most used, over all accounts", () => {
    const views = [
      windowsView("/a", cache([limit(), limit({ key: "weekly_all", usedPercent: 17 })]), now),
      windowsView("/b", cache([limit({ key: "weekly_scoped:Opus", usedPercent: 61 })], now - 2 * hour), now),
      windowsView("/c", { kind: "absent" }, now),
    ];
    const fullest = fullestWindow(views);
    assert.deepEqual([fullest?.configDir, fullest?.key, fullest?.stale], ["/b", "weekly_scoped:Opus", true]);
    assert.equal(fullestWindow([]), null);
  });
});
