import assert from "node:assert/strict";
import fc from "fast-check";
import { meter, type MeterInput, type Thresholds } from "./meter.ts";
import type { Cost, SessionView, Snapshot, Spend, WindowGauge, WindowsView } from "./snapshot.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const THRESHOLDS: Thresholds = { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 };

const cost = (usd: number, overrides: Partial<Cost> = {}): Cost => ({
  usd,
  requests: 10,
  sideUsd: 0,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
  ...overrides,
});
const spend = (usd: number): Spend => ({ total: cost(usd), byModel: [] });

const context = (percent: number): SessionView["context"] => ({
  kind: "known",
  tokens: percent * 2_000,
  window: 200_000,
  windowSource: "model",
  percent,
  autoCompactAt: 167_000,
  runway: 43_000,
  source: "measured",
  asOf: NOW,
});

const session = (overrides: Partial<SessionView> = {}): SessionView => ({
  sessionId: "s1",
  title: "Fix the parser",
  project: "bursar",
  cwd: "/work/bursar",
  configDir: "/home/me/.claude",
  state: { kind: "live", pid: 1, status: "idle", waitingFor: null, host: "terminal" },
  model: { id: "claude-opus-5-5", name: "Opus 5.5" },
  context: context(62),
  cost: cost(4.12),
  inheritedRequests: 0,
  cache: null,
  lastActivity: NOW,
  ...overrides,
});

const windows = (overrides: { usedPercent?: number; stale?: boolean; readAt?: number } = {}) => {
  const gauge: WindowGauge = {
    key: "five_hour",
    label: "5-hour",
    usedPercent: overrides.usedPercent ?? 41,
    leftPercent: 100 - (overrides.usedPercent ?? 41),
    resetsAt: NOW + 134 * MINUTE,
    source: "cached",
    readAt: overrides.readAt ?? NOW - 12 * MINUTE,
    stale: overrides.stale ?? false,
  };
  const view: WindowsView = {
    configDir: "/home/me/.claude",
    connected: false,
    hint: null,
    state: { kind: "known", gauges: [gauge] },
  };
  return { windows: [view], fullestWindow: { ...gauge, configDir: view.configDir } };
};

const snapshot = (overrides: Partial<Snapshot> = {}): Snapshot => ({
  takenAt: NOW,
  index: { kind: "idle" },
  configDirs: [{ path: "/home/me/.claude", origin: "default", state: { kind: "ok", files: 1, sessions: 1 } }],
  atHand: { session: session(), why: "workspace" },
  live: [],
  recent: [session()],
  ...windows(),
  spend: { today: spend(10), last7Days: spend(50), last30Days: spend(90) },
  days: [],
  unpriced: [],
  suggestions: [],
  notices: [],
  ...overrides,
});

const atHand = (overrides: Partial<SessionView>): Partial<Snapshot> => ({
  atHand: { session: session(overrides), why: "workspace" },
});
const none: Partial<Snapshot> = { atHand: null, recent: [], windows: [], fullestWindow: null };
const ended = { kind: "ended", at: NOW - 3 * 60 * MINUTE } as const;

const show = (value: Snapshot | null, overrides: Partial<MeterInput> = {}) =>
  meter({ snapshot: value, engineDown: null, thresholds: THRESHOLDS, now: NOW, ...overrides });

