/** Builders of gauges for tests: sound defaults and overrides. */
import type { WindowGauge, WindowOutlook } from "../../shared/snapshot.ts";

const HOUR = 3_600_000;
export const NOW = new Date(2026, 5, 10, 15).getTime();

export const gauge = (key: string, usedPercent: number, overrides: Partial<WindowGauge> = {}): WindowGauge => ({
  key,
  label: key,
  usedPercent,
  leftPercent: Math.max(0, 100 - usedPercent),
  startedAt: NOW - HOUR,
  resetsAt: NOW + 4 * HOUR,
  source: "live",
  toldBy: "status line",
  readAt: NOW,
  stale: false,
  pace: null,
  binds: false,
  trend: [],
  outlook: { kind: "silent", reason: "Too few changes so far." },
  price: null,
  spenders: null,
  ...overrides,
});

type Forecast = Extract<WindowOutlook, { kind: "forecast" }>;

export const forecast = (hitProbability: number, overrides: Partial<Forecast> = {}): { outlook: Forecast } => ({
  outlook: {
    kind: "forecast",
    hitProbability,
    endPercent: null,
    exhaustion: null,
    backtest: { coverage: 0.8, intervals: 40 },
    ...overrides,
  },
});

/** Used up in so many hours, give or take a quarter of one. */
export const endsIn = (hours: number) => ({
  exhaustion: {
    early: NOW + (hours - 0.25) * HOUR,
    mid: NOW + hours * HOUR,
    late: NOW + (hours + 0.25) * HOUR,
  },
});

export const paceOf = (percent: number): Pick<WindowGauge, "pace"> => ({ pace: { percent, over: "all hours" } });
