import assert from "node:assert/strict";
import fc from "fast-check";
import { fiveHour, forecast, HOUR, MINUTE, NOW, runningOut, sevenDay } from "../../test/webview/snapshots.ts";
import { backtestText, foretoldEnd, outlookText } from "./outlookText.ts";

/** With plain spaces. */
function text(gauge: Parameters<typeof outlookText>[0]): string {
  return outlookText(gauge, NOW).text.replaceAll(/\s/g, " ");
}

describe("outlookText", () => {
  const exhaustion = { early: NOW + 30 * MINUTE, mid: NOW + 84 * MINUTE, late: NOW + 2 * HOUR };
  const running = { ...fiveHour, outlook: forecast({ hitProbability: 0.81, exhaustion }) };

  it("says when a window ends that likely does, with the range and how long before its reset", () => {
    assert.match(
      text(running),
      /^At this pace the 5-hour window ends at (15:30|3:30 PM) \((14:36–16:06|2:36 PM–4:06 PM)\), 50 min before its reset\.$/,
    );
    assert.equal(outlookText(running, NOW).tone, "likely");
  });
  it("names the weekday of another day, once for times of one day", () => {
    assert.match(text(sevenDay), /ends Fri,? .+ \(Thu,? .+–Sat,? .+\), 1 d 5 h before its reset\.$/);
    const mid = NOW + 46 * HOUR;
    const oneDay = { early: mid - HOUR, mid, late: mid + HOUR };
    const friday = text({ ...sevenDay, outlook: { ...runningOut, exhaustion: oneDay } });
    assert.equal(friday.match(/Fri/g)?.length, 1);
  });
  it("keeps figure and unit together", () => {
    assert.match(outlookText(running, NOW).text, /50\u00A0min/);
  });
  it("does without what it does not know", () => {
    assert.match(text({ ...running, resetsAt: null }), /\)\.$/);
    assert.match(text({ ...running, resetsAt: exhaustion.mid }), /\)\.$/);
    assert.match(
      text({ ...running, outlook: forecast({ hitProbability: 0.81, endPercent: null }) }),
      /^Likely to run out before its reset \(81\sin\s100\)\.$/,
    );
  });
  it("promises no moment that has passed", () => {
    const late = { ...running, outlook: forecast({ hitProbability: 0.9, exhaustion: { ...exhaustion, mid: NOW } }) };
    assert.equal(text(late), "At this pace the 5-hour window ends any moment now.");
  });
  it("is quiet about what is not likely, though not silent", () => {
    assert.equal(text(fiveHour), "On course to end with 12–31% left; unlikely to run out (4 in 100).");
    const may = forecast({ hitProbability: 0.32 });
    assert.equal(text({ ...fiveHour, outlook: may }), "On course to end with 12–31% left; may run out (32 in 100).");
    assert.equal(text({ ...fiveHour, outlook: { ...may, endPercent: null } }), "May run out (32 in 100).");
    assert.equal(outlookText(fiveHour, NOW).tone, "quiet");
  });
  it("is never certain", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (hitProbability) => {
        assert.doesNotMatch(text({ ...fiveHour, outlook: forecast({ hitProbability }) }), /\((0|100)\sin\s100/);
      }),
    );
  });
  it("gives the reason for a silence", () => {
    assert.equal(text({ ...fiveHour, outlook: { kind: "silent", reason: "Too few changes." } }), "Too few changes.");
  });
  it("foretells nothing of a window that is used up", () => {
    const full = { ...running, usedPercent: 100 };
    assert.deepEqual(outlookText(full, NOW), { tone: "likely", text: "Used up until its reset." });
    assert.equal(foretoldEnd(full), null);
    assert.deepEqual(foretoldEnd(running), running.outlook.endPercent);
  });
});

describe("the projection", () => {
  it("is of what is left, within 0 and 100", () => {
    const ends = (endPercent: { low: number; mid: number; high: number }): string =>
      text({ ...fiveHour, outlook: forecast({ hitProbability: 0.4, endPercent, exhaustion: null }) });
    assert.equal(ends({ low: 69, mid: 78, high: 88 }), "On course to end with 12–31% left; may run out (40 in 100).");
    assert.equal(ends({ low: 100, mid: 100, high: 100 }), "On course to end with 0% left; may run out (40 in 100).");
  });
});

describe("backtestText", () => {
  it("counts", () => {
    assert.equal(
      backtestText({ coverage: 0.81, intervals: 1240 }),
      "The forecast’s 80% range held 81% of 1,240 past changes.",
    );
  });
});
