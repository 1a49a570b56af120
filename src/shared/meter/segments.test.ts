import assert from "node:assert/strict";
import type { SessionView, Snapshot, WindowsView } from "../snapshot.ts";
import { STATUS_BAR_SEGMENTS, type StatusBarSegment, segmentsIn } from "./segmentNames.ts";
import { figuresOf } from "./segments.ts";
import {
  atHand,
  context,
  cost,
  ended,
  MINUTE,
  none,
  NOW,
  outlook,
  session,
  show,
  snapshot,
  spend,
  suggestion,
  windows,
} from "./testSnapshot.ts";

const cache = (minutes: number): SessionView["cache"] => ({
  expiresAt: NOW + minutes * MINUTE,
  ttl: "5m",
  source: "measured",
  asOf: NOW,
});

const empty = { ...spend(0), total: cost(0, { requests: 0 }) };

const PERSONAL = "/home/me/.claude";
const WORK = "/home/me/.claude-work";

/** Two accounts; of the first the 5-hour window is the tightest of all, of the second its week binds. */
function twoAccounts(): Partial<Snapshot> {
  const personal = windows({ usedPercent: 61 });
  const [week, day] = [
    windows({ usedPercent: 18, key: "seven_day", label: "7-day" }).tightestWindow,
    windows({ usedPercent: 5, binds: false }).tightestWindow,
  ];
  const [view] = personal.windows;
  const work: WindowsView = { ...view, configDir: WORK, state: { kind: "known", gauges: [day, week] } };
  return { windows: [view, work], tightestWindow: personal.tightestWindow };
}

const full = snapshot({ ...atHand({ cache: cache(4) }), suggestions: [suggestion()] });
const shown = (
  value: Snapshot,
  segments: readonly StatusBarSegment[],
  form: "full" | "compact" = "full",
  configDir: string | null = null,
) => figuresOf(value, { segments, form, configDir }, NOW).map(({ text }) => text);

