import assert from "node:assert/strict";
import type { WindowGauge, WindowsView } from "../../shared/snapshot.ts";
import { forecast, gauge, NOW } from "../windows/testGauges.ts";
import { windowFacts } from "./windowFacts.ts";

const nothing = {
  usd: 0,
  sideUsd: 0,
  requests: 0,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
};
const viewOf = (state: WindowsView["state"]): WindowsView => ({
  configDir: "/c",
  connected: true,
  hint: null,
  state,
  counted: { last5Hours: nothing, last7Days: nothing },
  ladder: null,
  routing: [],
  mostRoom: false,
});
const factsOf = (...gauges: WindowGauge[]) => windowFacts(viewOf({ kind: "known", gauges }), NOW);
const interval = { low: 0.5, mid: 0.8, high: 1 };
const price = { usdPerPercent: interval, elsewhereShare: null, changedAt: null, intervals: 20 };

describe("windowFacts", () => {
  it("is of the window that binds, with what a percent of it came to", () => {
    const facts = factsOf(gauge("seven_day", 60), gauge("five_hour", 40, { binds: true, price, label: "5-hour" }));
    assert.deepEqual(facts, {
      label: "5-hour",
      quota: { kind: "listPrice", usdPerPercent: interval },
      weekEnd: null,
      scopedBind: null,
    });
    assert.deepEqual(factsOf(gauge("five_hour", 40, { binds: true }))?.quota, { kind: "uncalibrated" });
  });

  it("is nothing where none is known to bind", () => {
    assert.equal(factsOf(gauge("five_hour", 40)), null);
    assert.equal(windowFacts(viewOf({ kind: "unknown", reason: "", remedy: "" }), NOW), null);
  });

  it("has the week's end as it is forecast from a reading that still says something", () => {
    const end = { low: 40, mid: 50, high: 60 };
    const week = (overrides: Partial<WindowGauge>) =>
      factsOf(gauge("five_hour", 40, { binds: true }), gauge("seven_day", 30, overrides))?.weekEnd;
    assert.deepEqual(week(forecast(0, { endPercent: end })), end);
    assert.equal(week({ ...forecast(0, { endPercent: end }), stale: true }), null);
    assert.equal(week(forecast(0)), null);
    assert.equal(week({}), null);
  });

  it("names the bucket of one model that stops it", () => {
    const scoped = (name: string, used: number, overrides: Partial<WindowGauge> = {}) =>
      gauge(`weekly_scoped:${name}`, used, { label: `7-day ${name}`, ...overrides });
    const bind = (...gauges: WindowGauge[]) => {
      const binds = !gauges.some((one) => one.binds);
      return factsOf(gauge("five_hour", 40, { binds }), ...gauges)?.scopedBind;
    };
    assert.equal(bind(scoped("Opus", 40)), null);
    assert.deepEqual(bind(scoped("Opus", 40, { binds: true })), { label: "7-day Opus", tier: "strong" });
    assert.deepEqual(bind(scoped("Sonnet", 100)), { label: "7-day Sonnet", tier: "medium" });
    assert.equal(bind(scoped("Sonnet", 100, { resetsAt: NOW - 1 })), null);
    assert.deepEqual(bind(scoped("Sonnet", 70, forecast(0.2)), scoped("Opus", 60, forecast(0.8)))?.tier, "strong");
    assert.equal(bind(scoped("Something", 100)), null);
  });
});
