/** Builds Snapshots for tests: a plausible one, with whatever a test is about put in its place. */
import { localDay } from "../../src/shared/days.ts";
import type {
  CacheView,
  ContextView,
  Cost,
  FollowUp,
  FollowUpPage,
  FollowUpState,
  KindRecord,
  Ladder,
  ModelSpend,
  PastWindow,
  SessionView,
  Snapshot,
  Spend,
  Spenders,
  SpendShare,
  Suggestion,
  UsualDay,
  WindowGauge,
  WindowOutlook,
  WindowPoint,
  WindowPrice,
  WindowsView,
} from "../../src/shared/snapshot.ts";

/** The defaults of the settings. */
export const THRESHOLDS = { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 };

/** Wednesday, 18 November 2026, 14:06 local time: the time of every Snapshot made here. */
export const NOW = new Date(2026, 10, 18, 14, 6).getTime();
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const OPUS = { model: "claude-opus-5-5", name: "Opus 5.5" };
const SONNET = { model: "claude-sonnet-5-5", name: "Sonnet 5.5" };
const HAIKU = { model: "claude-haiku-4-5", name: "Haiku 4.5" };

export function cost(overrides: Partial<Cost> = {}): Cost {
  return {
    usd: 4.12,
    sideUsd: 0,
    requests: 84,
    lowerBoundRequests: 0,
    estimatedMissingUsd: 0,
    unpricedRequests: 0,
    ...overrides,
  };
}

export function knownContext(overrides: Partial<Extract<ContextView, { kind: "known" }>> = {}): ContextView {
  return {
    kind: "known",
    tokens: 124_300,
    window: 200_000,
    windowSource: "model",
    percent: 62.15,
    autoCompactAt: 167_000,
    runway: 42_100,
    source: "measured",
    asOf: NOW - 20_000,
    ...overrides,
  };
}

export function session(overrides: Partial<SessionView> = {}): SessionView {
  return {
    sessionId: "a",
    title: "Keep the last line of a torn transcript",
    project: "harbour",
    cwd: "/home/ada/harbour",
    configDir: "/home/ada/.claude",
    state: { kind: "live", pid: 4711, status: "busy", waitingFor: null, host: "terminal" },
    model: { id: OPUS.model, name: OPUS.name },
    context: knownContext(),
    cache: null,
    cost: cost(),
    inheritedRequests: 0,
    lastActivity: NOW - 20_000,
    ...overrides,
  };
}

/** Readings from `from` to 12 min ago, rising to `usedPercent` by work and pauses. */
export function trend(from: number, usedPercent: number, points: number, until = NOW - 12 * MINUTE): WindowPoint[] {
  const work = Array.from({ length: points }, (_, index) => (index % 5 < 3 ? 1 + (index % 4) : 0.1));
  const whole = work.reduce((sum, each) => sum + each, 0);
  let done = 0;
  return work.map((each, index) => {
    done += each;
    return {
      at: from + ((until - from) * (index + 1)) / points,
      usedPercent: Math.round((usedPercent * done) / whole),
    };
  });
}

export function forecast(
  overrides: Partial<Extract<WindowOutlook, { kind: "forecast" }>> = {},
): Extract<WindowOutlook, { kind: "forecast" }> {
  return {
    kind: "forecast",
    hitProbability: 0.04,
    endPercent: { low: 69, mid: 78, high: 88 },
    exhaustion: null,
    backtest: { coverage: 0.81, intervals: 240 },
    ...overrides,
  };
}

/** More likely than not used up on Friday, a day before its reset. */
export const runningOut = forecast({
  hitProbability: 0.72,
  endPercent: { low: 94, mid: 100, high: 100 },
  exhaustion: { early: NOW + 27 * HOUR, mid: NOW + 46 * HOUR + 34 * MINUTE, late: NOW + 70 * HOUR },
});

function shares(usd: number, parts: readonly (readonly [id: string, name: string, share: number])[]): SpendShare[] {
  return parts.map(([id, name, share]) => ({ id, name, usd: (usd * share) / 100, share }));
}

