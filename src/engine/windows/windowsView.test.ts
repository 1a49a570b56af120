import assert from "node:assert/strict";
import type { WindowsView } from "../../shared/snapshot.ts";
import type { NewestReading } from "../ledger/readingTable.ts";
import { parseStatusLineInput } from "../sources/statusLineInput.ts";
import type { UsageCache, UsageLimit } from "../sources/usageCache.ts";
import { type DatedReading, datedReadings } from "./datedReadings.ts";
import { gauge as fullGauge } from "./testGauges.ts";
import { tightestWindow, type ToldWindow, type WindowsInputs, windowsView } from "./windowsView.ts";

const now = 1_795_000_000_000;
const minute = 60_000;
const hour = 60 * minute;
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
const reading = (sessionId: string, limits: UsageLimit[], answeredAt: number): DatedReading => ({
  sessionId,
  limits,
  answeredAt,
  storedAt: answeredAt,
  model: null,
  contextWindow: null,
  cache: null,
  effort: null,
  totalCostUsd: null,
  answer: "",
});
const stored = (usedPercent: number, at: number, overrides: Partial<NewestReading> = {}): NewestReading => ({
  key: "five_hour",
  label: "5-hour",
  usedPercent,
  resetsAt: now + hour,
  at,
  toldBy: "status line",
  ...overrides,
});
const view = (inputs: Partial<WindowsInputs>) =>
  windowsView({
    configDir: "/c",
    cache: { kind: "absent" },
    connected: false,
    readings: [],
    signedIn: { account: "", since: 0 },
    stored: [],
    panelOnly: false,
    now,
    ...inputs,
  });
const stateOf = (usage: UsageCache | null) => view({ cache: usage }).state;
const gaugesOf = (inputs: Partial<WindowsInputs>): ToldWindow[] => {
  const { state } = view(inputs);
  assert.ok(state.kind === "known", state.kind === "unknown" ? state.reason : "");
  return state.gauges;
};

