import assert from "node:assert/strict";
import fc from "fast-check";
import { formatClock } from "./format.ts";
import { meter, type MeterInput, type Thresholds } from "./meter.ts";
import type {
  Cost,
  SessionView,
  Snapshot,
  Spend,
  Suggestion,
  WindowGauge,
  WindowOutlook,
  WindowsView,
} from "./snapshot.ts";

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

const windows = (overrides: Partial<WindowGauge> = {}) => {
  const usedPercent = overrides.usedPercent ?? 41;
  const gauge: WindowGauge = {
    key: "five_hour",
    label: "5-hour",
    usedPercent,
    leftPercent: 100 - usedPercent,
    startedAt: NOW - 166 * MINUTE,
    resetsAt: NOW + 134 * MINUTE,
    source: "cached",
    toldBy: "usage note",
    readAt: NOW - 12 * MINUTE,
    stale: false,
    pace: null,
    binds: true,
    trend: [],
    outlook: { kind: "silent", reason: "Too few changes so far." },
    price: null,
    spenders: null,
    ...overrides,
  };
  const view: WindowsView = {
    configDir: "/home/me/.claude",
    connected: false,
    hint: null,
    state: { kind: "known", gauges: [gauge] },
    counted: { last5Hours: cost(4.12), last7Days: cost(50) },
    ladder: null,
    routing: [],
    mostRoom: false,
  };
  return { windows: [view], tightestWindow: { ...gauge, configDir: view.configDir } };
};

/** Most likely used up after an hour, 74 minutes before its reset. */
const outlook = (overrides: Partial<Extract<WindowOutlook, { kind: "forecast" }>> = {}): WindowOutlook => ({
  kind: "forecast",
  hitProbability: 0.7,
  endPercent: { low: 90, mid: 100, high: 100 },
  exhaustion: { early: NOW + 45 * MINUTE, mid: NOW + 60 * MINUTE, late: NOW + 90 * MINUTE },
  backtest: { coverage: 0.8, intervals: 40 },
  ...overrides,
});

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
  followUps: [],
  notices: [],
  ...overrides,
});

const atHand = (overrides: Partial<SessionView>): Partial<Snapshot> => ({
  atHand: { session: session(overrides), why: "workspace" },
});
const none: Partial<Snapshot> = { atHand: null, recent: [], windows: [], tightestWindow: null };
const ended = { kind: "ended", at: NOW - 3 * 60 * MINUTE } as const;

const show = (value: Snapshot | null, overrides: Partial<MeterInput> = {}) =>
  meter({ snapshot: value, engineDown: null, thresholds: THRESHOLDS, now: NOW, ...overrides });