function spenders(usd: number): Spenders {
  return {
    total: cost({ usd, requests: Math.ceil(usd * 20) }),
    bySession: shares(usd, [
      ["a", "Keep the last line of a torn transcript", 41],
      ["b", "Write the release notes", 22.4],
      ["s3", "Investigate why the nightly job of the reporting service fails", 17],
      ["s4", "lighthouse", 9],
      ["s5", "Rename the beacon", 6],
      ["", "7 others", 4.6],
    ]),
    byProject: shares(usd, [
      ["/home/ada/harbour", "harbour", 62],
      ["/home/ada/lighthouse", "lighthouse", 38],
    ]),
    byModel: shares(usd, [
      [OPUS.model, OPUS.name, 71],
      [SONNET.model, SONNET.name, 26],
      [HAIKU.model, HAIKU.name, 3],
    ]),
    byAgent: shares(usd, [
      ["", "main chain", 83],
      ["Explore", "Explore", 16.6],
      ["general-purpose", "general-purpose", 0.4],
    ]),
  };
}

export function windowPrice(overrides: Partial<WindowPrice> = {}): WindowPrice {
  return {
    usdPerPercent: { low: 0.42, mid: 0.5, high: 0.61 },
    elsewhereShare: { low: 0.02, mid: 0.06, high: 0.12 },
    changedAt: null,
    intervals: 84,
    ...overrides,
  };
}

export const ladder: Ladder = {
  weekPercent: { low: 11, mid: 13, high: 16 },
  windowsLeft: { low: 1.06, mid: 1.3, high: 1.55 },
  windows: 22,
};

export const fiveHour: WindowGauge = {
  key: "five_hour",
  label: "5-hour",
  usedPercent: 41,
  leftPercent: 59,
  startedAt: NOW - 2 * HOUR - 46 * MINUTE,
  resetsAt: NOW + 2 * HOUR + 14 * MINUTE,
  source: "cached",
  toldBy: "usage note",
  readAt: NOW - 12 * MINUTE,
  stale: false,
  pace: { percent: 55, over: "all hours" },
  binds: false,
  trend: trend(NOW - 2 * HOUR - 46 * MINUTE, 41, 14),
  outlook: forecast(),
  price: windowPrice(),
  spenders: spenders(20.4),
};
export const sevenDay: WindowGauge = {
  key: "seven_day",
  label: "7-day",
  usedPercent: 83,
  leftPercent: 17,
  startedAt: NOW - 92 * HOUR,
  resetsAt: NOW + 76 * HOUR,
  source: "cached",
  toldBy: "usage note",
  readAt: NOW - 12 * MINUTE,
  stale: false,
  pace: { percent: 62, over: "working hours" },
  binds: true,
  trend: trend(NOW - 92 * HOUR, 83, 48),
  outlook: runningOut,
  price: windowPrice({
    usdPerPercent: { low: 3.1, mid: 3.9, high: 4.6 },
    elsewhereShare: { low: 0.18, mid: 0.3, high: 0.41 },
    changedAt: new Date(2026, 8, 14, 9).getTime(),
  }),
  spenders: spenders(224.13),
};
/** A weekly limit of one model. */
export const sevenDayOpus: WindowGauge = {
  ...sevenDay,
  key: "weekly_scoped_opus",
  label: "7-day Opus",
  usedPercent: 32,
  leftPercent: 68,
  binds: false,
  pace: { percent: 62, over: "working hours" },
  trend: trend(NOW - 92 * HOUR, 32, 20),
  outlook: { kind: "silent", reason: "Too few changes so far to say how it goes on." },
  price: null,
  spenders: spenders(151.2),
};

export function windowsView(overrides: Partial<WindowsView> = {}): WindowsView {
  return {
    configDir: "/home/ada/.claude",
    connected: true,
    hint: null,
    state: { kind: "known", gauges: [fiveHour, sevenDay] },
    counted: {
      last5Hours: cost({ usd: 20.4, requests: 408 }),
      last7Days: cost({ usd: 224.13, requests: 4483 }),
    },
    ladder,
    routing: [
      {
        kind: "bottleneck",
        key: "seven_day",
        text: "The week ends first: take Sonnet where it will do.",
        why: "The 7-day window is likely used up a day before its reset; the 5-hour one is on course to keep 12–31%.",
      },
    ],
    mostRoom: false,
    ...overrides,
  };
}

