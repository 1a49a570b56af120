/** Builds Snapshots for tests: a plausible one, with whatever a test is about put in its place. */
import type {
  ContextView,
  Cost,
  DaySpend,
  ModelSpend,
  SessionView,
  Snapshot,
  Spend,
  Suggestion,
  WindowGauge,
} from "../../src/shared/snapshot.ts";

/** Wednesday, 18 November 2026, 14:06 local time: the time of every Snapshot made here. */
/** The defaults of the settings. */
export const THRESHOLDS = { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 };

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

export const fiveHour: WindowGauge = {
  key: "five_hour",
  label: "5-hour",
  usedPercent: 41,
  leftPercent: 59,
  resetsAt: NOW + 2 * HOUR + 14 * MINUTE,
  source: "cached",
  readAt: NOW - 12 * MINUTE,
  stale: false,
};
export const sevenDay: WindowGauge = {
  key: "seven_day",
  label: "7-day",
  usedPercent: 83,
  leftPercent: 17,
  resetsAt: NOW + 76 * HOUR,
  source: "cached",
  readAt: NOW - 12 * MINUTE,
  stale: false,
};

export function suggestion(overrides: Partial<Suggestion> = {}): Suggestion {
  return {
    id: "compact:a",
    kind: "compact",
    sessionId: "a",
    title: "Compact this session",
    why: "Every request reads 124K tokens of context again. Compacting now pays for itself after about 18 requests.",
    arithmetic: [
      { label: "Context now", value: 124_300, unit: "tokens", source: "measured" },
      { label: "Context after compacting", value: 50_000, unit: "tokens", source: "default" },
      { label: "Best size to compact at", value: 106_600, unit: "tokens", source: "estimated" },
      { label: "Cache read, of the input price", value: 0.05, unit: "ratio", source: "price list" },
      { label: "Compacting costs", value: 0.47, unit: "usd", source: "estimated" },
      { label: "Pays for itself after", value: 18, unit: "requests", source: "estimated" },
    ],
    action: { kind: "insertCommand", command: "/compact" },
    ...overrides,
  };
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
    const pad = (part: number): string => String(part).padStart(2, "0");
    return {
      day: `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
      total: cost({ usd: byModel.reduce((sum, { usd }) => sum + usd, 0) }),
      byModel,
    };
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
    windows: [
      {
        configDir: "/home/ada/.claude",
        connected: true,
        hint: null,
        state: { kind: "known", gauges: [fiveHour, sevenDay] },
      },
    ],
    fullestWindow: { ...sevenDay, configDir: "/home/ada/.claude" },
    spend: { today: spendOf(allDays.slice(-1)), last7Days: spendOf(allDays.slice(-7)), last30Days: spendOf(allDays) },
    days: allDays,
    unpriced: [],
    suggestions: [suggestion()],
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
    fullestWindow: null,
    spend: { today: nothing, last7Days: nothing, last30Days: nothing },
    days: days().map(({ day }) => ({ day, total: nothing.total, byModel: [] })),
    suggestions: [],
    ...overrides,
  });
}
