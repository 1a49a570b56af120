import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { on, once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineSettings, LogLevel } from "../shared/engineProtocol.ts";
import { EngineProcess } from "./engineProcess.ts";
import { forkEngine } from "./forkEngine.ts";
import { TestClock } from "../shared/testClock.ts";

/** Repeats what it is told in a "Snapshot", and does what the session id of a request says. */
const FAKE_ENGINE = `
console.error("hello from stderr");
const told = [];
process.on("message", (message) => {
  if (message.type !== "request") {
    told.push(message);
    process.send({ type: "snapshot", snapshot: { told, pid: process.pid } });
    return;
  }
  const { id, params } = message;
  switch (params.sessionId) {
    case "answer":
      process.send({ type: "response", id, result: { kind: "none", reason: "asked" } });
      break;
    case "refuse":
      process.send({ type: "failure", id, message: "no such session" });
      break;
    case "log":
      process.send({ type: "log", level: "warn", message: "a line" });
      process.send({ type: "response", id, result: { kind: "none", reason: "logged" } });
      break;
    case "alive":
      process.send({ type: "alive" });
      process.send({ type: "response", id, result: { kind: "none", reason: "alive" } });
      break;
    case "exit":
      process.exit(3);
    case "hang":
      process.send({ type: "alive" });
      for (;;);
  }
});
process.on("disconnect", () => process.exit(0));
`;

const SETTINGS: EngineSettings = {
  configDirs: [],
  dataDir: "/nowhere",
  readUsageCache: false,
  contextWindows: {},
  prices: {},
  storePromptExcerpts: true,
};
const ATTENTION = { folders: ["/a"], terminalPid: 7, pinnedSessionId: null };

