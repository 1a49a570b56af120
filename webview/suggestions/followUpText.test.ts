import assert from "node:assert/strict";
import { HOUR, followUp, measured, MINUTE, NOW } from "../../test/webview/snapshots.ts";
import { formatClock } from "../../src/shared/format.ts";
import { followUpText, followUpTone, measuredText } from "./followUpText.ts";

const at = formatClock(NOW - 4 * MINUTE, NOW);
const text = (overrides: Parameters<typeof followUp>[0] = {}): string => followUpText(followUp(overrides), false, NOW);

describe("followUpText", () => {
  it("says what was done, what changed, when it was paid back, and what it saved so far", () =>
    assert.equal(text(), `Compacted ${at}: 212K\u00A0→\u00A041K, paid back after 5 requests, $2.31 saved so far`));
  it("names the session where that is not plain", () =>
    assert.match(followUpText(followUp(), true, NOW), /^Compacted in “harbour” /));
  it("says when no more is to come", () => {
    assert.match(text({ state: measured({ final: true }) }), /, \$2\.31 saved$/);
    assert.match(text({ state: measured({ paidBackAfter: null }) }), /41K, \$2\.31 saved so far$/);
  });
  it("does not hide what has not paid", () => {
    const loss = { savedUsd: -0.31, paidBackAfter: null, requests: 3 };
    assert.match(text({ state: measured(loss) }), /, not paid back after 3 requests: \$0\.31 to go$/);
    assert.match(text({ state: measured({ ...loss, final: true }) }), /, not paid back in 3 requests: \$0\.31 lost$/);
  });
  it("gives the cost of a request where that is what changed", () => {
    const command = "/model sonnet";
    assert.equal(
      text({ command, state: measured({ paidBackAfter: 0 }) }),
      `Switched to sonnet ${at}: a request $0.14\u00A0→\u00A0$0.05, $2.31 saved so far`,
    );
  });
  it("claims nothing that was not seen", () => {
    const state = { kind: "waiting" } as const;
    const command = "/compact Keep: parser.ts, the failing fixture";
    const texts = (["submitted", "inserted", "prefilled", "copied"] as const).map((result) =>
      text({ state, command, result }),
    );
    assert.deepEqual(texts, [
      `\`/compact …\` sent ${at}: not seen to run so far`,
      `\`/compact …\` put into the prompt ${at}: not sent so far`,
      `\`/compact …\` put into the prompt ${at}: not sent so far`,
      `\`/compact …\` copied ${at}: not seen to run so far`,
    ]);
    assert.equal(
      followUpText(followUp({ state, command }), true, NOW),
      `\`/compact …\` put into the prompt of “harbour” ${at}: not sent so far`,
    );
    assert.equal(text({ state: { kind: "measuring", requests: 1 } }), `Compacted ${at}: measuring, 1 request so far`);
    assert.equal(
      text({ state: { kind: "nothing", reason: "The session ended before." } }),
      `\`/compact\` ${at}: nothing measured. The session ended before.`,
    );
  });
  it("has words for every command that is suggested", () => {
    const state = { kind: "measuring", requests: 2 } as const;
    const of = (command: string): string => text({ command, state }).split(` ${at}`)[0] ?? "";
    assert.equal(of("/clear"), "Cleared");
    assert.equal(of("/effort medium"), "Effort set to medium");
    assert.equal(of("/autocompact 240000"), "Auto-compact set to 240000");
    assert.equal(of("CLAUDE_CODE_SUBAGENT_MODEL=haiku"), "`CLAUDE_CODE_SUBAGENT_MODEL=haiku` done");
  });
  it("says the day of one that is not today's", () => {
    const day = NOW - 20 * HOUR;
    assert.ok(text({ at: day }).startsWith(`Compacted ${formatClock(day, NOW)}:`));
  });
});

describe("followUpTone", () => {
  it("tells paid, lost and open apart", () => {
    const tone = (state: ReturnType<typeof followUp>["state"]): string => followUpTone(followUp({ state }));
    assert.equal(tone({ kind: "waiting" }), "open");
    assert.equal(tone(measured()), "paid");
    assert.equal(tone(measured({ savedUsd: -0.1 })), "open");
    assert.equal(tone(measured({ savedUsd: -0.1, final: true })), "lost");
    assert.equal(tone({ kind: "nothing", reason: "" }), "nothing");
  });
});

describe("measuredText", () => {
  it("gives all that was measured, beside what was expected", () => {
    assert.equal(
      measuredText(followUp()),
      "context 212K\u00A0→\u00A041K, a request $0.14\u00A0→\u00A0$0.05, the action itself $0.47, over 31 requests, expected to save $1.20–$3.40",
    );
    assert.equal(
      measuredText(followUp({ expectedUsd: null, state: measured({ costUsd: null }) })),
      "context 212K\u00A0→\u00A041K, a request $0.14\u00A0→\u00A0$0.05, over 31 requests",
    );
    assert.equal(measuredText(followUp({ state: { kind: "waiting" } })), null);
  });
  it("says a loss that was to be feared as one, without a minus sign", () => {
    const detail = measuredText(followUp({ expectedUsd: { low: -0.1, mid: 1, high: 2.1 } })) ?? "";
    assert.match(detail, /, expected: from \$0\.10 lost to \$2\.10 saved$/);
  });
  it("leaves out a request's price that stayed the same", () => {
    const state = measured({ usdPerRequestBefore: 0.071, usdPerRequestAfter: 0.069 });
    assert.doesNotMatch(measuredText(followUp({ state })) ?? "", /a request/);
    assert.equal(
      text({ command: "/model sonnet", state }),
      `Switched to sonnet ${at}: paid back after 5 requests, $2.31 saved so far`,
    );
  });
});
