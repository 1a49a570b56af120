/** Made-up Snapshots for the tests of what the status bar shows. */
import { localDay } from "../days.ts";
import { meter, type Meter, type MeterInput, type Thresholds } from "../meter.ts";
import type {
  Cost,
  SessionView,
  Snapshot,
  Spend,
  Suggestion,
  WindowGauge,
  WindowOutlook,
  WindowsView,
} from "../snapshot.ts";
import { DEFAULT_SEGMENTS } from "./segmentNames.ts";

export const NOW = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

export const cost = (usd: number, overrides: Partial<Cost> = {}): Cost => ({
  usd,
  requests: 10,
  sideUsd: 0,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
  ...overrides,
});
export const spend = (usd: number): Spend => ({ total: cost(usd), byModel: [] });

export const context = (percent: number): SessionView["context"] => ({
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

export const session = (overrides: Partial<SessionView> = {}): SessionView => ({
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

/** The only account's windows, of which there is one. */
export const windows = (
  overrides: Partial<WindowGauge> = {},
): { windows: [WindowsView]; tightestWindow: WindowGauge & { configDir: string } } => {
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
export const outlook = (overrides: Partial<Extract<WindowOutlook, { kind: "forecast" }>> = {}): WindowOutlook => ({
  kind: "forecast",
  hitProbability: 0.7,
  endPercent: { low: 90, mid: 100, high: 100 },
  exhaustion: { early: NOW + 45 * MINUTE, mid: NOW + 60 * MINUTE, late: NOW + 90 * MINUTE },
  backtest: { coverage: 0.8, intervals: 40 },
  ...overrides,
});

export const snapshot = (overrides: Partial<Snapshot> = {}): Snapshot => ({
  takenAt: NOW,
  index: { kind: "idle" },
  configDirs: [{ path: "/home/me/.claude", origin: "default", state: { kind: "ok", files: 1, sessions: 1 } }],
  atHand: { session: session(), why: "workspace" },
  live: [],
  recent: [session()],
  ...windows(),
  spend: { today: spend(10), last7Days: spend(50), last30Days: spend(90) },
  today: localDay(NOW),
  usualDay: { kind: "unknown", days: 0 },
  unpriced: [],
  suggestions: [],
  followUps: [],
  notices: [],
  ...overrides,
});

export const atHand = (overrides: Partial<SessionView>): Partial<Snapshot> => ({
  atHand: { session: session(overrides), why: "workspace" },
});
export const none: Partial<Snapshot> = { atHand: null, recent: [], windows: [], tightestWindow: null };
export const ended = { kind: "ended", at: NOW - 3 * 60 * MINUTE } as const;

export const suggestion = (overrides: Partial<Suggestion> = {}): Suggestion => ({
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

const THRESHOLDS: Thresholds = { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 };

export const show = (value: Snapshot | null, overrides: Partial<MeterInput> = {}): Meter =>
  meter({
    snapshot: value,
    engineDown: null,
    thresholds: THRESHOLDS,
    segments: DEFAULT_SEGMENTS,
    form: "full",
    configDir: null,
    now: NOW,
    ...overrides,
  });
