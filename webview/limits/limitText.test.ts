import assert from "node:assert/strict";
import { fiveHour, HOUR, MINUTE, NOW, sevenDay } from "../../test/webview/snapshots.ts";
import { hasReset, limitValueText, resetText, toldText, usedText } from "./limitText.ts";

describe("resetText", () => {
  it("gives countdown and clock", () => {
    const resetsAt = NOW + 2 * HOUR + 14 * MINUTE;
    assert.match(resetText({ resetsAt }, NOW), /^resets in 2 h 14 min, (16:20|4:20\sPM)$/);
  });
  it("says when it is unknown", () => assert.equal(resetText({ resetsAt: null }, NOW), "reset time unknown"));
  it("says when it has passed", () => assert.match(resetText({ resetsAt: NOW - HOUR }, NOW), /^reset at /));
});

describe("hasReset", () => {
  it("holds from the reset on", () => {
    assert.equal(hasReset({ resetsAt: NOW + 1 }, NOW), false);
    assert.equal(hasReset({ resetsAt: NOW }, NOW), true);
    assert.equal(hasReset({ resetsAt: null }, NOW), false);
  });
});

describe("limitValueText", () => {
  it("says first what is left, then whatever the bar shows", () => {
    assert.match(
      limitValueText(fiveHour, NOW),
      /^59% left, 41% used, 14 points behind even use, resets in .+, On course to end with 12–31% left; /,
    );
    assert.match(limitValueText(sevenDay, NOW), /^17% left, ends first, 83% used, /);
  });
  it("leaves out what is not known", () => {
    const bare = { ...fiveHour, pace: null, outlook: { kind: "silent", reason: "Too few changes." } } as const;
    assert.match(limitValueText(bare, NOW), /^59% left, 41% used, resets in [^,]+, [^,]+$/);
  });
});

describe("usedText", () => {
  it("does not pass an old window off as the present one", () => {
    assert.equal(usedText({ ...fiveHour, resetsAt: NOW - HOUR }, NOW), "41% used before that");
  });
});

describe("toldText", () => {
  it("names source, age and what told it", () => {
    assert.equal(toldText(fiveHour, NOW), "cached, 12 min ago, from Claude Code’s usage note");
    const live = { ...fiveHour, source: "live", toldBy: "status line", readAt: NOW } as const;
    assert.equal(toldText(live, NOW), "live, <1 min ago, from the status line");
  });
});
