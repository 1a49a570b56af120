import assert from "node:assert/strict";
import { HOUR, MINUTE, pastWindow } from "../../test/webview/snapshots.ts";
import { endText, fillersText, spanText } from "./pastWindowText.ts";

describe("a past window's words", () => {
  const past = pastWindow();

  it("give its day and times", () => {
    assert.match(spanText(past), /18.*4:10.*9:10/);
    assert.match(spanText({ ...past, startedAt: null }), /^until .*18.*9:10/);
  });
  it("say whether it was used up, and how long before its reset", () => {
    assert.equal(endText(past), "not used up");
    const early = { ...past, exhaustedAt: past.resetsAt - HOUR - 30 * MINUTE };
    assert.match(endText(early), /^used up at 0?7:40(\sAM)?, 1\sh 30\smin before its reset$/);
    assert.match(endText({ ...past, exhaustedAt: past.resetsAt }), /^used up at 0?9:10(\sAM)?$/);
  });
  it("say the day on which one was used up that began on another", () => {
    const weekly = { ...past, startedAt: past.resetsAt - 7 * 24 * HOUR, exhaustedAt: past.resetsAt - HOUR };
    assert.match(endText(weekly), /^used up at .*18.*8:10(\sAM)?, 1\sh before its reset$/);
  });
  it("name what filled it most, without the rest", () => {
    assert.equal(
      fillersText(past.bySession),
      "Keep the last line of a torn transcript 61%, Write the release notes 22%",
    );
    const many = ["a", "b", "c", "d"].map((name) => ({ id: name, name, usd: 1, share: 25 }));
    assert.equal(fillersText(many), "a 25%, b 25%, c 25%");
    assert.equal(fillersText([]), "");
  });
});
