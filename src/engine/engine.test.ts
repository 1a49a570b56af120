import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../shared/clock.ts";
import type { Attention } from "../shared/engineProtocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { Engine } from "./engine.ts";
import { suspect } from "./ledger/store.ts";

const TIMEOUT_MS = 15_000;

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
    assert.equal(next.suggestions[0]?.sessionId, "s1");
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
    assert.equal((await until(({ fullestWindow }) => fullestWindow !== null)).fullestWindow?.leftPercent, 59);
    note(55);
    assert.equal(
      (await until(({ fullestWindow }) => fullestWindow?.usedPercent === 55)).fullestWindow?.label,
      "5-hour",
    );
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
    const lastDay = (snapshot: Snapshot) => snapshot.days.at(-1)?.day ?? "";
    for (const days of [1, 400, -3]) {
      watched.aheadMs = days * 86_400_000;
      engine.attend(attend({}));
      const jumped = await watched.until((snapshot) => lastDay(snapshot) !== lastDay(first));
      if (days > 0) assert.equal(jumped.spend.today.total.requests, 0);
      watched.aheadMs = 0;
      engine.attend(attend({}));
      await watched.until((snapshot) => lastDay(snapshot) === lastDay(first));
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