describe("the segments of the status bar", () => {
  const cases: [StatusBarSegment, string, string, string][] = [
    ["model", "Opus 5.5", "Opus 5.5", "Opus 5.5"],
    ["context", "62% ctx", "62%", "context 62% full, 124K of 200K tokens"],
    ["runway", "43K to compact", "43K", "43K tokens to auto-compact"],
    ["cache", "cache 4 min", "4 min", "prompt cache warm for 4 min"],
    ["sessionCost", "$4.12", "$4.12", "cost $4.12"],
    ["today", "today $10.00", "$10.00", "today $10.00"],
    ["last7Days", "7 days $50.00", "$50.00", "last 7 days $50.00"],
    ["window", "5h 59% left", "59%", "5-hour window 59% left"],
    ["allWindows", "5h 59% left", "59%", "5-hour window 59% left"],
    ["reset", "resets in 2 h 14 min", "2 h 14 min", "5-hour window resets in 2 h 14 min"],
    ["suggestion", "$(lightbulb) Compact now", "$(lightbulb)", "suggestion: Compact now"],
  ];
  for (const [segment, text, compact, spoken] of cases) {
    it(`${segment}: “${text}”, compact “${compact}”`, () => {
      const choice = { segments: [segment], configDir: null };
      assert.deepEqual(figuresOf(full, { ...choice, form: "full" }, NOW), [{ text, spoken }]);
      assert.deepEqual(figuresOf(full, { ...choice, form: "compact" }, NOW), [{ text: compact, spoken }]);
    });
  }

  it("are each tried here", () => {
    assert.deepEqual(
      cases.map(([segment]) => segment),
      STATUS_BAR_SEGMENTS,
    );
  });

  it("stand in the order of the settings", () => {
    assert.deepEqual(shown(full, ["window", "today", "context"]), ["5h 59% left", "today $10.00", "62% ctx"]);
    assert.equal(
      show(full, { segments: ["context", "sessionCost", "window"], form: "compact" }).text,
      "$(dashboard) 62% · $4.12 · 59%",
    );
  });

  it("have no figure for what is not known", () => {
    const nothing = snapshot({ ...none, spend: { today: empty, last7Days: empty, last30Days: empty } });
    assert.deepEqual(shown(nothing, STATUS_BAR_SEGMENTS), []);
    const silent = atHand({ model: null, context: { kind: "unknown" }, cost: cost(0, { requests: 0 }) });
    assert.deepEqual(
      shown(snapshot({ ...silent, ...windows({ resetsAt: NOW }) }), [
        "model",
        "context",
        "runway",
        "cache",
        "sessionCost",
        "reset",
      ]),
      [],
    );
  });

  it("say once, before the session's first figure, that it has ended", () => {
    const value = snapshot(atHand({ state: ended }));
    assert.deepEqual(shown(value, ["today", "context", "sessionCost"]), ["today $10.00", "ended", "62% ctx", "$4.12"]);
    assert.deepEqual(shown(value, ["today"]), ["today $10.00"]);
  });

  it("tell a cache that is cold, a context just compacted, and the age of an old reading, in both forms", () => {
    const compacted: SessionView["context"] = { kind: "compacted", estimate: null, window: 200_000, asOf: NOW };
    const value = snapshot({
      ...atHand({ cache: cache(-1), context: compacted }),
      ...windows({ stale: true, readAt: NOW - 190 * MINUTE }),
    });
    const segments = ["cache", "context", "window"] as const;
    assert.deepEqual(shown(value, segments), ["cache cold", "compacted", "5h 59% left (3 h ago)"]);
    assert.deepEqual(shown(value, segments, "compact"), ["cold", "compacted", "59% (3 h ago)"]);
  });

  it("take no icon from a foreign text", () => {
    const value = snapshot({
      ...atHand({ model: { id: "m", name: "$(flame) Opus" } }),
      suggestions: [suggestion({ title: "$(flame) Compact" })],
    });
    assert.deepEqual(shown(value, ["model", "suggestion"]), ["$ (flame) Opus", "$(lightbulb) $ (flame) Compact"]);
  });

  it("speak of the tightest window of all, or of the account that was picked", () => {
    const value = snapshot(twoAccounts());
    assert.deepEqual(shown(value, ["window", "allWindows"]), ["5h 39% left", "5h 39% left"]);
    assert.deepEqual(shown(value, ["window", "allWindows"], "full", WORK), [
      "7d 82% left",
      "5h 95% left",
      "7d 82% left",
    ]);
    assert.deepEqual(shown(value, ["window"], "full", "/no/longer/read"), ["5h 39% left"]);
  });

  it("show no other account's window in place of one that is not known", () => {
    const [personal, work] = twoAccounts().windows ?? [];
    assert.ok(personal && work);
    const unknown: WindowsView = { ...work, state: { kind: "unknown", reason: "Nothing so far.", remedy: "" } };
    const value = snapshot({ ...twoAccounts(), windows: [personal, unknown] });
    assert.deepEqual(shown(value, ["window", "allWindows", "reset"], "full", WORK), []);
    assert.deepEqual(shown(value, ["window"], "full", PERSONAL), ["5h 39% left"]);
  });

  it("colour by the window that is shown", () => {
    const { tightestWindow, ...rest } = twoAccounts();
    assert.ok(tightestWindow);
    const value = snapshot({ ...rest, tightestWindow: { ...tightestWindow, usedPercent: 96, outlook: outlook() } });
    assert.equal(show(value).severity, "error");
    assert.equal(show(value, { configDir: WORK }).severity, "none");
  });

  it("mark the picked account in the hover, and offer to pick one where there are several", () => {
    const value = snapshot({ ...twoAccounts(), atHand: { session: session(), why: "workspace" } });
    assert.match(show(value).tooltip, /\[Pick an account\]\(command:bursar\.pickAccount\)$/);
    assert.doesNotMatch(show(value).tooltip, /in the status bar/);
    assert.ok(
      show(value, { configDir: WORK }).tooltip.includes(String.raw`| \.claude\-work · in the status bar | Left |`),
    );
    assert.doesNotMatch(show(snapshot()).tooltip, /Pick an account/);
  });

  it("leave the hover a row for the prompt cache", () => {
    assert.ok(show(full).tooltip.includes("| Prompt cache | warm for 4 min |"));
    assert.ok(
      show(snapshot(atHand({ cache: cache(0), context: context(1) }))).tooltip.includes("| Prompt cache | cold |"),
    );
  });
});

describe("segmentsIn", () => {
  it("keeps the names that there are, once each, in their order", () => {
    assert.deepEqual(segmentsIn(["window", "weather", null, "context", "window"]), ["window", "context"]);
  });
});
