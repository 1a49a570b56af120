import { fork } from "node:child_process";
import { once } from "node:events";
import type { EngineSettings, FromEngine, ToEngine } from "../../src/shared/engineProtocol.ts";
import { ENGINE_FLAGS } from "../../src/host/forkEngine.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import type { Bench } from "./bench.ts";

export interface SeenSnapshot {
  snapshot: Snapshot;
  /** When it had arrived, by performance.now(). */
  at: number;
}

/** The engine as the extension runs it: a forked process behind the message protocol. */
export class EngineClient {
  readonly startedAt = performance.now();
  readonly #child;
  readonly #waiting = new Set<(seen: SeenSnapshot | Error) => void>();
  #stderr = "";
  #latest: SeenSnapshot | null = null;

  constructor(bench: Bench, configDir: string, dataDir: string) {
    this.#child = fork(bench.engine, [], {
      execPath: bench.node,
      execArgv: [...ENGINE_FLAGS],
      env: bench.env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#child.on("message", (message) => this.#receive(message as FromEngine));
    this.#child.on("exit", (code) =>
      this.#tell(new Error(`The engine ended with ${code ?? "a signal"}:\n${this.#stderr}`)),
    );
    const settings: EngineSettings = {
      configDirs: [{ path: configDir, origin: "environment" }],
      dataDir,
      readUsageCache: true,
      contextWindows: {},
      prices: {},
      storePromptExcerpts: true,
    };
    this.#send({ type: "configure", settings });
    this.#send({ type: "attend", attention: { folders: [], terminalPid: null, pinnedSessionId: null } });
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("The engine could not be started.");
    return pid;
  }

  /** The newest Snapshot if it fits, else the first to come that does; null after `timeoutMs`. */
  async snapshotWith(fits: (snapshot: Snapshot) => boolean, timeoutMs: number): Promise<SeenSnapshot | null> {
    if (this.#latest !== null && fits(this.#latest.snapshot)) return this.#latest;
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const look = (seen: SeenSnapshot | Error): void => {
        if (seen instanceof Error) {
          finish();
          reject(seen);
        } else if (fits(seen.snapshot)) {
          finish();
          resolve(seen);
        }
      };
      const timer = setTimeout(() => {
        finish();
        resolve(null);
      }, timeoutMs);
      this.#waiting.add(look);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    if (this.#child.connected) this.#child.disconnect();
    const impatient = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await exited;
    clearTimeout(impatient);
  }

  #receive(message: FromEngine): void {
    if (message.type !== "snapshot") return;
    this.#latest = { snapshot: message.snapshot, at: performance.now() };
    this.#tell(this.#latest);
  }

  #tell(seen: SeenSnapshot | Error): void {
    for (const look of this.#waiting) look(seen);
  }

  #send(message: ToEngine): void {
    this.#child.send(message);
  }
}
