import { fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { houseNode, root } from "../../scripts/lib/paths.mjs";
import { join } from "node:path";
import { ENGINE_FLAGS } from "../../src/host/forkEngine.ts";
import type { FromEngine, ToEngine } from "../../src/shared/engineProtocol.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";

/** The engine in a process of its own, whose Snapshots can be waited for. */
export class ForkedEngine {
  readonly pid: number;
  readonly logged: string[] = [];
  snapshot: Snapshot | null = null;
  private readonly child;
  private readonly events = new EventEmitter();

  /** `preload`: a CommonJS file that each of its threads loads first. */
  constructor(configDirs: readonly string[], dataDir: string, preload?: string) {
    this.child = fork(join(root, "src/engine/main.ts"), [], {
      execPath: houseNode,
      execArgv: [...ENGINE_FLAGS, ...(preload ? ["--require", preload] : [])],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
    });
    this.pid = this.child.pid ?? -1;
    this.child.on("message", (message: FromEngine) => {
      if (message.type === "log") this.logged.push(message.message);
      if (message.type !== "snapshot") return;
      this.snapshot = message.snapshot;
      this.events.emit("snapshot");
    });
    this.configure(configDirs, dataDir);
  }

  /** As at the start, and whenever the settings change. */
  configure(configDirs: readonly string[], dataDir: string): void {
    this.send(configure(configDirs, dataDir));
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The first Snapshot, already here or to come, that is as wanted. */
  async until(wanted: (snapshot: Snapshot) => boolean, timeoutMs = 20_000): Promise<Snapshot> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (!this.snapshot || !wanted(this.snapshot)) await once(this.events, "snapshot", { signal });
    return this.snapshot;
  }

  /** Fulfilled when the process is gone. */
  async kill(): Promise<void> {
    if (!this.alive) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }

  /** Lets it end as it does when its host ends; how it ended. */
  async end(): Promise<number | NodeJS.Signals | null> {
    if (this.alive) {
      if (this.child.connected) this.child.disconnect();
      await once(this.child, "exit");
    }
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Says something and is gone before the answer can come, as a host that crashes; how the engine ended. */
  async sayAndLeave(message: ToEngine): Promise<number | NodeJS.Signals | null> {
    this.child.kill("SIGSTOP");
    this.send(message);
    this.child.disconnect();
    this.child.kill("SIGCONT");
    return this.end();
  }

  private send(message: ToEngine): void {
    this.child.send(message);
  }
}

/** What tells an engine which directories to read. */
export const configure = (configDirs: readonly string[], dataDir: string): ToEngine => ({
  type: "configure",
  settings: {
    configDirs: configDirs.map((path) => ({ path, origin: "bursar.configDirs" })),
    dataDir,
    readUsageCache: true,
    contextWindows: {},
    prices: {},
    storePromptExcerpts: true,
  },
});

/** The number of requests a Snapshot counts in all of its sessions' last 30 days. */
export const requestsIn = ({ spend }: Snapshot): number => spend.last30Days.total.requests;
