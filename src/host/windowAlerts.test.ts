import assert from "node:assert/strict";
import type { Snapshot, WindowGauge, WindowOutlook } from "../shared/snapshot.ts";
import { alertText, type AlertSettings, dueAlerts } from "./windowAlerts.ts";

const NOW = 1_763_000_000_000;
const SETTINGS: AlertSettings = { enabled: true, levels: [95, 80], forecastAbove: 50 };

const forecast = (hitProbability: number): WindowOutlook => ({
  kind: "forecast",
  hitProbability,
  endPercent: null,
  exhaustion: null,
  backtest: { coverage: 0.8, intervals: 40 },
});
const gauge = (usedPercent: number, overrides: Partial<WindowGauge> = {}): WindowGauge => ({
  key: "five_hour",
  label: "5-hour",
  usedPercent,
  leftPercent: Math.max(0, 100 - usedPercent),
  startedAt: null,
  resetsAt: NOW + 1,
  source: "live",
  toldBy: "status line",
  readAt: NOW,
  stale: false,
  pace: null,
  binds: true,
  trend: [],
  outlook: { kind: "silent", reason: "" },
  price: null,
  spenders: null,
  ...overrides,
});
/** One config directory for each list of gauges; the rest of a Snapshot does not matter here. */
const snapshot = (...dirs: WindowGauge[][]): Snapshot =>
  ({
    takenAt: NOW,
    windows: dirs.map((gauges, index) => ({ configDir: `/home/me/.claude${index}`, state: { kind: "known", gauges } })),
  }) as unknown as Snapshot;

/** Key and level of all that is due. */
const due = (value: Snapshot, settings: Partial<AlertSettings> = {}): string[] =>
  dueAlerts(value, { ...SETTINGS, ...settings }).flatMap((each) =>
    [each.level, each.forecast].flatMap((alert) => (alert ? `${alert.key} ${alert.level}` : [])),
  );

describe("dueAlerts", () => {
  it("has the highest level that is reached", () => {
    assert.deepEqual(due(snapshot([gauge(79.9)])), []);
    assert.deepEqual(due(snapshot([gauge(80)])), ["five_hour 80"]);
    assert.deepEqual(due(snapshot([gauge(96)])), ["five_hour 95"]);
    assert.deepEqual(due(snapshot([gauge(96)]), { levels: [80] }), ["five_hour 80"]);
    assert.deepEqual(due(snapshot([gauge(96)]), { levels: [] }), []);
  });

  it("has a forecast above the bound, unless that is off", () => {
    assert.deepEqual(due(snapshot([gauge(40, { outlook: forecast(0.5) })])), []);
    assert.deepEqual(due(snapshot([gauge(40, { outlook: forecast(0.51) })])), ["five_hour forecast"]);
    assert.deepEqual(due(snapshot([gauge(40, { outlook: forecast(0.51) })]), { forecastAbove: 60 }), []);
    assert.deepEqual(due(snapshot([gauge(40, { outlook: forecast(1) })]), { forecastAbove: 0 }), []);
    const usedUp = snapshot([gauge(100, { outlook: forecast(1) })]);
    assert.deepEqual(due(usedUp), ["five_hour 95"], "there is nothing left to forecast");
  });

  it("trusts no reading that is old or of a window that has reset", () => {
    const gone = { usedPercent: 99, outlook: forecast(0.9) };
    assert.deepEqual(due(snapshot([gauge(99, { ...gone, stale: true })])), []);
    assert.deepEqual(due(snapshot([gauge(99, { ...gone, resetsAt: NOW })])), []);
    assert.deepEqual(due(snapshot([gauge(99, { ...gone, resetsAt: null })])).length, 2);
  });

  it("is empty when turned off", () => {
    assert.deepEqual(due(snapshot([gauge(99, { outlook: forecast(0.9) })]), { enabled: false }), []);
  });

  it("looks at every window of every config directory, and tells these apart", () => {
    const value = snapshot([gauge(80), gauge(96, { key: "seven_day", label: "7-day" })], [gauge(81)]);
    const found = dueAlerts(value, SETTINGS);
    assert.deepEqual(
      found.map(({ account, level }) => [account, level]),
      [
        [".claude0", { configDir: "/home/me/.claude0", key: "five_hour", resetsAt: NOW + 1, level: 80 }],
        [".claude0", { configDir: "/home/me/.claude0", key: "seven_day", resetsAt: NOW + 1, level: 95 }],
        [".claude1", { configDir: "/home/me/.claude1", key: "five_hour", resetsAt: NOW + 1, level: 80 }],
      ],
    );
    assert.equal(dueAlerts(snapshot([gauge(80)]), SETTINGS)[0]?.account, null);
  });
});

describe("alertText", () => {
  it("says what it is asked to", () => {
    const [found] = dueAlerts(snapshot([gauge(81, { resetsAt: null, outlook: forecast(0.7) })]), SETTINGS);
    assert.ok(found);
    const level = "The 5-hour window is 81% used.";
    const chance = "There is a chance of 70% that the 5-hour window is used up before its reset.";
    assert.equal(alertText(found, { level: true, forecast: false }, NOW), level);
    assert.equal(alertText(found, { level: false, forecast: true }, NOW), chance);
    assert.equal(
      alertText(found, { level: true, forecast: true }, NOW),
      `${level} ${chance.replace("the 5-hour window", "it")}`,
    );
  });
});