describe("windowsView", () => {
  it("says what is left of each window, where that is from and when it was read", () => {
    assert.deepEqual(gaugesOf({ cache: cache([limit()]) }), [
      {
        key: "five_hour",
        label: "5-hour",
        usedPercent: 42,
        leftPercent: 58,
        startedAt: now - 4 * hour,
        resetsAt: now + hour,
        source: "cached",
        toldBy: "usage note",
        readAt: now,
        stale: false,
      },
    ]);
  });

  it("takes the newest reading of each window, over sessions and sources, and adds scoped ones", () => {
    const fiveHour = (usedPercent: number) => limit({ key: "five_hour", usedPercent });
    const gauges = gaugesOf({
      connected: true,
      readings: [
        reading("a", [fiveHour(40)], now - 3 * minute),
        reading("b", [fiveHour(42), limit({ key: "seven_day", usedPercent: 17 })], now - 2 * minute),
      ],
      cache: cache(
        [limit({ usedPercent: 41 }), limit({ key: "weekly_scoped:Opus", label: "7-day Opus", usedPercent: 9 })],
        now - 10 * minute,
      ),
    });
    assert.deepEqual(
      gauges.map(({ key, usedPercent, source, readAt }) => [key, usedPercent, source, now - readAt]),
      [
        ["five_hour", 42, "live", 2 * minute],
        ["seven_day", 17, "live", 2 * minute],
        ["weekly_scoped:Opus", 9, "cached", 10 * minute],
      ],
    );
    const [newerNote] = gaugesOf({
      readings: [reading("a", [fiveHour(40)], now - minute)],
      cache: cache([limit({ usedPercent: 43 })]),
    });
    assert.deepEqual([newerNote?.usedPercent, newerNote?.source], [43, "cached"]);
    const [sameMoment] = gaugesOf({
      readings: [reading("a", [fiveHour(40)], now)],
      cache: cache([limit({ usedPercent: 43 })]),
    });
    assert.equal(sameMoment?.source, "live");
  });

  it("follows a window that flips early and a use that falls", () => {
    const early = limit({ key: "five_hour", usedPercent: 3, resetsAt: now + 5 * hour });
    const [gauge] = gaugesOf({
      readings: [
        reading("a", [limit({ key: "five_hour", usedPercent: 90 })], now - minute),
        reading("b", [early], now),
      ],
    });
    assert.deepEqual([gauge?.usedPercent, gauge?.resetsAt], [3, now + 5 * hour]);
  });

  it("does not let an older window stand in for one whose newest reading has reset", () => {
    const { state } = view({
      readings: [
        reading("a", [limit({ key: "five_hour", resetsAt: now + hour })], now - hour),
        reading("b", [limit({ key: "five_hour", resetsAt: now - 1 })], now - minute),
      ],
    });
    assert.equal(state.kind, "unknown");
  });

  it("calls a reading stale after an hour", () => {
    const stale = (inputs: Partial<WindowsInputs>) => gaugesOf(inputs).map((gauge) => gauge.stale);
    assert.deepEqual(stale({ cache: cache([limit()], now - hour - 1) }), [true]);
    assert.deepEqual(stale({ readings: [reading("a", [limit()], now - hour - 1)] }), [true]);
    assert.deepEqual(stale({ readings: [reading("a", [limit()], now - hour)] }), [false]);
  });

  it("drops a window that has reset since, and says so when none is left", () => {
    const gauges = gaugesOf({
      cache: cache([limit({ resetsAt: now - 1 }), limit({ key: "weekly_all", resetsAt: null })]),
    });
    assert.deepEqual(
      gauges.map((gauge) => gauge.key),
      ["seven_day"],
    );
    const gone = stateOf(cache([limit({ resetsAt: now - 1 })]));
    assert.ok(gone.kind === "unknown" && gone.reason.includes("reset"));
  });

  it("never has less than nothing left", () => {
    assert.equal(gaugesOf({ cache: cache([limit({ usedPercent: 104 })]) })[0]?.leftPercent, 0);
  });

  for (const usage of [null, { kind: "absent" }, { kind: "unreadable", reason: "EACCES" }] as const) {
    it(`says that it is not connected and what would help when the note is ${usage?.kind ?? "turned off"}`, () => {
      const state = stateOf(usage);
      assert.ok(
        state.kind === "unknown" && state.reason.includes("not connected") && state.remedy.startsWith("Connect"),
      );
    });
  }

  it("once connected waits for a terminal's answer, and says that the panel gives none", () => {
    const { state } = view({ connected: true });
    assert.ok(state.kind === "unknown" && state.remedy.includes("next answer"));
    const panel = view({ connected: true, panelOnly: true }).state;
    assert.ok(panel.kind === "unknown" && panel.reason.includes("panel") && panel.remedy.includes("/usage"));
  });

  it("names the next best source where only panel sessions run", () => {
    const noted = { cache: cache([limit()]), connected: true, panelOnly: true };
    assert.match(view(noted).hint ?? "", /panel render no status line.*\/usage/);
    assert.equal(view({ ...noted, panelOnly: false }).hint, null);
    const live = limit({ key: "five_hour" });
    assert.equal(view({ ...noted, readings: [reading("a", [live], now)] }).hint, null);
    assert.notEqual(view({ ...noted, readings: [reading("a", [live], now - 2 * hour)] }).hint, null);
  });
});

describe("datedReadings", () => {
  it("keeps the time of an answer that is rendered again, and takes that of the next one", () => {
    const input = (apiMs: number, storedAt: number) => {
      const parsed = parseStatusLineInput(
        JSON.stringify({ session_id: "a", cost: { total_api_duration_ms: apiMs }, rate_limits: {} }),
      );
      assert.ok(parsed);
      return [{ ...parsed, storedAt }];
    };
    const first = datedReadings(input(5, 1000), []);
    const again = datedReadings(input(5, 9000), first);
    assert.deepEqual([again[0]?.answeredAt, again[0]?.storedAt], [1000, 9000]);
    assert.equal(datedReadings(input(6, 9500), again)[0]?.answeredAt, 9500);
    assert.equal(datedReadings(input(5, 500), again)[0]?.answeredAt, 500, "the clock was set back");
  });
});