export function pastWindow(overrides: Partial<PastWindow> = {}): PastWindow {
  const startedAt = new Date(2026, 10, 18, 4, 10).getTime();
  return {
    startedAt,
    resetsAt: startedAt + 5 * HOUR,
    peakPercent: 83,
    exhaustedAt: null,
    trend: trend(startedAt, 83, 20, startedAt + 5 * HOUR),
    counted: cost({ usd: 41.2, requests: 824 }),
    bySession: shares(41.2, [
      ["a", "Keep the last line of a torn transcript", 61],
      ["b", "Write the release notes", 22],
      ["", "others", 17],
    ]),
    byProject: shares(41.2, [
      ["/home/ada/harbour", "harbour", 78],
      ["/home/ada/lighthouse", "lighthouse", 22],
    ]),
    ...overrides,
  };
}

export function suggestion(overrides: Partial<Suggestion> = {}): Suggestion {
  return {
    id: "compact:a",
    kind: "compact",
    sessionId: "a",
    title: "Compact “harbour”",
    why:
      "At 124K tokens, just after a commit: compacting costs about $0.47 at list price and saves $0.03 on each later " +
      "request, so 16 requests pay for it; about 84 more are to be expected, which saves $2.10 at list price (3% of " +
      "the 5-hour window).",
    arithmetic: [
      { label: "Context now", value: 124_300, unit: "tokens", source: "measured" },
      { label: "Context after, typically (C′)", value: 50_000, unit: "tokens", source: "default" },
      { label: "Cost of compacting", value: 0.47, unit: "usd", source: "estimated" },
      { label: "Saved on each later request", value: 0.03, unit: "usd", source: "estimated" },
      { label: "Paid back after (N*)", value: 15.7, unit: "requests", source: "estimated" },
      { label: "Cache read, against fresh input", value: 0.05, unit: "ratio", source: "price list" },
    ],
    saving: {
      usd: { low: 1.2, mid: 2.1, high: 3.4 },
      window: { label: "5-hour", percent: { low: 2, mid: 3, high: 4 } },
    },
    family: "context",
    confidence: {
      level: "medium",
      reason:
        "How long it goes on is judged by 12 of your sessions; the size after a compaction is that of 9 of yours.",
    },
    action: { kind: "insertCommand", command: "/compact Keep: parser.ts, the failing fixture" },
    click: "Puts `/compact Keep: parser.ts, the failing fixture` into the prompt of “harbour”. You send it.",
    sideEffects: ["What the summary leaves out must be read again when it is needed."],
    ...overrides,
  };
}

/** Changes the default for new sessions, too. */
export const switchModel: Suggestion = suggestion({
  id: "switchModel:b:haiku",
  kind: "switchModel",
  sessionId: "b",
  title: "Go on with Haiku 4.5 in “lighthouse”",
  why: "9 of the last 10 prompts would have suited Haiku 4.5. The cache is cold, so switching now costs nothing extra.",
  saving: { usd: { low: -0.1, mid: 0.8, high: 1.9 }, window: null },
  family: "model",
  confidence: { level: "low", reason: "That a smaller model would have done is judged from what the prompts led to." },
  action: { kind: "insertCommand", command: "/model haiku" },
  click: "Puts `/model haiku` into the prompt of “lighthouse”. You send it.",
  sideEffects: ["`/model` also changes the default for new sessions."],
});

