import assert from "node:assert/strict";
import { execFileSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { root as project } from "../../scripts/lib/paths.mjs";
import { assistantRow, line, transcriptPath, writeTranscript } from "../../src/engine/sources/testTranscripts.ts";
import { EngineProcess } from "../../src/host/engineProcess.ts";
import { forkEngine } from "../../src/host/forkEngine.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { ForkedEngine, requestsIn } from "./forkedEngine.ts";

describe("What stalls", function () {
  this.timeout(60_000);
  let root: string;
  let engines: ForkedEngine[];
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bursar-stalls-"));
    engines = [];
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.kill()));
    rmSync(root, { recursive: true });
  });

  const start = (configDirs: string[], preload?: string) => {
    const engine = new ForkedEngine(configDirs, join(root, "bursar"), preload);
    engines.push(engine);
    return engine;
  };
  const row = (id: string) => line(assistantRow({ id, at: Date.now() }));

  it("FIFOs in the place of each file that is read hold nothing up", async () => {
    const configDir = join(root, ".claude");
    const path = writeTranscript(transcriptPath(configDir), [assistantRow({ at: Date.now() })]);
    mkdirSync(join(configDir, "sessions"));
    const fifos = [
      transcriptPath(configDir, "fifo"),
      join(configDir, "sessions/77.json"),
      join(configDir, ".claude.json"),
    ];
    for (const fifo of [...fifos, join(root, ".claude.json")]) execFileSync("mkfifo", [fifo]);
    const engine = start([configDir]);
    await engine.until((snapshot) => snapshot.index.kind === "idle" && requestsIn(snapshot) === 1);
    appendFileSync(path, row("msg_2"));
    await engine.until((snapshot) => requestsIn(snapshot) === 2);
    assert.equal(await engine.end(), 0);
  });

  describe("a directory whose mount does not answer", () => {
    let [stalled, sound, fifo, stall, preload, path] = ["", "", "", "", "", ""];
    beforeEach(() => {
      [stalled, sound] = [join(root, "stalled"), join(root, "sound")];
      [fifo, stall, preload] = [join(root, "fifo"), join(root, "stall"), join(root, "preload.cjs")];
      path = writeTranscript(transcriptPath(sound), [assistantRow({ at: Date.now() })]);
      writeTranscript(transcriptPath(stalled, "s2"), [
        assistantRow({ id: "msg_far", sessionId: "s2", at: Date.now() }),
      ]);
      execFileSync("mkfifo", [fifo]);
      writeFileSync(stall, "");
      // Opening a FIFO to read it is a call that does not return, as one on a dead network mount.
      writeFileSync(
        preload,
        `const fs = require("node:fs");
         const { readdirSync } = fs;
         fs.readdirSync = (path, ...rest) => {
           if (String(path).startsWith(${JSON.stringify(stalled)}) && fs.existsSync(${JSON.stringify(stall)})) fs.openSync(${JSON.stringify(fifo)}, "r");
           return readdirSync(path, ...rest);
         };
         require("node:module").syncBuiltinESMExports();`,
      );
    });

    it("is named; everything else goes on, and so does it when it answers again", async () => {
      const engine = start([stalled, sound], preload);
      await engine.until((snapshot) => requestsIn(snapshot) === 1, 5_000);
      appendFileSync(path, row("msg_2"));
      await engine.until((snapshot) => requestsIn(snapshot) === 2, 5_000);
      const told = await engine.until(({ notices }) => notices.length > 0);
      assert.deepEqual(
        told.notices.map(({ id, level }) => [id, level]),
        [[`stalled ${stalled}`, "warning"]],
      );
      assert.ok(told.notices[0]?.message.includes(stalled));
      assert.equal(told.index.kind, "idle");
      appendFileSync(path, row("msg_3"));
      await engine.until((snapshot) => requestsIn(snapshot) === 3, 5_000);
      unlinkSync(stall);
      closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
      await engine.until((snapshot) => requestsIn(snapshot) === 4 && snapshot.notices.length === 0);
    });

    it("does not keep the engine from ending with its host", async () => {
      const engine = start([stalled, sound], preload);
      await engine.until((snapshot) => requestsIn(snapshot) === 1, 5_000);
      const since = performance.now();
      assert.equal(await engine.end(), "SIGKILL");
      assert.ok(performance.now() - since < 5_000);
      await start([sound]).until((snapshot) => snapshot.index.kind === "idle" && snapshot.notices.length === 0, 5_000);
    });

    it("does not keep the engine from ending with its host when it is no longer watched either", async () => {
      const engine = start([stalled, sound], preload);
      await engine.until(({ notices }) => notices.length > 0);
      engine.configure([sound], join(root, "bursar"));
      await engine.until(({ configDirs }) => configDirs.length === 1, 5_000);
      assert.equal(await engine.end(), "SIGKILL");
    });
  });

  it("an engine that is stopped does not hold up its host", async () => {
    const configDir = join(root, "claude");
    writeTranscript(transcriptPath(configDir), [assistantRow({ at: Date.now() })]);
    let child: ChildProcess | undefined;
    const fork = () => (child = forkEngine(join(project, "src/engine/main.ts")));
    const host = new EngineProcess(fork, systemClock, () => {});
    host.configure({
      configDirs: [{ path: configDir, origin: "bursar.configDirs" }],
      dataDir: join(root, "bursar"),
      readUsageCache: true,
      contextWindows: {},
      prices: {},
      storePromptExcerpts: true,
    });
    await once(host.events, "snapshot");
    child?.kill("SIGSTOP");
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    // Far more than the pipe between the two holds.
    const folders = Array.from({ length: 100 }, (_, index) => join(root, `a workspace folder ${index}`));
    for (let message = 0; message < 500; message++) {
      host.attend({ folders, terminalPid: message, pinnedSessionId: null });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const asked = host.request("locate", { sessionId: "s1" });
    const ended = assert.rejects(asked);
    delay.disable();
    assert.ok(delay.max / 1e6 < 250, `the host's loop was held for ${delay.max / 1e6} ms`);
    const since = performance.now();
    await host.shutDown();
    assert.equal(child?.signalCode, "SIGKILL");
    assert.ok(performance.now() - since < 5_000);
    await ended;
  });
});
