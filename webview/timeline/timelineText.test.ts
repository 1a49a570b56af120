import assert from "node:assert/strict";
import { HOUR, NOW } from "../../test/webview/snapshots.ts";
import { timeline } from "../../test/webview/timelines.ts";
import { timelineMarks } from "./timelineMarks.ts";
import { leftOutText, markKind, markKindText, periodText, requestText, timelineSummary } from "./timelineText.ts";

describe("requestText", () => {
  const session = timeline(
    [
      { context: 124_300, usd: 0.12 },
      { context: 9_400, usd: null, model: 1, rewritten: 118_000 },
    ],
    {
      leftOut: 40,
      compactions: [{ at: NOW - 1, auto: true }],
    },
  );
  const text = (index: number): string => requestText(session, timelineMarks(session), index, NOW);
  it("tells a request with its figures", () => {
    assert.match(text(0), /^Request 41 of 42, [^,]*05[^,]*, context 124K tokens, \$0\.12\.$/);
  });
  it("tells what happened at it; no price is not nothing", () => {
    assert.match(
      text(1),
      /, context 9\.4K tokens, unpriced\. Compacted before it, automatically\. Model switched from Sonnet 5\.5 to Opus 5\.5\. Cache break: 118K tokens written again\.$/,
    );
  });
  it("is empty where there is none", () => assert.equal(text(2), ""));
  it("says one token of one", () => {
    const one = timeline([{ context: 1, usd: 0.12, rewritten: 1 }]);
    const said = requestText(one, timelineMarks(one), 0, NOW);
    assert.match(said, /, context 1 token, \$0\.12\. Cache break: 1 token written again\.$/);
  });
});

describe("markKindText", () => {
  it("keeps apart how compactions began", () => {
    const session = timeline([{}], { compactions: [true, false, null].map((auto) => ({ at: NOW + 1, auto })) });
    assert.deepEqual(
      timelineMarks(session).map((mark) => markKindText(markKind(mark), 1)),
      ["1 automatic compaction", "1 compaction on request", "1 compaction, not known how begun"],
    );
    assert.equal(markKindText("break", 3), "3 cache breaks");
  });
});

describe("timelineSummary", () => {
  it("says how much there was, left out requests included", () => {
    const session = timeline([{ context: 20_000 }, { context: 164_000 }, { context: 31_000 }], { leftOut: 1200 });
    assert.equal(timelineSummary(session), "1,203 requests, context at most 164K tokens, 31K at the last.");
    assert.equal(timelineSummary(timeline([{ context: 20_000 }])), "1 request, context 20K tokens.");
    assert.equal(timelineSummary(timeline([{ context: 1 }])), "1 request, context 1 token.");
    assert.equal(
      timelineSummary(timeline([{ context: 1 }, { context: 0 }])),
      "2 requests, context at most 1 token, 0 at the last.",
    );
  });
});

describe("leftOutText", () => {
  it("counts", () => {
    assert.equal(leftOutText(1), "The earliest request is left out.");
    assert.equal(leftOutText(1200), "The 1,200 earliest requests are left out.");
  });
});

describe("periodText", () => {
  it("says the day once when it is one", () => {
    const monday = new Date(2026, 10, 16, 9, 12).getTime();
    assert.match(periodText(monday, monday + 2 * HOUR, NOW), /^Mon.*9:12.* to \D*11:12/);
    assert.doesNotMatch(periodText(monday, monday + 2 * HOUR, NOW), /Mon.*Mon/);
    assert.match(periodText(monday, monday + 26 * HOUR, NOW), /^Mon.*9:12.* to Tue/);
  });
});
