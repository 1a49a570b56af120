import assert from "node:assert/strict";
import { join } from "node:path";
import type { ConfigDirView, Snapshot, WindowGauge } from "../shared/snapshot.ts";
import { terminalEnvironment, terminalPicks } from "./claudeTerminal.ts";

const NOW = 1_763_000_000_000;
const HOUR = 60 * 60_000;

interface Dir {
  path: string;
  gauges?: Partial<WindowGauge>[];
  missing?: boolean;
  mostRoom?: boolean;
}

/** What the picks are made of. */
const snapshot = (...dirs: Dir[]): Snapshot =>
  ({
    configDirs: dirs.map(({ path, missing = false }) => ({
      path,
      origin: "default",
      state: missing ? { kind: "missing" } : { kind: "ok", files: 1, sessions: 1 },
    })),
    windows: dirs.map(({ path, gauges, mostRoom = false }) => ({
      configDir: path,
      mostRoom,
      state: gauges
        ? {
            kind: "known",
            gauges: gauges.map((gauge) => ({
              label: "5-hour",
              resetsAt: NOW + 2 * HOUR,
              readAt: NOW,
              stale: false,
              binds: false,
              outlook: { kind: "silent", reason: "" },
              ...gauge,
            })),
          }
        : { kind: "unknown", reason: "", remedy: "" },
    })),
  }) as unknown as Snapshot;

describe("terminalPicks", () => {
  it("has the most room first, what is not known last", () => {
    const picks = terminalPicks(
      snapshot(
        { path: "/home/me/.unknown" },
        { path: "/home/me/.old", gauges: [{ leftPercent: 99, stale: true, readAt: NOW - 3 * HOUR }] },
        { path: "/home/me/.claude", gauges: [{ leftPercent: 12 }] },
        { path: "/home/me/.work", gauges: [{ leftPercent: 59 }], mostRoom: true },
        { path: "/home/me/.new", missing: true },
      ),
      NOW,
    );
    assert.deepEqual(
      picks.map(({ label, description, detail }) => [label, description, detail]),
      [
        [".work", "/home/me/.work · most room", "5-hour: 59% left · resets in 2 h"],
        [".claude", "/home/me/.claude", "5-hour: 12% left · resets in 2 h"],
        [".unknown", "/home/me/.unknown", "What is left is not known."],
        [".old", "/home/me/.old", "5-hour: 99% left · resets in 2 h · read 3 h ago"],
        [".new", "/home/me/.new", "Claude Code has not been used with it so far."],
      ],
    );
  });

  it("says the window that binds, not the fullest; the fullest where none is marked", () => {
    const week = { label: "7-day", leftPercent: 20, resetsAt: null };
    const detail = (...gauges: Partial<WindowGauge>[]) =>
      terminalPicks(snapshot({ path: "/c", gauges }), NOW)[0]?.detail;
    const outlook = { kind: "forecast", hitProbability: 0.8 } as WindowGauge["outlook"];
    assert.equal(
      detail(week, { leftPercent: 40, binds: true, outlook }),
      "5-hour: 40% left · resets in 2 h · likely used up before that",
    );
    assert.equal(detail({ leftPercent: 40 }, week), "7-day: 20% left");
    assert.equal(detail({ leftPercent: 40, resetsAt: NOW }), "5-hour: 40% left · reset since");
  });
});

describe("terminalEnvironment", () => {
  const home = join("/", "home", "me");
  const variable = (path: string, origin: ConfigDirView["origin"]) =>
    terminalEnvironment({ path, origin }, home).CLAUDE_CONFIG_DIR;

  it("names a directory, and takes the variable away for the default one", () => {
    assert.equal(variable(join(home, ".claude-work"), "bursar.configDirs"), join(home, ".claude-work"));
    assert.equal(variable(join(home, ".claude"), "default"), null);
    assert.equal(variable(join(home, ".claude"), "bursar.configDirs"), null);
  });

  it("leaves the default one named where the user's environment names it", () => {
    for (const origin of ["environment", "claudeCode.environmentVariables", "terminal.integrated.env"] as const) {
      assert.equal(variable(join(home, ".claude"), origin), join(home, ".claude"));
    }
  });
});