/** Goes to the clipboard. */
export const subagentModel: Suggestion = suggestion({
  id: "subagentModel:haiku",
  kind: "subagentModel",
  title: "Let subagents run on Haiku 4.5",
  why: "8 of the last 10 runs of subagents in “harbour” would have suited Haiku 4.5; they ran on Opus 5.5.",
  saving: { usd: { low: 0, mid: 0.6, high: 1.1 }, window: null },
  family: "subagents",
  confidence: { level: "low", reason: "It supposes equal work for each run, and as many runs as so far." },
  action: {
    kind: "copyText",
    text: "CLAUDE_CODE_SUBAGENT_MODEL=haiku",
    goesTo: 'the environment of Claude Code: "env" in settings.json, or your shell',
  },
  click: "Copies `CLAUDE_CODE_SUBAGENT_MODEL=haiku`.",
  sideEffects: ["It holds for the subagents of every session that starts with it."],
});

/** Nothing to click. */
export const largeResult: Suggestion = suggestion({
  id: "largeResult:a",
  kind: "largeResult",
  title: "Keep results like this one small: Bash",
  why: "A result of Bash of about 31K tokens has been carried through 40 requests of “harbour”.",
  saving: { usd: null, window: null },
  action: { kind: "none" },
  click: "Nothing: it is a habit to change.",
  sideEffects: [],
});

export function measured(
  overrides: Partial<Extract<FollowUpState, { kind: "measured" }>> = {},
): Extract<FollowUpState, { kind: "measured" }> {
  return {
    kind: "measured",
    requests: 31,
    contextBefore: 212_000,
    contextAfter: 41_000,
    usdPerRequestBefore: 0.14,
    usdPerRequestAfter: 0.05,
    costUsd: 0.47,
    savedUsd: 2.31,
    paidBackAfter: 5,
    final: false,
    ...overrides,
  };
}

export function followUp(overrides: Partial<FollowUp> = {}): FollowUp {
  return {
    id: 1,
    kind: "compact",
    sessionId: "a",
    sessionName: "harbour",
    command: "/compact",
    at: NOW - 4 * MINUTE,
    result: "inserted",
    expectedUsd: { low: 1.2, mid: 2.1, high: 3.4 },
    state: measured(),
    ...overrides,
  };
}

export function kindRecord(overrides: Partial<KindRecord> = {}): KindRecord {
  return { kind: "compact", taken: 7, measured: 6, wrong: 1, savedUsd: 11.2, silent: null, ...overrides };
}

export function followUpPage(overrides: Partial<FollowUpPage> = {}): FollowUpPage {
  return {
    followUps: [followUp(), followUp({ id: 2, kind: "effort", command: "/effort medium", at: NOW - 26 * HOUR })],
    savedUsd: 10.89,
    kinds: [
      kindRecord(),
      kindRecord({ kind: "effort", taken: 3, measured: 3, wrong: 3, savedUsd: -0.31, silent: "often wrong" }),
      kindRecord({ kind: "fleet", taken: 0, measured: 0, wrong: 0, savedUsd: 0, silent: "not wanted" }),
    ],
    ...overrides,
  };
}

/** Warm for another 42 min. */
export function cache(overrides: Partial<CacheView> = {}): CacheView {
  return { expiresAt: NOW + 42 * MINUTE, ttl: "1h", source: "live", asOf: NOW - 20_000, ...overrides };
}

export function modelSpend(
  of: { model: string; name: string },
  usd: number,
  overrides: Partial<Cost> = {},
): ModelSpend {
  const requests = Math.ceil(usd * 20);
  return {
    ...of,
    priceSource: "table",
    cost: cost({ usd, requests, ...overrides }),
    inputTokens: requests * 40,
    outputTokens: requests * 610,
    cacheReadTokens: requests * 81_000,
    cacheWriteTokens: requests * 2_300,
  };
}

export function spend(byModel: ModelSpend[]): Spend {
  const sum = (of: (cost: Cost) => number): number => byModel.reduce((total, { cost }) => total + of(cost), 0);
  return {
    total: {
      usd: sum(({ usd }) => usd),
      sideUsd: sum(({ sideUsd }) => sideUsd),
      requests: sum(({ requests }) => requests),
      lowerBoundRequests: sum(({ lowerBoundRequests }) => lowerBoundRequests),
      estimatedMissingUsd: sum(({ estimatedMissingUsd }) => estimatedMissingUsd),
      unpricedRequests: sum(({ unpricedRequests }) => unpricedRequests),
    },
    byModel,
  };
}

