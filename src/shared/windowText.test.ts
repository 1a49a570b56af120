import assert from "node:assert/strict";
import { formatClock } from "./format.ts";
import type { WindowGauge, WindowOutlook } from "./snapshot.ts";
import {
  endLeft,
  forecastSentence,
  hitChance,
  isOutdated,
  likelyUsedUp,
  usedSentence,
  windowName,
} from "./windowText.ts";

const MINUTE = 60_000;
const NOW = new Date(2026, 10, 18, 15, 0).getTime();
const at = (minutes: number) => NOW + minutes * MINUTE;
const clock = (minutes: number) => formatClock(at(minutes), NOW);

const outlook = (overrides: Partial<Extract<WindowOutlook, { kind: "forecast" }>> = {}): WindowOutlook => ({
  kind: "forecast",
  hitProbability: 0.7,
  endPercent: null,
  exhaustion: { early: at(55), mid: at(100), late: at(150) },
  backtest: { coverage: 0.8, intervals: 40 },
  ...overrides,
});

const gauge = (overrides: Partial<WindowGauge> = {}): WindowGauge => ({
  key: "five_hour",
  label: "5-hour",
  usedPercent: 80,
  leftPercent: 20,
  startedAt: null,
  resetsAt: at(150),
  source: "live",
  toldBy: "status line",
  readAt: NOW,
  stale: false,
  pace: null,
  binds: true,
  trend: [],
  outlook: outlook(),
  price: null,
  spenders: null,
  ...overrides,
});

describe("usedSentence", () => {
  it("says how much is used, and when the window resets", () => {
    const expected = `The 5-hour window is 80% used. It resets at ${clock(150)}, in 2 h 30 min.`;
    assert.equal(usedSentence(gauge(), null, NOW), expected);
  });

  it("names the day when it is not today", () => {
    const sentence = usedSentence(gauge({ label: "7-day", resetsAt: at(3 * 24 * 60) }), null, NOW);
    assert.equal(sentence, `The 7-day window is 80% used. It resets ${clock(3 * 24 * 60)}, in 3 d.`);
    assert.match(clock(3 * 24 * 60), /^[^\d]/);
  });

  it("names the account, and calls no limit a window", () => {
    const spend = gauge({ label: "Spend limit", resetsAt: null });
    assert.equal(usedSentence(spend, ".claude-work", NOW), "The Spend limit of .claude-work is 80% used.");
  });
});

describe("forecastSentence", () => {
  it("says when the window ends, the range, and how long before its reset", () => {
    assert.equal(
      forecastSentence(gauge(), windowName(gauge(), null), NOW),
      `At this pace the 5-hour window ends at ${clock(100)} (${clock(55)}–${clock(150)}), 50 min before its reset.`,
    );
    assert.match(forecastSentence(gauge({ resetsAt: null }), "it", NOW) ?? "", /\)\.$/);
    const soon = outlook({ exhaustion: { early: at(-1), mid: at(0), late: at(1) } });
    const sentence = forecastSentence(gauge({ outlook: soon }), "it", NOW);
    assert.equal(sentence, "At this pace it ends any moment now.");
  });

  it("says the chance alone where the range is hidden, and nothing where there is no forecast", () => {
    assert.equal(
      forecastSentence(gauge({ outlook: outlook({ exhaustion: null }) }), windowName(gauge(), ".claude"), NOW),
      "There is a chance of 70% that the 5-hour window of .claude is used up before its reset.",
    );
    assert.equal(forecastSentence(gauge({ outlook: { kind: "silent", reason: "" } }), "it", NOW), null);
  });
});

describe("endLeft", () => {
  it("turns use at the reset into what is left, within 0 and 100", () => {
    assert.deepEqual(endLeft({ low: 69, mid: 78, high: 130 }), { low: 0, mid: 22, high: 31 });
  });
});

describe("a window's chance of being used up", () => {
  it("is not told of a reading that says nothing about now, nor of a window that is used up", () => {
    assert.equal(hitChance(gauge(), NOW), 0.7);
    assert.equal(hitChance(gauge({ stale: true }), NOW), null);
    assert.equal(hitChance(gauge({ leftPercent: 0 }), NOW), null);
    assert.ok(isOutdated(gauge({ resetsAt: NOW }), NOW) && !isOutdated(gauge({ resetsAt: null }), NOW));
  });

  it("is likely from one in two", () => {
    assert.ok(likelyUsedUp(gauge({ outlook: outlook({ hitProbability: 0.5 }) }), NOW));
    assert.ok(!likelyUsedUp(gauge({ outlook: outlook({ hitProbability: 0.49 }) }), NOW));
    assert.ok(!likelyUsedUp(gauge({ outlook: { kind: "silent", reason: "" } }), NOW));
  });
});
