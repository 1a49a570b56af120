import assert from "node:assert/strict";
import {
  atHand,
  context,
  cost,
  ended,
  MINUTE,
  none,
  NOW,
  outlook,
  show,
  snapshot,
  windows,
} from "./meter/testSnapshot.ts";
import type { Snapshot } from "./snapshot.ts";

describe("the meter's text", () => {
  const cases: [string, Snapshot | null, string][] = [
    ["all is known", snapshot(), "$(dashboard) 62% ctx · $4.12 · 5h 59% left"],
    ["no window is known", snapshot({ windows: [], tightestWindow: null }), "$(dashboard) 62% ctx · $4.12"],
    [
      "a stale window says its age",
      snapshot(windows({ stale: true, readAt: NOW - 190 * MINUTE })),
      "$(dashboard) 62% ctx · $4.12 · 5h 59% left (3 h ago)",
    ],
    [
      "an ended session",
      snapshot({ ...atHand({ state: ended, context: context(41) }), windows: [], tightestWindow: null }),
      "$(dashboard) ended · 41% ctx · $4.12",
    ],
    [
      "just compacted",
      snapshot(atHand({ context: { kind: "compacted", estimate: 20_000, window: 200_000, asOf: NOW } })),
      "$(dashboard) compacted · $4.12 · 5h 59% left",
    ],
    [
      "a lower bound",
      snapshot(atHand({ cost: cost(4.12, { lowerBoundRequests: 1 }) })),
      "$(dashboard) 62% ctx · ≥ $4.12 · 5h 59% left",
    ],
    [
      "no price",
      snapshot(atHand({ cost: cost(0, { unpricedRequests: 10 }) })),
      "$(dashboard) 62% ctx · unpriced · 5h 59% left",
    ],
    [
      "no request yet",
      snapshot(atHand({ context: { kind: "unknown" }, cost: cost(0, { requests: 0 }) })),
      "$(dashboard) 5h 59% left",
    ],
    ["no session, a window", snapshot({ atHand: null }), "$(dashboard) 5h 59% left"],
    ["nothing at all", snapshot(none), "$(dashboard)"],
    ["the engine has not spoken yet", null, "$(dashboard)"],
    [
      "indexing, with nothing else to show",
      snapshot({
        ...none,
        index: { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW },
      }),
      "$(loading~spin) indexing 34%",
    ],
    [
      "indexing, sizes not known yet",
      snapshot({
        ...none,
        index: { kind: "indexing", filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: NOW },
      }),
      "$(loading~spin) indexing",
    ],
    [
      "indexing behind a session",
      snapshot({ index: { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW } }),
      "$(dashboard) 62% ctx · $4.12 · 5h 59% left",
    ],
  ];
  for (const [name, value, text] of cases) {
    it(name, () => {
      assert.equal(show(value).text, text);
    });
  }

  it("shortens the labels of windows, and shows an icon's syntax in one as text", () => {
    const { tightestWindow } = windows();
    const labelled = (label: string) => show(snapshot({ ...none, tightestWindow: { ...tightestWindow, label } })).text;
    assert.equal(labelled("7-day"), "$(dashboard) 7d 59% left");
    assert.equal(labelled("7-day Opus"), "$(dashboard) 7d Opus 59% left");
    assert.equal(labelled("$(flame) weekly"), "$(dashboard) $ (flame) weekly 59% left");
  });

  it("warns while the engine is down, and keeps the last figures", () => {
    const down = { engineDown: "Bursar's engine stopped. It starts again in 2 s." };
    assert.equal(show(snapshot(), down).text, "$(warning) 62% ctx · $4.12 · 5h 59% left");
    assert.equal(show(null, down).text, "$(warning)");
    const { tooltip, accessibilityLabel } = show(snapshot(), down);
    assert.match(tooltip, /engine stopped.*\[Restart\]\(command:bursar\.restartEngine\)/);
    assert.match(accessibilityLabel, /^Bursar, Bursar's engine stopped/);
  });
});

describe("the meter's colour", () => {
  const cases: [string, Partial<Snapshot>, "none" | "warning" | "error"][] = [
    ["below", atHand({ context: context(69.9) }), "none"],
    ["context from the warning threshold", atHand({ context: context(70) }), "warning"],
    ["context from the error threshold", atHand({ context: context(90) }), "error"],
    ["an ended session's context", atHand({ context: context(99), state: ended }), "none"],
    ["a window from the warning threshold", windows({ usedPercent: 80 }), "warning"],
    ["a window from the error threshold", windows({ usedPercent: 95 }), "error"],
    ["a stale window", windows({ usedPercent: 99, stale: true, outlook: outlook() }), "none"],
    ["a window that has reset since", windows({ usedPercent: 99, resetsAt: NOW, outlook: outlook() }), "none"],
    [
      "a window that is likely used up before its reset",
      windows({ outlook: outlook({ hitProbability: 0.5 }) }),
      "warning",
    ],
    ["a window that may be used up before its reset", windows({ outlook: outlook({ hitProbability: 0.49 }) }), "none"],
    ["the worse of the two", { ...atHand({ context: context(75) }), ...windows({ usedPercent: 96 }) }, "error"],
  ];
  for (const [name, overrides, severity] of cases) {
    it(`${name}: ${severity}`, () => {
      assert.equal(show(snapshot(overrides)).severity, severity);
    });
  }

  it("is none while the engine is down: the figures are old", () => {
    assert.equal(show(snapshot(atHand({ context: context(99) })), { engineDown: "gone" }).severity, "none");
  });
});

describe("the meter's label for screen readers", () => {
  it("says it in words", () => {
    assert.equal(
      show(snapshot()).accessibilityLabel,
      "Bursar, context 62% full, 124K of 200K tokens, cost $4.12, 5-hour window 59% left",
    );
    assert.match(
      show(snapshot(windows({ outlook: outlook() }))).accessibilityLabel,
      /, 5-hour window 59% left, likely used up before its reset$/,
    );
    assert.equal(show(snapshot(none)).accessibilityLabel, "Bursar, no Claude Code session found");
    assert.equal(show(null).accessibilityLabel, "Bursar, starting");
  });
});