interface DaySpend {
  /** YYYY-MM-DD, in local time. */
  day: string;
  byModel: { model: string; name: string; usd: number }[];
}

/** The last 30 days; weekends are quiet, and one model came ten days ago. */
export function days(): DaySpend[] {
  return Array.from({ length: 30 }, (_, index) => {
    const date = new Date(2026, 10, 18 - 29 + index);
    const busy = date.getDay() % 6 === 0 ? 0.15 : 1 + ((index * 7) % 5) / 4;
    const byModel = [
      { ...OPUS, usd: index >= 20 ? 5.1 * busy : 0 },
      { ...SONNET, usd: (index < 20 ? 4.4 : 1.3) * busy },
      { ...HAIKU, usd: 0.35 * busy },
    ].filter(({ usd }) => usd > 0);
    return { day: localDay(date.getTime()), byModel };
  });
}

/** What these days add up to; Sonnet's older requests lack their end. */
function spendOf(days: DaySpend[]): Spend {
  const models = [OPUS, SONNET, HAIKU].map((of) => {
    const usd = days.reduce((sum, { byModel }) => sum + (byModel.find(({ model }) => model === of.model)?.usd ?? 0), 0);
    return modelSpend(of, usd, { lowerBoundRequests: of === SONNET && days.length > 7 ? 9 : 0 });
  });
  return spend(models.toSorted((a, b) => b.cost.usd - a.cost.usd));
}

/** By this time of day about what `snapshot` has for today. */
export const usualDay: Extract<UsualDay, { kind: "known" }> = {
  kind: "known",
  soFar: { low: 5.2, mid: 8.1, high: 12.4 },
  whole: { low: 9.4, mid: 14.2, high: 19.8 },
  days: 21,
};

export function snapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const allDays = days();
  const atHand = session();
  const second = session({
    sessionId: "b",
    title: "Write the release notes",
    project: "lighthouse",
    cwd: "/home/ada/lighthouse",
    state: { kind: "live", pid: 4712, status: "waiting", waitingFor: "permission prompt", host: "terminal" },
    model: { id: SONNET.model, name: SONNET.name },
    context: knownContext({ tokens: 148_000, percent: 74, runway: 18_600 }),
    cost: cost({ usd: 1.37, lowerBoundRequests: 1 }),
  });
  return {
    takenAt: NOW - 2_000,
    index: { kind: "idle" },
    configDirs: [{ path: "/home/ada/.claude", origin: "default", state: { kind: "ok", files: 412, sessions: 96 } }],
    atHand: { session: atHand, why: "terminal" },
    live: [atHand, second],
    recent: [atHand, second],
    windows: [windowsView()],
    tightestWindow: { ...sevenDay, configDir: "/home/ada/.claude" },
    spend: { today: spendOf(allDays.slice(-1)), last7Days: spendOf(allDays.slice(-7)), last30Days: spendOf(allDays) },
    today: localDay(NOW),
    usualDay,
    unpriced: [],
    suggestions: [suggestion()],
    followUps: [],
    notices: [],
    ...overrides,
  };
}

/** A Snapshot of a machine on which nothing was found. */
export function emptySnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const nothing = spend([]);
  return snapshot({
    configDirs: [{ path: "/home/ada/.claude", origin: "default", state: { kind: "missing" } }],
    atHand: null,
    live: [],
    recent: [],
    windows: [],
    tightestWindow: null,
    spend: { today: nothing, last7Days: nothing, last30Days: nothing },
    usualDay: { kind: "unknown", days: 0 },
    suggestions: [],
    ...overrides,
  });
}