describe("the meter's text", () => {
  const cases: [string, Snapshot | null, string][] = [
    ["all is known", snapshot(), "$(dashboard) 62% ctx · $4.12 · 5h 59% left"],
    ["no window is known", snapshot({ windows: [], fullestWindow: null }), "$(dashboard) 62% ctx · $4.12"],
    [
      "a stale window says its age",
      snapshot(windows({ stale: true, readAt: NOW - 190 * MINUTE })),
      "$(dashboard) 62% ctx · $4.12 · 5h 59% left (3 h ago)",
    ],
    [
      "an ended session",
      snapshot({ ...atHand({ state: ended, context: context(41) }), windows: [], fullestWindow: null }),
      "$(dashboard) ended · 41% ctx · $4.12",
    ],
    [
      "just compacted",
      snapshot(atHand({ context: { kind: "compacted", estimate: 20_000, window: 200_000, asOf: NOW } })),
      "$(dashboard) compacted · $4.12 · 5h 59% left",
    ],
    [
      "a lower bound",
      snapshot(atHand({ cost: cost(4.12, { lowerBoundRequests: 1 }) })),
      "$(dashboard) 62% ctx · ≥ $4.12 · 5h 59% left",
    ],
    [
      "no price",
      snapshot(atHand({ cost: cost(0, { unpricedRequests: 10 }) })),
      "$(dashboard) 62% ctx · unpriced · 5h 59% left",
    ],
    [
      "no request yet",
      snapshot(atHand({ context: { kind: "unknown" }, cost: cost(0, { requests: 0 }) })),
      "$(dashboard) 5h 59% left",
    ],
    ["no session, a window", snapshot({ atHand: null }), "$(dashboard) 5h 59% left"],
    ["nothing at all", snapshot(none), "$(dashboard)"],
    ["the engine has not spoken yet", null, "$(dashboard)"],
    [
      "indexing, with nothing else to show",
      snapshot({
        ...none,
        index: { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW },
      }),
      "$(loading~spin) indexing 34%",
    ],
    [
      "indexing, sizes not known yet",
      snapshot({
        ...none,
        index: { kind: "indexing", filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: NOW },
      }),
      "$(loading~spin) indexing",
    ],
    [
      "indexing behind a session",
      snapshot({ index: { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW } }),
      "$(dashboard) 62% ctx · $4.12 · 5h 59% left",
    ],
  ];
  for (const [name, value, text] of cases) {
    it(name, () => {
      assert.equal(show(value).text, text);
    });
  }

  it("shortens the labels of windows, and shows an icon's syntax in one as text", () => {
    const { fullestWindow } = windows();
    const labelled = (label: string) => show(snapshot({ ...none, fullestWindow: { ...fullestWindow, label } })).text;
    assert.equal(labelled("7-day"), "$(dashboard) 7d 59% left");
    assert.equal(labelled("7-day Opus"), "$(dashboard) 7d Opus 59% left");
    assert.equal(labelled("$(flame) weekly"), "$(dashboard) (flame) weekly 59% left");
  });

  it("warns while the engine is down, and keeps the last figures", () => {
    const down = { engineDown: "Bursar's engine stopped. It starts again in 2 s." };
    assert.equal(show(snapshot(), down).text, "$(warning) 62% ctx · $4.12 · 5h 59% left");
    assert.equal(show(null, down).text, "$(warning)");
    const { tooltip, accessibilityLabel } = show(snapshot(), down);
    assert.match(tooltip, /engine stopped.*\[Restart\]\(command:bursar\.restartEngine\)/);
    assert.match(accessibilityLabel, /^Bursar, Bursar's engine stopped/);
  });
});

describe("the meter's colour", () => {
  const cases: [string, Partial<Snapshot>, "none" | "warning" | "error"][] = [
    ["below", atHand({ context: context(69.9) }), "none"],
    ["context from the warning threshold", atHand({ context: context(70) }), "warning"],
    ["context from the error threshold", atHand({ context: context(90) }), "error"],
    ["an ended session's context", atHand({ context: context(99), state: ended }), "none"],
    ["a window from the warning threshold", windows({ usedPercent: 80 }), "warning"],
    ["a window from the error threshold", windows({ usedPercent: 95 }), "error"],
    ["a stale window", windows({ usedPercent: 99, stale: true }), "none"],
    ["the worse of the two", { ...atHand({ context: context(75) }), ...windows({ usedPercent: 96 }) }, "error"],
  ];
  for (const [name, overrides, severity] of cases) {
    it(`${name}: ${severity}`, () => {
      assert.equal(show(snapshot(overrides)).severity, severity);
    });
  }

  it("is none while the engine is down: the figures are old", () => {
    assert.equal(show(snapshot(atHand({ context: context(99) })), { engineDown: "gone" }).severity, "none");
  });
});

describe("the meter's hover", () => {
  it("is a table of the session, the periods and the windows", () => {
    assert.equal(
      show(snapshot()).tooltip,
      `**Fix the parser** in bursar

At its prompt · Opus 5\\.5

| | |
|:---|---:|
| Context | 124K of 200K · 62% |
| To auto-compact | 43K |
| This session | \\$4\\.12 |
| Today | \\$10\\.00 |
| Last 7 days | \\$50\\.00 |
| 5\\-hour | 59\\% left · resets in 2 h 14 min |
| Limits | cached 12 min ago |

[Open dashboard](command:bursar.openDashboard) · [Pin a session](command:bursar.pinSession)`,
    );
  });

  it("names what of a cost no transcript holds, and what may be missing", () => {
    const parts = { sideUsd: 0.03, lowerBoundRequests: 1, estimatedMissingUsd: 1.2 };
    const { text, tooltip } = show(snapshot(atHand({ cost: cost(4.09, parts) })));
    assert.match(text, /≥ \$4\.12/);
    assert.ok(tooltip.includes("| This session | ≥ \\$4\\.12 |\n| of it compaction, titles, side calls | \\$0\\.03 |"));
    assert.ok(tooltip.includes("| beyond ≥, estimated | about \\$1\\.20 more |"));
  });

  it("offers to unpin a pinned session", () => {
    assert.match(
      show(snapshot({ atHand: { session: session(), why: "pinned" } })).tooltip,
      /\[Unpin\]\(command:bursar\.unpinSession\)$/,
    );
  });

  it("links each suggestion to the command that acts on it", () => {
    const { tooltip } = show(
      snapshot({
        suggestions: [
          {
            id: 'compact:(s1)"',
            kind: "compact",
            sessionId: "s1",
            title: "Compact now",
            why: "It saves $1.20 (estimated).",
            arithmetic: [],
            action: { kind: "insertCommand", command: "/compact" },
          },
        ],
      }),
    );
    const [, link] = /\[Compact now\]\(command:bursar\.act\?([^)]*)\)/.exec(tooltip) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link ?? "")), ['compact:(s1)"']);
    assert.ok(tooltip.includes(String.raw`It saves \$1\.20 \(estimated\)\.`));
  });

  it("says what stands in the way of figures", () => {
    assert.match(show(null).tooltip, /^Reading Claude Code's sessions/);
    assert.match(show(snapshot(none)).tooltip, /^No Claude Code session found in \\\/home\\\/me\\\/\\\.claude\./);
    const waiting = {
      kind: "live",
      pid: 1,
      status: "waiting",
      waitingFor: "permission prompt",
      host: "terminal",
    } as const;
    assert.match(show(snapshot(atHand({ state: waiting }))).tooltip, /Waiting for you: permission prompt · Opus/);
    assert.match(show(snapshot(atHand({ state: ended }))).tooltip, /Ended 3 h ago/);
    const notice = { id: "n", level: "warning", message: "The disk is full.", remedy: "Free some space." } as const;
    assert.match(show(snapshot({ notices: [notice] })).tooltip, /The disk is full\\\. Free some space\\\./);
  });

  it("says the source of each window where they differ, once where they do not", () => {
    const [view] = windows().windows;
    const { state } = view ?? {};
    assert.ok(view && state?.kind === "known" && state.gauges[0]);
    const [cached] = state.gauges;
    const live: WindowGauge = { ...cached, key: "seven_day", label: "7-day", source: "live", readAt: NOW };
    const tooltipOf = (gauges: WindowGauge[]) =>
      show(snapshot({ windows: [{ ...view, state: { kind: "known", gauges } }] })).tooltip;
    const mixed = tooltipOf([cached, live]);
    assert.match(mixed, /^\| 5\\-hour \| .* · cached 12 min ago \|$/m);
    assert.match(mixed, /^\| 7\\-day \| .* · live .*1 min ago \|$/m);
    assert.doesNotMatch(mixed, /^\| Limits/m);
    assert.match(tooltipOf([live]), /^\| Limits \| live .*1 min ago \|$/m);
  });

  it("tells several accounts apart", () => {
    const [one] = windows().windows;
    assert.ok(one);
    const { tooltip } = show(snapshot({ windows: [one, { ...one, configDir: "C:\\Users\\me\\.claude-work" }] }));
    assert.ok(tooltip.includes(String.raw`| 5\-hour (\.claude) |`));
    assert.ok(tooltip.includes(String.raw`| 5\-hour (\.claude\-work) |`));
  });

  it("takes no link and no table cell from a foreign text, and adds only Bursar's own commands", function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const hostile = `${text}](command:evil)|<b>`;
        const { tooltip } = show(
          snapshot({
            ...atHand({ title: hostile, project: hostile, model: { id: "m", name: hostile } }),
            configDirs: [],
          }),
        );
        const links = [...tooltip.matchAll(/(?<!\\)\]\((?!\\)([^)]*)\)/g)].map(([, target]) => target);
        assert.deepEqual(links, ["command:bursar.openDashboard", "command:bursar.pinSession"]);
        assert.equal(tooltip.split("\n").length, show(snapshot()).tooltip.split("\n").length);
      }),
    );
  });
});

describe("the meter's label for screen readers", () => {
  it("says it in words", () => {
    assert.equal(
      show(snapshot()).accessibilityLabel,
      "Bursar, context 62% full, 124K of 200K tokens, cost $4.12, 5-hour window 59% left",
    );
    assert.equal(show(snapshot(none)).accessibilityLabel, "Bursar, no Claude Code session found");
    assert.equal(show(null).accessibilityLabel, "Bursar, starting");
  });
});
