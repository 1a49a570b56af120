import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bridgePlaces } from "../shared/bridgePlaces.ts";
import { systemClock } from "../shared/clock.ts";
import type { Attention } from "../shared/engineProtocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { Engine } from "./engine.ts";
import { suspect } from "./ledger/store.ts";

const TIMEOUT_MS = 15_000;
/** Of the windows that status lines tell of, in seconds. */
const RESETS_AT = Math.floor(Date.now() / 1000) + 3600;

/** An engine whose Snapshots can be waited for. */
class Watched {
  readonly engine: Engine;
  readonly logged: string[] = [];
  reopenings = 0;
  /** How far the engine's clock is ahead of the real one. */
  aheadMs = 0;
  private readonly events = new EventEmitter();
  private latest: Snapshot | null = null;

  constructor(configDirs: string[], dataDir: string, contextWindows = {}) {
    this.engine = new Engine({
      settings: {
        configDirs: configDirs.map((path) => ({ path, origin: "bursar.configDirs" })),
        dataDir,
        readUsageCache: true,
        contextWindows,
        prices: {},
        storePromptExcerpts: true,
      },
      attention: { folders: [], terminalPid: null, pinnedSessionId: null },
      clock: { now: () => Date.now() + this.aheadMs, after: (ms, run) => systemClock.after(ms, run) },
      log: (_, message) => this.logged.push(message),
      send: (snapshot) => {
        this.latest = snapshot;
        this.events.emit("snapshot");
      },
      reopen: () => {
        this.reopenings++;
        this.events.emit("reopen");
      },
    });
  }

  async reopened(): Promise<void> {
    if (this.reopenings === 0) await once(this.events, "reopen", { signal: AbortSignal.timeout(TIMEOUT_MS) });
  }

  /** The first Snapshot, already here or to come, that is as wanted. */
  async until(wanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    while (!this.latest || !wanted(this.latest)) await once(this.events, "snapshot", { signal });
    return this.latest;
  }
}