describe("windowsView: what the store knows", () => {
  it("shows a window that nothing tells of at the moment, with its age", () => {
    const [gauge] = gaugesOf({ stored: [stored(40, now - 3 * hour)] });
    assert.deepEqual(
      [gauge?.usedPercent, gauge?.source, gauge?.toldBy, gauge?.readAt, gauge?.stale],
      [40, "cached", "status line", now - 3 * hour, true],
    );
    assert.equal(view({ stored: [stored(40, now - 6 * hour, { resetsAt: now - 1 })] }).state.kind, "unknown");
  });

  it("gives way to what is told as late", () => {
    const live = limit({ key: "five_hour", usedPercent: 41 });
    const shown = (at: number) => gaugesOf({ readings: [reading("a", [live], now - 9)], stored: [stored(40, at)] })[0];
    assert.deepEqual(
      [shown(now - 10)?.usedPercent, shown(now - 9)?.source, shown(now - 8)?.usedPercent],
      [41, "live", 40],
    );
  });

  it("shows a limit that was hit as used up until its reset, unless something newer is told", () => {
    const hit = stored(100, now - 5, { toldBy: "limit message" });
    const live = (at: number) => [reading("a", [limit({ key: "five_hour", usedPercent: 97 })], at)];
    assert.deepEqual(
      gaugesOf({ stored: [hit], readings: live(now - 9) }).map(({ leftPercent, toldBy }) => [leftPercent, toldBy]),
      [[0, "limit message"]],
    );
    assert.equal(gaugesOf({ stored: [hit], readings: live(now - 1) })[0]?.usedPercent, 97);
  });

  it("shows a hit without a reset no longer than its window can last", () => {
    const shown = (key: string, age: number) =>
      view({ stored: [stored(100, now - age, { key, resetsAt: null, toldBy: "limit message" })] }).state.kind;
    assert.deepEqual(
      [
        shown("five_hour", 4 * hour),
        shown("five_hour", 5 * hour),
        shown("usage_limit", 5 * hour),
        shown("seven_day", 9 * hour),
      ],
      ["known", "unknown", "unknown", "known"],
    );
  });
});

describe("windowsView: accounts", () => {
  const cacheOf = (account: string) => ({ ...cache([limit({ usedPercent: 90 })]), account });

  it("shows nothing that was told to another account", () => {
    const switched = { account: "b", since: now - 4 };
    const { state } = view({
      cache: cacheOf("a"),
      signedIn: switched,
      readings: [reading("s", [limit({ key: "five_hour" })], now - 9)],
    });
    assert.ok(state.kind === "unknown" && state.reason.includes("another account"), JSON.stringify(state));
    assert.equal(gaugesOf({ cache: cacheOf("b"), signedIn: switched })[0]?.usedPercent, 90);
  });
});

describe("tightestWindow", () => {
  const known = (configDir: string, gauges: ReturnType<typeof fullGauge>[]): WindowsView => {
    const nothing = {
      usd: 0,
      sideUsd: 0,
      requests: 0,
      lowerBoundRequests: 0,
      estimatedMissingUsd: 0,
      unpricedRequests: 0,
    };
    const counted = { last5Hours: nothing, last7Days: nothing };
    const rest = { connected: true, hint: null, counted, ladder: null, routing: [], mostRoom: false };
    return { configDir, ...rest, state: { kind: "known", gauges } };
  };
  const picked = (views: WindowsView[]) => {
    const window = tightestWindow(views);
    return window && [window.configDir, window.key];
  };

  it("is the one that binds, and of several the fullest", () => {
    const a = known("/a", [fullGauge("five_hour", 42, { binds: true }), fullGauge("seven_day", 80)]);
    const b = known("/b", [fullGauge("weekly_scoped:Opus", 61, { binds: true })]);
    assert.deepEqual(picked([a]), ["/a", "five_hour"]);
    assert.deepEqual(picked([a, b]), ["/b", "weekly_scoped:Opus"]);
  });

  it("is the fullest where none is known to bind, and none where none is known", () => {
    assert.deepEqual(picked([known("/a", [fullGauge("five_hour", 42), fullGauge("seven_day", 80)])]), [
      "/a",
      "seven_day",
    ]);
    assert.equal(picked([]), null);
  });
});