describe("EngineProcess", function () {
  // Real processes on a busy machine.
  this.timeout(20_000);
  let folder: string;
  let clock: TestClock;
  let children: ChildProcess[];
  let log: [LogLevel, string][];
  let engine: EngineProcess;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bursar-engine-"));
    await writeFile(join(folder, "engine.mjs"), FAKE_ENGINE);
  });
  after(() => rm(folder, { recursive: true }));

  beforeEach(() => {
    clock = new TestClock();
    children = [];
    log = [];
    engine = new EngineProcess(
      () => {
        const child = forkEngine(join(folder, "engine.mjs"));
        children.push(child);
        return child;
      },
      clock,
      (level, message) => log.push([level, message]),
    );
  });
  afterEach(async () => {
    engine.dispose();
    await Promise.all(children.map(exited));
  });

  const exited = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  const newest = (): ChildProcess => {
    const child = children.at(-1);
    assert.ok(child);
    return child;
  };
  const started = async (): Promise<void> => {
    engine.configure(SETTINGS);
    await once(engine.events, "snapshot");
  };
  /** Lets the engine end, and tells in what time it is to start again. */
  const crash = async (): Promise<number | null> => {
    const down = once(engine.events, "down");
    newest().kill("SIGKILL");
    await down;
    return clock.next;
  };

  it("starts with the first settings, and passes on what it is told and what it says", async () => {
    engine.attend(ATTENTION);
    assert.equal(children.length, 0);
    assert.equal(engine.snapshot, null);
    engine.configure(SETTINGS);
    // Both may come in one turn, so no two `once` in a row.
    const seen: unknown[] = [];
    for await (const [snapshot] of on(engine.events, "snapshot")) if (seen.push(snapshot) === 2) break;
    assert.deepEqual(seen[1], {
      told: [
        { type: "configure", settings: SETTINGS },
        { type: "attend", attention: ATTENTION },
      ],
      pid: newest().pid,
    });
    assert.equal(engine.snapshot, seen[1]);
    assert.equal(engine.down, null);
  });

  it("answers requests, and refuses with the engine's reason", async () => {
    await started();
    assert.deepEqual(
      await Promise.all([
        engine.request("locate", { sessionId: "answer" }),
        engine.request("locate", { sessionId: "log" }),
      ]),
      [
        { kind: "none", reason: "asked" },
        { kind: "none", reason: "logged" },
      ],
    );
    await assert.rejects(engine.request("locate", { sessionId: "refuse" }), /no such session/);
    assert.ok(log.some(([level, message]) => level === "warn" && message === "a line"));
  });

  it("gives up on a request after 10 s, and on all when the engine ends", async () => {
    await started();
    const silent = engine.request("locate", { sessionId: "nothing" });
    clock.advance(10_000);
    await assert.rejects(silent, /in time/);
    await assert.rejects(engine.request("locate", { sessionId: "exit" }), /exit code 3/);
    await assert.rejects(engine.request("locate", { sessionId: "answer" }), /starts again in 1 s/);
  });

  it("refuses a request before the start", async () => {
    await assert.rejects(engine.request("locate", { sessionId: "answer" }), /not started/);
  });

  it("starts again after 1, 2, 5 and then every 30 s, tells all anew, and says so meanwhile", async () => {
    engine.attend(ATTENTION);
    await started();
    const snapshot = engine.snapshot;
    const delays: (number | null)[] = [];
    for (let i = 0; i < 5; i++) {
      delays.push(await crash());
      assert.match(engine.down ?? "", /was ended by SIGKILL. It starts again in \d+ s/);
      assert.ok(engine.snapshot, "the last Snapshot stays");
      clock.advance(delays.at(-1) ?? 0);
      await once(engine.events, "snapshot");
      assert.equal(engine.down, null);
    }
    assert.deepEqual(delays, [1_000, 2_000, 5_000, 30_000, 30_000]);
    assert.equal(children.length, 6);
    assert.notDeepEqual(engine.snapshot, snapshot);
  });

  it("begins with the short delay again after a minute of running", async () => {
    await started();
    for (const expected of [1_000, 2_000]) {
      assert.equal(await crash(), expected);
      clock.advance(expected);
      await once(engine.events, "snapshot");
    }
    for (let seconds = 0; seconds < 60; seconds += 5) {
      clock.advance(5_000);
      await engine.request("locate", { sessionId: "alive" });
    }
    assert.equal(await crash(), 1_000);
  });

  it("kills a silent engine after 20 s, though its loop no longer turns, and starts another", async () => {
    await started();
    const stalled = newest();
    engine.request("locate", { sessionId: "hang" }).catch(() => {});
    await once(stalled, "message");
    clock.advance(20_000);
    const down = once(engine.events, "down");
    clock.advance(5_000);
    assert.match(String(await down), /silent for 20 s/);
    await exited(stalled);
    assert.equal(stalled.signalCode, "SIGKILL");
    clock.advance(1_000);
    await once(engine.events, "snapshot");
    assert.equal(children.length, 2);
    assert.equal(engine.down, null);
  });

  it("does not take a suspended machine or a hold of its own loop for the engine's silence", async () => {
    await started();
    for (let i = 0; i < 4; i++) clock.jump(3_600_000);
    assert.equal(engine.down, null);
    await engine.request("locate", { sessionId: "alive" });
    clock.jump(3_600_000);
    assert.equal(engine.down, null);
  });

  it("starts at once when told to, whatever the delay", async () => {
    await started();
    await crash();
    const snapshot = once(engine.events, "snapshot");
    await engine.restart();
    await snapshot;
    assert.equal(children.length, 2);
    assert.equal(engine.down, null);
  });

  it("lets the old engine close before it starts another, and one at a time", async () => {
    await started();
    const old = newest();
    const snapshot = once(engine.events, "snapshot");
    await Promise.all([engine.restart(), engine.restart()]);
    assert.equal(old.exitCode, 0);
    await snapshot;
    assert.equal(children.length, 2);
    assert.equal(engine.down, null);
  });

  it("kills an engine that does not end in 2 s", async () => {
    await started();
    const stalled = newest();
    engine.request("locate", { sessionId: "hang" }).catch(() => {});
    await once(stalled, "message");
    const over = engine.shutDown();
    clock.advance(2_000);
    await over;
    assert.equal(stalled.signalCode, "SIGKILL");
  });

  it("says when the engine cannot be started, and tries again", () => {
    let attempts = 0;
    const broken = new EngineProcess(
      () => {
        attempts++;
        throw new Error("EAGAIN");
      },
      clock,
      () => {},
    );
    broken.configure(SETTINGS);
    broken.configure(SETTINGS);
    assert.match(broken.down ?? "", /could not be started.*EAGAIN/);
    clock.advance(1_000 + 2_000);
    assert.equal(attempts, 3);
    broken.dispose();
    clock.advance(60_000);
    assert.equal(attempts, 3);
  });

  it("passes stderr to the log", async () => {
    await started();
    newest().kill("SIGKILL");
    await once(newest(), "close");
    assert.ok(log.some(([level, message]) => level === "warn" && message === "engine: hello from stderr"));
  });

  it("ends the engine and starts no other once disposed", async () => {
    await started();
    await engine.shutDown();
    assert.equal(newest().exitCode, 0);
    assert.equal(clock.next, null);
    engine.configure(SETTINGS);
    assert.equal(children.length, 1);
  });
});