describe("Engine", function () {
  this.timeout(2 * TIMEOUT_MS);
  let root: string;
  let configDir: string;
  let engines: Watched[];
  let nextId = 1;

  const start = async (dirs = [configDir], contextWindows = {}) => {
    const watched = new Watched(dirs, join(root, "data"), contextWindows);
    engines.push(watched);
    await watched.engine.start();
    return watched;
  };
  const transcript = (sessionId: string) => join(configDir, "projects", "-acme", `${sessionId}.jsonl`);
  const row = (sessionId: string, cacheRead: number, overrides: Record<string, unknown> = {}) => {
    const usage = { input_tokens: 10, cache_read_input_tokens: cacheRead, output_tokens: 50 };
    const message = {
      id: `msg_${nextId++}`,
      role: "assistant",
      model: "claude-opus-5-5",
      stop_reason: "end_turn",
      usage,
    };
    const timestamp = new Date().toISOString();
    return `${JSON.stringify({ isSidechain: false, message, type: "assistant", timestamp, cwd: "/acme", sessionId, ...overrides })}\n`;
  };
  const append = (sessionId: string, text: string) => appendFileSync(transcript(sessionId), text);
  const attend = (attention: Partial<Attention>): Attention => ({
    folders: [],
    terminalPid: null,
    pinnedSessionId: null,
    ...attention,
  });
  const writeRecord = (sessionId: string, overrides: Record<string, unknown> = {}) => {
    mkdirSync(join(configDir, "sessions"), { recursive: true });
    const record = {
      pid: process.pid,
      sessionId,
      cwd: "/acme",
      entrypoint: "cli",
      status: "idle",
      updatedAt: Date.now(),
      ...overrides,
    };
    writeFileSync(join(configDir, "sessions", `${process.pid}.json`), JSON.stringify(record));
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bursar-engine-"));
    configDir = join(root, "claude");
    mkdirSync(join(configDir, "projects", "-acme"), { recursive: true });
    engines = [];
  });
  afterEach(async () => {
    for (const { engine } of engines) await engine.close();
    rmSync(root, { recursive: true });
  });

  it("tells what is there, and what is appended", async () => {
    append("s1", row("s1", 100_000));
    const { until } = bind(await start());
    const first = await until((snapshot) => snapshot.index.kind === "idle");
    assert.equal(first.atHand?.session.sessionId, "s1");
    assert.deepEqual(first.configDirs[0]?.state, { kind: "ok", files: 1, sessions: 1 });
    append("s1", row("s1", 300_000));
    const next = await until((snapshot) => snapshot.spend.today.total.requests === 2);
    const { context } = next.atHand?.session ?? {};
    assert.ok(context?.kind === "known" && context.tokens === 300_010 && context.windowSource === "model");
  });

  it("answers what the dashboard asks for: of the live session too, and of what fills its context", async () => {
    append("s1", row("s1", 100_000));
    const { engine, until } = bind(await start());
    await until(({ live }) => live.length === 1);
    const page = await engine.pages.sessions({
      search: "S1",
      project: null,
      model: null,
      sort: "lastActivity",
      descending: true,
      offset: 0,
      limit: 10,
    });
    assert.deepEqual(
      page.rows.map(({ sessionId, live, peakContext }) => [sessionId, live, peakContext]),
      [["s1", true, 100_010]],
    );
    assert.equal((await engine.pages.timeline("s1"))?.window, 1_000_000);
    assert.equal((await engine.pages.storeView()).path, join(root, "data", "ledger.sqlite"));
    assert.equal((await engine.contextFill.fill("s1")).kind, "known");
  });

  it("sees a session that starts while it watches, in a folder that was not there", async () => {
    rmSync(configDir, { recursive: true });
    mkdirSync(configDir);
    const { until } = bind(await start());
    assert.deepEqual((await until((snapshot) => snapshot.index.kind === "idle")).configDirs[0]?.state, {
      kind: "missing",
    });
    mkdirSync(join(configDir, "projects", "-acme"), { recursive: true });
    append("s1", row("s1", 1));
    const snapshot = await until(({ atHand }) => atHand !== null);
    assert.equal(snapshot.atHand?.session.project, "acme");
  });

  it("knows from its process whether a session lives, and that it ended", async () => {
    append("s1", row("s1", 1));
    writeRecord("s1", { status: "waiting", waitingFor: "permission prompt" });
    const { until, engine } = bind(await start());
    const live = await until((snapshot) => snapshot.live.length === 1);
    assert.deepEqual(live.live[0]?.state, {
      kind: "live",
      pid: process.pid,
      status: "waiting",
      waitingFor: "permission prompt",
      host: "terminal",
    });
    const place = await engine.locate("s1");
    assert.ok(place.kind === "process" && place.pid === process.pid && place.ancestors.includes(process.ppid));
    engine.attend(attend({ terminalPid: process.ppid }));
    assert.equal((await until(({ atHand }) => atHand?.why === "terminal")).atHand?.session.sessionId, "s1");
    unlinkSync(join(configDir, "sessions", `${process.pid}.json`));
    const ended = await until((snapshot) => snapshot.live.length === 0);
    assert.equal(ended.atHand?.session.state.kind, "ended");
    assert.deepEqual(await engine.locate("s1"), {
      kind: "none",
      reason: "no running process of this session is known",
    });
  });

  it("calls a session without a record live while it was written to lately, until it closes its books", async () => {
    append("s1", row("s1", 1));
    append("s2", row("s2", 1, { timestamp: new Date(Date.now() - 11 * 60_000).toISOString() }));
    const { until } = bind(await start());
    const { live } = await until((snapshot) => snapshot.index.kind === "idle");
    assert.deepEqual(
      live.map(({ sessionId, state }) => [sessionId, state.kind === "live" && state.status]),
      [["s1", "unknown"]],
    );
    append("s1", `${JSON.stringify({ type: "cost-state", sessionId: "s1", totalCostUSD: 1 })}\n`);
    await until((snapshot) => snapshot.live.length === 0);
  });

  it("shows the windows that Claude Code noted, and follows them", async () => {
    const note = (percent: number) => {
      const limits = [
        { kind: "session", percent, resets_at: new Date(Date.now() + 3_600_000).toISOString(), scope: null },
      ];
      const cachedUsageUtilization = { fetchedAtMs: Date.now(), utilization: { limits } };
      writeFileSync(
        join(configDir, ".claude.json"),
        JSON.stringify({ projects: { "/secret": 1 }, cachedUsageUtilization }),
      );
    };
    note(41);
    const { until } = bind(await start());
    assert.equal((await until(({ tightestWindow }) => tightestWindow !== null)).tightestWindow?.leftPercent, 59);
    note(55);
    assert.equal(
      (await until(({ tightestWindow }) => tightestWindow?.usedPercent === 55)).tightestWindow?.label,
      "5-hour",
    );
  });

  const noteLimits = (account: string, percent: number | null) => {
    const limits = [
      { kind: "session", percent, resets_at: new Date(Date.now() + 3_600_000).toISOString(), scope: null },
    ];
    const cachedUsageUtilization = percent === null ? null : { fetchedAtMs: Date.now(), accountUuid: account, utilization: { limits } }; // prettier-ignore
    writeFileSync(
      join(configDir, ".claude.json"),
      JSON.stringify({ oauthAccount: { accountUuid: account }, cachedUsageUtilization }),
    );
  };
  const statusFolder = () => bridgePlaces(join(root, "data"), configDir, process.platform).status;
  /** What a session's status line is rendered with; another `apiMs` is another answer. */
  const render = (sessionId: string, percent: number, apiMs: number) => {
    mkdirSync(statusFolder(), { recursive: true });
    const five_hour = { used_percentage: percent, resets_at: RESETS_AT };
    const input = { session_id: sessionId, cost: { total_api_duration_ms: apiMs }, rate_limits: { five_hour } };
    const path = join(statusFolder(), `${sessionId}.json`);
    writeFileSync(`${path}.tmp`, JSON.stringify(input));
    // A file's time lags some milliseconds behind the clock: ahead, it counts as that of the first look.
    const ahead = Date.now() / 1000 + 60;
    utimesSync(`${path}.tmp`, ahead, ahead);
    renameSync(`${path}.tmp`, path);
  };
  const fiveHour = ({ windows }: Snapshot) => {
    const state = windows[0]?.state;
    return state?.kind === "known" ? (state.gauges.find(({ key }) => key === "five_hour") ?? null) : null;
  };
  const used = (snapshot: Snapshot) => fiveHour(snapshot)?.usedPercent ?? null;

  it("knows after a start what was told before, though nothing tells it any more", async () => {
    render("s1", 37, 1);
    const first = await start();
    await first.until((snapshot) => used(snapshot) === 37);
    await first.engine.close();
    rmSync(statusFolder(), { recursive: true });
    const gauge = fiveHour(await bind(await start()).until((snapshot) => used(snapshot) === 37));
    assert.deepEqual([gauge?.source, gauge?.toldBy], ["cached", "status line"]);
  });

  it("shows a limit that was hit, from the transcript, until something newer is told", async () => {
    append("s1", row("s1", 1));
    const { until } = bind(await start());
    await until((snapshot) => snapshot.index.kind === "idle");
    const resetsAt = Math.floor(Date.now() / 1000) + 3600;
    const message = {
      id: "x",
      role: "assistant",
      model: "<synthetic>",
      content: [],
      usage: { input_tokens: 0, output_tokens: 0 },
    };
    const quotaLimits = { status: "rejected", rateLimitType: "five_hour", resetsAt };
    append("s1", row("s1", 0, { uuid: "u1", message, error: "rate_limit", isApiErrorMessage: true, quotaLimits }));
    const snapshot = await until((one) => used(one) === 100);
    const gauge = fiveHour(snapshot);
    assert.deepEqual([gauge?.toldBy, gauge?.resetsAt], ["limit message", resetsAt * 1000]);
    assert.equal(snapshot.spend.today.total.requests, 1);
    render("s1", 98, 2);
    await until((one) => used(one) === 98);
  });

  it("keeps two accounts behind one directory apart, and has the first one's figures when it comes back", async () => {
    const [a, b] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
    noteLimits(a, null);
    const { engine, until } = bind(await start());
    render("s1", 61, 1);
    await until((snapshot) => used(snapshot) === 61);
    noteLimits(b, null);
    await until((snapshot) => used(snapshot) === null);
    // Rendered again with the answer that the other account got.
    render("s1", 61, 1);
    render("s2", 4, 1);
    assert.equal(used(await until((snapshot) => used(snapshot) !== null)), 4);
    noteLimits(a, null);
    const back = await until((snapshot) => used(snapshot) === 61);
    assert.equal(fiveHour(back)?.source, "cached");
    await engine.close();
  });

  it("does not take an old answer for the new account's after a restart", async () => {
    const [a, b] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
    noteLimits(a, null);
    render("s1", 61, 1);
    const first = await start();
    await first.until((snapshot) => used(snapshot) === 61);
    await first.engine.close();
    noteLimits(b, null);
    const second = await start();
    await second.until((snapshot) => snapshot.index.kind === "idle" && used(snapshot) === null);
    const path = join(statusFolder(), "s1.json");
    const later = Date.now() / 1000 + 60;
    utimesSync(path, later, later);
    await second.engine.close();
    const third = bind(await start());
    assert.equal(used(await third.until((snapshot) => snapshot.index.kind === "idle")), null);
    render("s1", 7, 2);
    await third.until((snapshot) => used(snapshot) === 7);
  });

  it("shows Claude Code's own total of a running session, whichever of it and the transcript comes first", async () => {
    const tell = (sessionId: string, usd: number) => {
      mkdirSync(statusFolder(), { recursive: true });
      const cost = { total_cost_usd: usd, total_api_duration_ms: usd * 1e6 };
      const path = join(statusFolder(), `${sessionId}.json`);
      writeFileSync(`${path}.tmp`, JSON.stringify({ session_id: sessionId, version: "2.1.330", cost }));
      renameSync(`${path}.tmp`, path);
    };
    const shown = ({ recent }: Snapshot, sid: string) => {
      const cost = recent.find(({ sessionId }) => sessionId === sid)?.cost;
      return cost ? Number((cost.usd + cost.sideUsd).toFixed(9)) : null;
    };
    tell("s1", 0.5);
    const { until } = bind(await start());
    append("s1", row("s1", 100_000, { timestamp: new Date(Date.now() - 60_000).toISOString() }));
    await until((snapshot) => shown(snapshot, "s1") === 0.5);
    tell("s1", 0.75);
    const { recent } = await until((snapshot) => shown(snapshot, "s1") === 0.75);
    assert.equal(Number(recent[0]?.cost.usd.toFixed(5)), 0.02104);
  });

  it("does not take a note from the future for the newest for ever", async () => {
    const limits = [{ kind: "session", percent: 30, resets_at: new Date(Date.now() + 3_600_000).toISOString() }];
    const note = { cachedUsageUtilization: { fetchedAtMs: Date.now() + 86_400_000, utilization: { limits } } };
    writeFileSync(join(configDir, ".claude.json"), JSON.stringify(note));
    const { until } = bind(await start());
    const first = await until((snapshot) => used(snapshot) === 30);
    assert.ok((fiveHour(first)?.readAt ?? Infinity) <= first.takenAt);
    render("s1", 31, 1);
    await until((snapshot) => used(snapshot) === 31);
    writeFileSync(join(configDir, ".claude.json"), JSON.stringify({ ...note, oauthAccount: { accountUuid: "a" } }));
    render("s1", 32, 2);
    assert.equal(fiveHour(await until((snapshot) => used(snapshot) !== 31))?.usedPercent, 32);
  });

  it("does not show what was noted for another account than the one that is signed in", async () => {
    const [a, b] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
    noteLimits(a, 30);
    const note = JSON.parse(readFileSync(join(configDir, ".claude.json"), "utf8")) as object;
    writeFileSync(join(configDir, ".claude.json"), JSON.stringify({ ...note, oauthAccount: { accountUuid: b } }));
    const { until } = bind(await start());
    const isToldSo = ({ windows: [window] }: Snapshot) =>
      window?.state.kind === "unknown" && window.state.reason.includes("another account");
    assert.equal(used(await until(isToldSo)), null);
  });

  it("has the windows that have ended, and gives a notification to one of two engines", async () => {
    const past = Math.floor(Date.now() / 1000) - 60;
    mkdirSync(statusFolder(), { recursive: true });
    const five_hour = { used_percentage: 88, resets_at: past };
    writeFileSync(join(statusFolder(), "s1.json"), JSON.stringify({ session_id: "s1", rate_limits: { five_hour } }));
    append("s1", row("s1", 1, { timestamp: new Date(Date.now() - 3_600_000).toISOString() }));
    const first = await start();
    const second = await start();
    await second.until((snapshot) => snapshot.index.kind === "idle" && snapshot.recent.length === 1);
    const ask = { configDir, key: "five_hour", before: null };
    for (const { engine } of [first, second]) {
      const { windows } = engine.pastWindows(ask);
      assert.deepEqual(windows.map(({ peakPercent, resetsAt, counted }) => [peakPercent, resetsAt, counted.requests]), [[88, past * 1000, 1]]); // prettier-ignore
    }
    const alert = { configDir, key: "five_hour", resetsAt: past * 1000, level: 80 };
    assert.deepEqual([second.engine.claimAlert(alert), first.engine.claimAlert({ ...alert, resetsAt: past * 1000 + 60_000 })], [true, false]); // prettier-ignore
  });

  it("has a pinned session at hand, and takes the user's word for a window", async () => {
    append("old", row("old", 150_000, { timestamp: "2026-01-01T00:00:00Z", message: undefined }));
    append("s1", row("s1", 1));
    append("old", row("old", 150_000, { timestamp: "2026-01-01T00:00:00Z" }));
    const { until, engine } = bind(await start([configDir], { "claude-opus-5-5": 500_000 }));
    engine.attend(attend({ pinnedSessionId: "old" }));
    const { atHand } = await until((snapshot) => snapshot.atHand?.why === "pinned");
    const { context } = atHand?.session ?? {};
    assert.ok(context?.kind === "known" && context.window === 500_000 && context.windowSource === "setting");
  });

  it("shares one store: a second engine follows what the first one reads", async () => {
    append("s1", row("s1", 1));
    const first = bind(await start());
    const second = bind(await start());
    await second.until((snapshot) => snapshot.spend.today.total.requests === 1);
    append("s1", row("s1", 1));
    const [a, b] = await Promise.all(
      [first, second].map(({ until }) => until((snapshot) => snapshot.spend.today.total.requests === 2)),
    );
    assert.deepEqual(a?.spend, b?.spend);
  });

  it("says what it skipped, and loses nothing beside it", async () => {
    append("s1", `${row("s1", 1)}{"type":"assistant","torn\n${row("s1", 2)}`);
    const { until, logged } = bind(await start());
    assert.equal((await until((snapshot) => snapshot.index.kind === "idle")).spend.today.total.requests, 2);
    const line = logged.find((message) => message.includes("skipped"));
    assert.ok(line?.includes(transcript("s1")) && !line.includes('torn"'));
  });

  it("goes on in memory, and says so, when its store cannot be had", async () => {
    append("s1", row("s1", 1));
    writeFileSync(join(root, "data"), "a file where the folder should be");
    const { until } = bind(await start());
    const snapshot = await until(({ index, notices }) => index.kind === "idle" && notices.length > 0);
    assert.equal(snapshot.spend.today.total.requests, 1);
    assert.equal(snapshot.notices[0]?.level, "error");
    assert.equal(readFileSync(join(root, "data"), "utf8"), "a file where the folder should be");
  });

  it("takes the reading over from an engine that ends", async () => {
    append("s1", row("s1", 1));
    const first = await start();
    const second = bind(await start());
    await first.engine.close();
    append("s1", row("s1", 1));
    await second.until((snapshot) => snapshot.spend.today.total.requests === 2);
    append("s1", row("s1", 1));
    await second.until((snapshot) => snapshot.spend.today.total.requests === 3);
  });

  it("asks to be started anew, once, when somebody has found the store damaged", async () => {
    const watched = await start();
    suspect(join(root, "data"));
    await watched.reopened();
    assert.equal(watched.reopenings, 1);
  });

  it("follows its clock over midnight, far ahead and back again", async () => {
    append("s1", row("s1", 1));
    const watched = await start();
    const { engine } = watched;
    const first = await watched.until((snapshot) => snapshot.spend.today.total.requests === 1);
    for (const days of [1, 400, -3]) {
      watched.aheadMs = days * 86_400_000;
      engine.attend(attend({}));
      const jumped = await watched.until((snapshot) => snapshot.today !== first.today);
      if (days > 0) assert.equal(jumped.spend.today.total.requests, 0);
      watched.aheadMs = 0;
      engine.attend(attend({}));
      await watched.until((snapshot) => snapshot.today === first.today);
    }
    watched.aheadMs = -3 * 86_400_000;
    append("s1", row("s1", 1));
    await watched.until((snapshot) => snapshot.spend.last30Days.total.requests === 2);
    // The lease's beat lies in the future now: whoever comes may have it, and the other follows.
    const second = await start();
    append("s1", row("s1", 1));
    for (const either of [watched, second])
      await either.until((snapshot) => snapshot.spend.last30Days.total.requests === 3);
  });

  it("keeps what a deleted transcript said", async () => {
    append("s1", row("s1", 1));
    const first = await start();
    await first.until((snapshot) => snapshot.index.kind === "idle");
    await first.engine.close();
    unlinkSync(transcript("s1"));
    const second = bind(await start());
    const snapshot = await second.until(({ index }) => index.kind === "idle");
    assert.equal(snapshot.spend.today.total.requests, 1);
    assert.deepEqual(snapshot.configDirs[0]?.state, { kind: "ok", files: 0, sessions: 1 });
  });
});

const bind = (watched: Watched) => ({
  engine: watched.engine,
  logged: watched.logged,
  until: (wanted: (snapshot: Snapshot) => boolean) => watched.until(wanted),
});