/** Everything at once that the first screen has room for: three windows, a warm cache, three suggestions, others live. */
export function fullSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const atHand = session({ cache: cache() });
  const others = [
    session({
      sessionId: "b",
      title: "Write the release notes",
      project: "lighthouse",
      cwd: "/home/ada/lighthouse",
      state: { kind: "live", pid: 4712, status: "waiting", waitingFor: "permission prompt", host: "terminal" },
      model: { id: SONNET.model, name: SONNET.name },
      context: knownContext({ tokens: 148_000, percent: 74, runway: 18_600 }),
      cache: cache({ expiresAt: NOW - 3 * MINUTE }),
      cost: cost({ usd: 1.37, lowerBoundRequests: 1 }),
    }),
    session({
      sessionId: "c",
      title: "Investigate why the nightly job of the reporting service fails",
      project: "reporting",
      cwd: "/home/ada/reporting",
      state: { kind: "live", pid: 4713, status: "idle", waitingFor: null, host: "panel" },
      model: { id: OPUS.model, name: OPUS.name },
      context: knownContext({ tokens: 38_000, percent: 19, runway: 128_000 }),
      cache: cache({ expiresAt: NOW + 4 * MINUTE, ttl: "5m" }),
      cost: cost({ usd: 12.4 }),
    }),
  ];
  return snapshot({
    atHand: { session: atHand, why: "terminal" },
    live: [atHand, ...others],
    recent: [atHand, ...others],
    windows: [windowsView({ state: { kind: "known", gauges: [fiveHour, sevenDay, sevenDayOpus] } })],
    suggestions: [suggestion(), switchModel, subagentModel],
    ...overrides,
  });
}

/** Claude Code is there, and was never used. */
export function firstRunSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const state = { kind: "ok", files: 0, sessions: 0 } as const;
  return emptySnapshot({ configDirs: [{ path: "/home/ada/.claude", origin: "default", state }], ...overrides });
}

/** A quarter of the transcripts read, after 40 s. */
export function indexingSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const takenAt = NOW - 2_000;
  return snapshot({
    takenAt,
    index: {
      kind: "indexing",
      filesDone: 1204,
      files: 6612,
      bytesDone: 105e6,
      bytes: 420e6,
      startedAt: takenAt - 40_000,
    },
    usualDay: { kind: "unknown", days: 3 },
    ...overrides,
  });
}

/** Sessions there were, but none runs. */
export function nothingLiveSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const ended = session({ state: { kind: "ended", at: NOW - 3 * HOUR }, lastActivity: NOW - 3 * HOUR });
  return snapshot({
    atHand: { session: ended, why: "lastInWorkspace" },
    live: [],
    recent: [ended],
    suggestions: [],
    ...overrides,
  });
}

/** What was told of the windows is so old that use elsewhere may have moved them. */
export function staleSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const old = { stale: true, readAt: NOW - 7 * HOUR } as const;
  const view = windowsView({
    connected: false,
    hint: "Claude Code last wrote its usage note 7 h ago.",
    state: {
      kind: "known",
      gauges: [
        { ...fiveHour, ...old },
        { ...sevenDay, ...old },
      ],
    },
  });
  return fullSnapshot({ windows: [view], ...overrides });
}

/** Something went wrong that the user can do something about. */
export function errorSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return fullSnapshot({
    configDirs: [
      {
        path: "/home/ada/.claude",
        origin: "default",
        state: { kind: "unreadable", reason: "permission denied" },
      },
    ],
    notices: [
      {
        id: "unreadable",
        level: "error",
        message: "/home/ada/.claude/projects cannot be read: permission denied.",
        remedy: "Give your user the right to read it.",
      },
    ],
    ...overrides,
  });
}

/** Two accounts, one with four windows. */
export function manyWindowsSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const sonnet: WindowGauge = { ...sevenDayOpus, key: "weekly_scoped_sonnet", label: "7-day Sonnet" };
  const gauges = [fiveHour, sevenDay, sevenDayOpus, sonnet];
  return fullSnapshot({
    windows: [
      windowsView({ state: { kind: "known", gauges } }),
      windowsView({
        configDir: "/home/ada/.claude-work",
        mostRoom: true,
        routing: [],
        state: { kind: "known", gauges: [{ ...fiveHour, usedPercent: 12, leftPercent: 88 }] },
      }),
    ],
    ...overrides,
  });
}