describe("the meter's text", () => {
  const cases: [string, Snapshot | null, string][] = [
    ["all is known", snapshot(), "$(dashboard) 62% ctx · $4.12 · 5h 59% left"],
    ["no window is known", snapshot({ windows: [], tightestWindow: null }), "$(dashboard) 62% ctx · $4.12"],
    [
      "a stale window says its age",
      snapshot(windows({ stale: true, readAt: NOW - 190 * MINUTE })),
      "$(dashboard) 62% ctx · $4.12 · 5h 59% left (3 h ago)",
    ],
    [
      "an ended session",
      snapshot({ ...atHand({ state: ended, context: context(41) }), windows: [], tightestWindow: null }),
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
    const { tightestWindow } = windows();
    const labelled = (label: string) => show(snapshot({ ...none, tightestWindow: { ...tightestWindow, label } })).text;
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
    ["a stale window", windows({ usedPercent: 99, stale: true, outlook: outlook() }), "none"],
    ["a window that has reset since", windows({ usedPercent: 99, resetsAt: NOW, outlook: outlook() }), "none"],
    [
      "a window that is likely used up before its reset",
      windows({ outlook: outlook({ hitProbability: 0.5 }) }),
      "warning",
    ],
    ["a window that may be used up before its reset", windows({ outlook: outlook({ hitProbability: 0.49 }) }), "none"],
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

| Limits | Left | Resets | At this pace | From |
|:---|:---|:---|:---|:---|
| 5\\-hour | 59\\% | in 2 h 14 min | – | cached 12 min ago |

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

  it("says that figures are not complete while transcripts are read", () => {
    const index = { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW } as const;
    assert.match(show(snapshot({ index })).tooltip, /1 of 9 files\. The figures are not complete yet\./);
    assert.doesNotMatch(show(snapshot()).tooltip, /not complete/);
  });

  it("offers to unpin a pinned session", () => {
    assert.match(
      show(snapshot({ atHand: { session: session(), why: "pinned" } })).tooltip,
      /\[Unpin\]\(command:bursar\.unpinSession\)$/,
    );
  });

  const suggestion = (overrides: Partial<Suggestion> = {}): Suggestion => ({
    id: 'compact:(s1)"',
    kind: "compact",
    sessionId: "s1",
    title: "Compact now",
    why: "Every request reads 124K tokens again.",
    arithmetic: [],
    saving: { usd: { low: 1.2, mid: 2.1, high: 3.4 }, window: null },
    family: "context",
    confidence: { level: "medium", reason: "It is judged by 12 of your sessions." },
    action: { kind: "insertCommand", command: "/compact" },
    click: "Puts `/compact` into the prompt of “s1”. You send it.",
    sideEffects: [],
    ...overrides,
  });

  it("links the first suggestion to the command that acts on it, and says what it saves", () => {
    const others = [suggestion({ id: "2", title: "Second" }), suggestion({ id: "3", title: "Third" })];
    const { tooltip } = show(snapshot({ suggestions: [suggestion(), ...others] }));
    const [, link] = /\[Compact now\]\(command:bursar\.act\?([^)]*)\)/.exec(tooltip) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link ?? "")), ['compact:(s1)"']);
    assert.ok(tooltip.includes(String.raw`): saves about \$1\.20–\$3\.40`), tooltip);
    assert.doesNotMatch(tooltip, /Second|Third/);
  });

  it("claims no saving where none can be told", () => {
    const { tooltip } = show(snapshot({ suggestions: [suggestion({ saving: { usd: null, window: null } })] }));
    assert.match(tooltip, /\[Compact now\]\([^)]*\)\n/);
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

  const gaugesShown = (...gauges: Partial<WindowGauge>[]) => {
    const [view] = windows().windows;
    assert.ok(view);
    const known = gauges.map((gauge) => windows(gauge).tightestWindow);
    const value: Partial<Snapshot> = {
      windows: [{ ...view, state: { kind: "known", gauges: known } }],
      tightestWindow: known[0] ?? null,
    };
    return show(snapshot(value)).tooltip;
  };

  it("says of each window what is left, its reset, where it is heading and who said so", () => {
    const heading = outlook({ hitProbability: 0.2, endPercent: { low: 58.2, mid: 64, high: 71 }, exhaustion: null });
    const tooltip = gaugesShown(
      { outlook: heading },
      { key: "seven_day", label: "7-day", binds: false, source: "live", readAt: NOW, outlook: heading, stale: true },
      { key: "spend_limit", label: "spend limit", binds: false, resetsAt: null },
    );
    assert.ok(
      tooltip.includes(
        String.raw`
| 5\-hour · tightest | 59\% | in 2 h 14 min | ends with 29–42\% left | cached 12 min ago |
| 7\-day | 59\% | in 2 h 14 min | – | live \<1 min ago |
| spend limit | 59\% | not known | – | cached 12 min ago |
`,
      ),
      tooltip,
    );
    assert.doesNotMatch(tooltip, /pace the/);
  });

  it("says when the tightest window ends before its reset, where that is likely", () => {
    const at = (minutes: number) => formatClock(NOW + minutes * MINUTE, NOW).replaceAll(":", String.raw`\:`);
    const early = gaugesShown({ outlook: outlook() });
    assert.ok(early.includes(`| used up at ${at(60)} |`), early);
    const sentence = String.raw`**At this pace the 5\-hour window ends at ${at(60)} \(${at(45)}–${at(90)}\)\, 1 h 14 min before its reset\.**`;
    assert.ok(early.includes(sentence), early);
    const hidden = gaugesShown({ outlook: outlook({ endPercent: null, exhaustion: null }) });
    assert.ok(hidden.includes(String.raw`a chance of 70\% that the 5\-hour window is used up before its reset`));
    assert.match(hidden, /min \| – \| cached/);
    assert.doesNotMatch(gaugesShown({ outlook: outlook({ hitProbability: 0.4 }) }), /At this pace the/);
    assert.doesNotMatch(gaugesShown({ outlook: outlook(), stale: true }), /At this pace the|used up/);
  });

  it("offers to connect what is not known, and says what was counted", () => {
    const [view] = windows().windows;
    assert.ok(view);
    const configDir = "/home/me/.claude (work)";
    const unknown: WindowsView = {
      ...view,
      configDir,
      state: { kind: "unknown", reason: "Connected, nothing so far.", remedy: "" },
    };
    const tooltipOf = (view: WindowsView, overrides: Partial<Snapshot> = {}) =>
      show(snapshot({ windows: [view], tightestWindow: null, ...overrides })).tooltip;
    const tooltip = tooltipOf(unknown);
    const [, link] = /^Limits: not connected\. \[Connect\]\(command:bursar\.connect\?([^)]*)\)/m.exec(tooltip) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link ?? "")), [configDir]);
    assert.ok(tooltip.includes(String.raw`) Counted here in the last 5 hours: \$4\.12`));
    const unused = { ...unknown, counted: { last5Hours: cost(0, { requests: 0 }), last7Days: cost(1) } };
    assert.doesNotMatch(tooltipOf(unused), /Counted here/);
    assert.ok(tooltipOf({ ...unused, connected: true }).includes(String.raw`Limits: Connected\, nothing so far\.`));
    const missing = { path: configDir, origin: "default", state: { kind: "missing" } } as const;
    assert.doesNotMatch(tooltipOf(unknown, { configDirs: [missing] }), /connected/);
  });

  it("tells several accounts apart", () => {
    const { windows: one, tightestWindow } = windows({ outlook: outlook() });
    const [view] = one;
    assert.ok(view);
    const { tooltip } = show(
      snapshot({ windows: [view, { ...view, configDir: "C:\\Users\\me\\.claude-work" }], tightestWindow }),
    );
    assert.ok(tooltip.includes(String.raw`| \.claude | Left |`));
    assert.ok(tooltip.includes(String.raw`| \.claude\-work | Left |`));
    assert.ok(tooltip.includes(String.raw`the 5\-hour window of \.claude ends`));
  });

  it("takes no link and no table cell from a foreign text, and adds only Bursar's own commands", function () {
    this.timeout(20_000);
    const shown = (text: string) => {
      const { windows: known, tightestWindow } = windows({ label: text, outlook: outlook() });
      const views = known.flatMap((view) => [{ ...view, configDir: text }, view]);
      return show(
        snapshot({
          ...atHand({ title: text, project: text, model: { id: "m", name: text } }),
          configDirs: [],
          windows: views,
          tightestWindow: { ...tightestWindow, configDir: text },
        }),
      ).tooltip;
    };
    const lines = shown("plain").split("\n").length;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const tooltip = shown(`${text}](command:evil)|<b>`);
        const links = [...tooltip.matchAll(/(?<!\\)\]\((?!\\)([^)]*)\)/g)].map(([, target]) => target);
        assert.deepEqual(links, ["command:bursar.openDashboard", "command:bursar.pinSession"]);
        assert.equal(tooltip.split("\n").length, lines);
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
    assert.match(
      show(snapshot(windows({ outlook: outlook() }))).accessibilityLabel,
      /, 5-hour window 59% left, likely used up before its reset$/,
    );
    assert.equal(show(snapshot(none)).accessibilityLabel, "Bursar, no Claude Code session found");
    assert.equal(show(null).accessibilityLabel, "Bursar, starting");
  });
});
