import assert from "node:assert/strict";
import fc from "fast-check";
import { formatClock } from "../format.ts";
import type { Snapshot, WindowGauge, WindowsView } from "../snapshot.ts";
import {
  atHand,
  cost,
  ended,
  MINUTE,
  none,
  NOW,
  outlook,
  session,
  show,
  snapshot,
  suggestion,
  windows,
} from "./testSnapshot.ts";

describe("the meter's hover", () => {
  it("is a table of the session, the periods and the windows", () => {
    assert.equal(
      show(snapshot()).tooltip,
      `**Fix the parser** in bursar

At its prompt · Opus 5\\.5

| | |
|:---|---:|
| Context | 124K of 200K · 62% |
| To auto-compact | 43K |
| This session | \\$4\\.12 |
| Today | \\$10\\.00 |
| Last 7 days | \\$50\\.00 |

| Limits | Left | Resets | At this pace | From |
|:---|:---|:---|:---|:---|
| 5\\-hour | 59\\% | in 2 h 14 min | – | cached 12 min ago |

[Open dashboard](command:bursar.openDashboard) · [Pin a session](command:bursar.pinSession)`,
    );
  });

  it("names what of a cost no transcript holds, and what may be missing", () => {
    const parts = { sideUsd: 0.03, lowerBoundRequests: 1, estimatedMissingUsd: 1.2 };
    const { text, tooltip } = show(snapshot(atHand({ cost: cost(4.09, parts) })));
    assert.match(text, /≥ \$4\.12/);
    assert.ok(tooltip.includes("| This session | ≥ \\$4\\.12 |\n| of it compaction, titles, side calls | \\$0\\.03 |"));
    assert.ok(tooltip.includes("| beyond ≥, estimated | about \\$1\\.20 more |"));
  });

  it("says that figures are not complete while transcripts are read", () => {
    const index = { kind: "indexing", filesDone: 1, files: 9, bytesDone: 34, bytes: 100, startedAt: NOW } as const;
    assert.match(show(snapshot({ index })).tooltip, /1 of 9 files\. The figures are not complete yet\./);
    assert.doesNotMatch(show(snapshot()).tooltip, /not complete/);
  });

  it("offers to unpin a pinned session", () => {
    assert.match(
      show(snapshot({ atHand: { session: session(), why: "pinned" } })).tooltip,
      /\[Unpin\]\(command:bursar\.unpinSession\)$/,
    );
  });

  it("links the first suggestion to the command that acts on it, and says what it saves", () => {
    const others = [suggestion({ id: "2", title: "Second" }), suggestion({ id: "3", title: "Third" })];
    const { tooltip } = show(snapshot({ suggestions: [suggestion(), ...others] }));
    const [, link] = /\[Compact now\]\(command:bursar\.act\?([^)]*)\)/.exec(tooltip) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link ?? "")), ['compact:(s1)"']);
    assert.ok(tooltip.includes(String.raw`): saves about \$1\.20–\$3\.40`), tooltip);
    assert.doesNotMatch(tooltip, /Second|Third/);
  });

  it("claims no saving where none can be told", () => {
    const { tooltip } = show(snapshot({ suggestions: [suggestion({ saving: { usd: null, window: null } })] }));
    assert.match(tooltip, /\[Compact now\]\([^)]*\)\n/);
  });

  it("says what stands in the way of figures", () => {
    assert.match(show(null).tooltip, /^Reading Claude Code's sessions/);
    assert.match(show(snapshot(none)).tooltip, /^No Claude Code session found in \\\/home\\\/me\\\/\\\.claude\./);
    const waiting = {
      kind: "live",
      pid: 1,
      status: "waiting",
      waitingFor: "permission prompt",
      host: "terminal",
    } as const;
    assert.match(show(snapshot(atHand({ state: waiting }))).tooltip, /Waiting for you: permission prompt · Opus/);
    assert.match(show(snapshot(atHand({ state: ended }))).tooltip, /Ended 3 h ago/);
    const notice = { id: "n", level: "warning", message: "The disk is full.", remedy: "Free some space." } as const;
    assert.match(show(snapshot({ notices: [notice] })).tooltip, /The disk is full\\\. Free some space\\\./);
  });

  const gaugesShown = (...gauges: Partial<WindowGauge>[]) => {
    const [view] = windows().windows;
    const known = gauges.map((gauge) => windows(gauge).tightestWindow);
    const value: Partial<Snapshot> = {
      windows: [{ ...view, state: { kind: "known", gauges: known } }],
      tightestWindow: known[0] ?? null,
    };
    return show(snapshot(value)).tooltip;
  };

  it("says of each window what is left, its reset, where it is heading and who said so", () => {
    const heading = outlook({ hitProbability: 0.2, endPercent: { low: 58.2, mid: 64, high: 71 }, exhaustion: null });
    const tooltip = gaugesShown(
      { outlook: heading },
      { key: "seven_day", label: "7-day", binds: false, source: "live", readAt: NOW, outlook: heading, stale: true },
      { key: "spend_limit", label: "spend limit", binds: false, resetsAt: null },
    );
    assert.ok(
      tooltip.includes(
        String.raw`
| 5\-hour · tightest | 59\% | in 2 h 14 min | ends with 29–42\% left | cached 12 min ago |
| 7\-day | 59\% | in 2 h 14 min | – | live \<1 min ago |
| spend limit | 59\% | not known | – | cached 12 min ago |
`,
      ),
      tooltip,
    );
    assert.doesNotMatch(tooltip, /pace the/);
  });

  it("says when the tightest window ends before its reset, where that is likely", () => {
    const at = (minutes: number) => formatClock(NOW + minutes * MINUTE, NOW).replaceAll(":", String.raw`\:`);
    const early = gaugesShown({ outlook: outlook() });
    assert.ok(early.includes(`| used up at ${at(60)} |`), early);
    const sentence = String.raw`**At this pace the 5\-hour window ends at ${at(60)} \(${at(45)}–${at(90)}\)\, 1 h 14 min before its reset\.**`;
    assert.ok(early.includes(sentence), early);
    const hidden = gaugesShown({ outlook: outlook({ endPercent: null, exhaustion: null }) });
    assert.ok(hidden.includes(String.raw`a chance of 70\% that the 5\-hour window is used up before its reset`));
    assert.match(hidden, /min \| – \| cached/);
    assert.doesNotMatch(gaugesShown({ outlook: outlook({ hitProbability: 0.4 }) }), /At this pace the/);
    assert.doesNotMatch(gaugesShown({ outlook: outlook(), stale: true }), /At this pace the|used up/);
  });

  it("offers to connect what is not known, and says what was counted", () => {
    const [view] = windows().windows;
    const configDir = "/home/me/.claude (work)";
    const unknown: WindowsView = {
      ...view,
      configDir,
      state: { kind: "unknown", reason: "Connected, nothing so far.", remedy: "" },
    };
    const tooltipOf = (view: WindowsView, overrides: Partial<Snapshot> = {}) =>
      show(snapshot({ windows: [view], tightestWindow: null, ...overrides })).tooltip;
    const tooltip = tooltipOf(unknown);
    const [, link] = /^Limits: not connected\. \[Connect\]\(command:bursar\.connect\?([^)]*)\)/m.exec(tooltip) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link ?? "")), [configDir]);
    assert.ok(tooltip.includes(String.raw`) Counted here in the last 5 hours: \$4\.12`));
    const unused = { ...unknown, counted: { last5Hours: cost(0, { requests: 0 }), last7Days: cost(1) } };
    assert.doesNotMatch(tooltipOf(unused), /Counted here/);
    assert.ok(tooltipOf({ ...unused, connected: true }).includes(String.raw`Limits: Connected\, nothing so far\.`));
    const missing = { path: configDir, origin: "default", state: { kind: "missing" } } as const;
    assert.doesNotMatch(tooltipOf(unknown, { configDirs: [missing] }), /connected/);
  });

  it("tells several accounts apart", () => {
    const {
      windows: [view],
      tightestWindow,
    } = windows({ outlook: outlook() });
    const { tooltip } = show(
      snapshot({ windows: [view, { ...view, configDir: "C:\\Users\\me\\.claude-work" }], tightestWindow }),
    );
    assert.ok(tooltip.includes(String.raw`| \.claude | Left |`));
    assert.ok(tooltip.includes(String.raw`| \.claude\-work | Left |`));
    assert.ok(tooltip.includes(String.raw`the 5\-hour window of \.claude ends`));
  });

  it("takes no link and no table cell from a foreign text, and adds only Bursar's own commands", function () {
    this.timeout(20_000);
    const shown = (text: string) => {
      const { windows: known, tightestWindow } = windows({ label: text, outlook: outlook() });
      const views = known.flatMap((view) => [{ ...view, configDir: text }, view]);
      return show(
        snapshot({
          ...atHand({ title: text, project: text, model: { id: "m", name: text } }),
          configDirs: [],
          windows: views,
          tightestWindow: { ...tightestWindow, configDir: text },
        }),
      ).tooltip;
    };
    const lines = shown("plain").split("\n").length;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const tooltip = shown(`${text}](command:evil)|<b>`);
        const links = [...tooltip.matchAll(/(?<!\\)\]\((?!\\)([^)]*)\)/g)].map(([, target]) => target);
        assert.deepEqual(links, [
          "command:bursar.openDashboard",
          "command:bursar.pinSession",
          "command:bursar.pickAccount",
        ]);
        assert.equal(tooltip.split("\n").length, lines);
      }),
    );
  });
});
