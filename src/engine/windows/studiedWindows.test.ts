import assert from "node:assert/strict";
import type { Cost, WindowsView } from "../../shared/snapshot.ts";
import type { StudiedDir, StudiedWindow } from "../windowStudy.ts";
import { studiedWindows, type AccountWindows } from "./studiedWindows.ts";
import { forecast, gauge, NOW } from "./testGauges.ts";

const NOTHING: Cost = {
  usd: 0,
  sideUsd: 0,
  requests: 0,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
};
const counted = { last5Hours: NOTHING, last7Days: { ...NOTHING, usd: 3, requests: 9 } };
const RESET = NOW + 4 * 3_600_000;

const studied = (windows: Record<string, Partial<StudiedWindow>>): StudiedDir => ({
  windows: new Map(
    Object.entries(windows).map(([key, window]) => [
      key,
      { resetsAt: RESET, outlook: forecast(0.1).outlook, price: null, spenders: null, trend: [], ...window },
    ]),
  ),
  ladder: null,
  hours: null,
  recentPrompts: [],
});

const account = (
  configDir: string,
  gauges: readonly ReturnType<typeof gauge>[],
  of: StudiedDir | null,
): AccountWindows => ({
  told: { configDir, connected: true, hint: null, state: { kind: "known", gauges: [...gauges] } },
  counted,
  studied: of,
});

function gaugesOf(view: WindowsView | undefined) {
  assert.equal(view?.state.kind, "known");
  return view.state.gauges;
}

describe("studiedWindows", () => {
  it("marks the window that its forecast ends first, though another is fuller", () => {
    const dir = studied({
      five_hour: { outlook: forecast(0.9).outlook },
      seven_day: { outlook: forecast(0.05).outlook },
    });
    const [view] = studiedWindows([account("/a", [gauge("five_hour", 40), gauge("seven_day", 70)], dir)], NOW);
    assert.deepEqual(
      gaugesOf(view).map(({ key, binds }) => [key, binds]),
      [
        ["five_hour", true],
        ["seven_day", false],
      ],
    );
    assert.equal(view?.counted.last7Days.requests, 9);
  });

  it("says nothing of a window that has begun since it was studied", () => {
    const dir = studied({ five_hour: { resetsAt: RESET - 5 * 3_600_000, trend: [{ at: NOW - 1, usedPercent: 90 }] } });
    const [first] = gaugesOf(studiedWindows([account("/a", [gauge("five_hour", 2)], dir)], NOW)[0]);
    assert.deepEqual([first?.outlook.kind, first?.trend], ["silent", []]);
  });

  it("takes a reset that moved by minutes for the same window", () => {
    const dir = studied({ five_hour: { resetsAt: RESET + 60_000 } });
    const [first] = gaugesOf(studiedWindows([account("/a", [gauge("five_hour", 2)], dir)], NOW)[0]);
    assert.equal(first?.outlook.kind, "forecast");
  });

  it("forecasts nothing from an old reading, and nothing before the first study", () => {
    const old = studiedWindows(
      [account("/a", [gauge("five_hour", 2, { stale: true })], studied({ five_hour: {} }))],
      NOW,
    );
    assert.match(JSON.stringify(gaugesOf(old[0])[0]?.outlook), /too old/);
    const early = studiedWindows([account("/a", [gauge("five_hour", 2)], null)], NOW);
    assert.match(JSON.stringify(gaugesOf(early[0])[0]?.outlook), /being worked out/);
  });

  it("names the account with the most room, and counts use where nothing is told", () => {
    const unknown: AccountWindows = {
      told: { configDir: "/c", connected: false, hint: null, state: { kind: "unknown", reason: "a", remedy: "b" } },
      counted,
      studied: null,
    };
    const views = studiedWindows(
      [account("/a", [gauge("five_hour", 90)], null), account("/b", [gauge("five_hour", 10)], null), unknown],
      NOW,
    );
    assert.deepEqual(
      views.map(({ mostRoom }) => mostRoom),
      [false, true, false],
    );
    assert.deepEqual([views[2]?.state.kind, views[2]?.counted.last7Days.usd], ["unknown", 3]);
  });
});
