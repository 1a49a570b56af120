import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../src/engine/engine.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { makeDemoHome } from "./home.mjs";
import { LiveSession } from "./liveSession.mjs";
import { LiveUse } from "./liveUse.mjs";
import { liveSessions } from "./work.mjs";

/** @typedef {import("../../src/shared/snapshot.ts").Snapshot} Snapshot */
/** @typedef {import("../../src/shared/snapshot.ts").WindowGauge} WindowGauge */

describe("the demo's home", function () {
  this.timeout(60_000);
  /** @type {string} */
  let dir;
  /** @type {import("./home.mjs").DemoHome} */
  let home;
  /** @type {LiveSession} */
  let session;
  /** @type {Engine} */
  let engine;
  /** @type {Snapshot} */
  let snapshot;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "bursar-demo-"));
    home = await makeDemoHome(dir, Date.now());
    const { configDir, dataDir, workspace } = home;
    session = new LiveSession({ configDir, cwd: workspace, ...liveSessions.waiting });
    session.setStatus("idle");
    /** @type {PromiseWithResolvers<void>} */
    const ready = Promise.withResolvers();
    engine = new Engine({
      settings: {
        configDirs: [{ path: configDir, origin: "bursar.configDirs" }],
        dataDir,
        readUsageCache: true,
        contextWindows: {},
        prices: {},
        storePromptExcerpts: true,
      },
      attention: { folders: [workspace], terminalPid: null, pinnedSessionId: null },
      clock: systemClock,
      log: () => {},
      send: (next) => {
        snapshot = next;
        if (next.suggestions.length > 0 && gauges().every(({ price }) => price !== null)) ready.resolve();
      },
      reopen: () => {},
    });
    await engine.start();
    await ready.promise;
  });

  after(async () => {
    await engine.close();
    session.end();
    await rm(dir, { recursive: true, force: true });
  });

  /** @returns {WindowGauge[]} */
  function gauges() {
    const state = snapshot.windows[0]?.state;
    return state?.kind === "known" ? state.gauges : [];
  }

  it("has a forecast, a pace and a price for each window", () => {
    assert.deepEqual(
      gauges()
        .map(({ key }) => key)
        .toSorted(),
      ["five_hour", "seven_day", "weekly_scoped:Opus"],
    );
    for (const { key, pace, outlook, price, spenders } of gauges()) {
      assert.ok(outlook.kind === "forecast" && outlook.backtest.intervals >= 8, key);
      assert.ok(pace && price && spenders && spenders.total.usd > 0, key);
    }
    const fiveHours = gauges().find(({ key }) => key === "five_hour");
    assert.ok(fiveHours?.outlook.kind === "forecast" && fiveHours.outlook.endPercent);
  });

  it("has past windows, with one among the latest that was used up", () => {
    const { windows } = engine.pastWindows({ configDir: home.configDir, key: "five_hour", before: null });
    assert.ok(windows.length >= 5);
    assert.ok(windows.some(({ exhaustedAt, counted }) => exhaustedAt !== null && counted.usd > 0));
    assert.ok(windows.some(({ exhaustedAt }) => exhaustedAt === null));
  });

  it("advises to compact the session that waits, and tells what came of earlier advice", () => {
    const [compact] = snapshot.suggestions;
    assert.equal(compact?.kind, "compact");
    assert.equal(compact.sessionId, liveSessions.waiting.sessionId);
    assert.ok(snapshot.followUps.some(({ state }) => state.kind === "measured" && state.savedUsd > 0));
  });

  it("says how it stands when the meter goes on with what the live sessions do", () => {
    const { configDir, workspace, meter } = home;
    const used = () => meter.limits(Date.now())[0]?.usedPercent ?? 0;
    const use = new LiveUse(meter, [{ configDir, cwd: workspace, ...liveSessions.waiting }]);
    const before = used();
    for (let request = 0; request < 20; request++) session.step();
    use.count();
    assert.ok(used() > before);
  });
});
