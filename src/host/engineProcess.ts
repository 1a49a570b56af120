import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import * as l10n from "@vscode/l10n";
import type {
  Attention,
  EngineRequests,
  EngineSettings,
  FromEngine,
  LogLevel,
  ToEngine,
} from "../shared/engineProtocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Clock } from "../shared/clock.ts";
import type { Disposable } from "../shared/disposables.ts";
import { PendingRequests } from "./pendingRequests.ts";

const RESTART_DELAYS_MS = [1_000, 2_000, 5_000, 30_000];
/** An engine that ran this long had no trouble starting: the delays begin anew. */
const STEADY_MS = 60_000;
/** Windows takes seconds to list its processes. */
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * Silence is counted in ticks of this process, not in time: after a suspended laptop wakes, or after a hold of this
 * very event loop, one tick has passed and not the whole span.
 */
const TICK_MS = 5_000;
const SILENT_TICKS = 4;
/** What an engine gets to close its store in before it is killed. */
const GRACE_MS = 2_000;
const LOG_LINE_LENGTH = 1_000;

const notStarted = (reason: string) => l10n.t("Bursar's engine could not be started: {0}.", reason);

interface EngineEvents {
  snapshot: [snapshot: Snapshot];
  /** What to tell the user while the engine is gone; null once it delivers again. */
  down: [message: string | null];
}

interface Run {
  child: ChildProcess;
  startedAt: number;
  silentTicks: number;
  callOffTick: () => void;
}

/**
 * The engine in a process of its own: starts it, tells it what to read and to look at, passes its Snapshots on, and
 * starts it again when it ends or falls silent.
 */
export class EngineProcess implements Disposable {
  readonly events = new EventEmitter<EngineEvents>();
  readonly #fork: () => ChildProcess;
  readonly #clock: Clock;
  readonly #log: (level: LogLevel, message: string) => void;
  readonly #pending: PendingRequests;
  #settings: EngineSettings | null = null;
  #attention: Attention | null = null;
  #run: Run | null = null;
  #callOffRestart: (() => void) | null = null;
  #failures = 0;
  #snapshot: Snapshot | null = null;
  #down: string | null = null;
  #disposed = false;

  /** @param fork starts the engine's process with an IPC channel, and stderr as a pipe. */
  constructor(fork: () => ChildProcess, clock: Clock, log: (level: LogLevel, message: string) => void) {
    this.#fork = fork;
    this.#clock = clock;
    this.#log = log;
    this.#pending = new PendingRequests(clock);
  }

  /** The newest Snapshot, kept while the engine is down; null before the first. */
  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  get down(): string | null {
    return this.#down;
  }

  /** Says what to read. The first call starts the engine. */
  configure(settings: EngineSettings): void {
    this.#settings = settings;
    if (this.#run) this.#send({ type: "configure", settings });
    else if (!this.#callOffRestart) this.#start();
  }

  attend(attention: Attention): void {
    this.#attention = attention;
    if (this.#run) this.#send({ type: "attend", attention });
  }

  /** Rejects when the engine is down, says that it cannot answer, or does not answer in time (10 s if nothing else is said). */
  request<M extends keyof EngineRequests>(
    method: M,
    params: EngineRequests[M]["params"],
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<EngineRequests[M]["result"]> {
    if (!this.#run) return Promise.reject(new Error(this.#down ?? l10n.t("The engine has not started yet.")));
    const { id, promise } = this.#pending.add<EngineRequests[M]["result"]>(
      timeoutMs,
      () => new Error(l10n.t("The engine did not answer in time.")),
    );
    // The parameters belong to the method, which TypeScript cannot say of a union.
    this.#send({ type: "request", id, method, params } as ToEngine);
    return promise;
  }

  /** Ends the engine if it runs, and starts another as soon as it is gone, whatever the delay. */
  async restart(): Promise<void> {
    this.#failures = 0;
    await this.#end(l10n.t("The engine is being restarted."));
    this.#start();
  }

  /** Ends the engine for good; fulfilled when its process is gone. */
  shutDown(): Promise<void> {
    this.#disposed = true;
    this.events.removeAllListeners();
    return this.#end(l10n.t("Bursar is shutting down."));
  }

  dispose(): void {
    void this.shutDown();
  }

  #start(): void {
    this.#callOffRestart?.();
    this.#callOffRestart = null;
    if (this.#disposed || !this.#settings || this.#run) return;
    let child: ChildProcess;
    try {
      child = this.#fork();
    } catch (error) {
      this.#scheduleRestart(notStarted(String(error)));
      return;
    }
    if (this.#down !== null) this.#setDown(l10n.t("Bursar's engine is starting again."));
    const run: Run = { child, startedAt: this.#clock.now(), silentTicks: 0, callOffTick: () => {} };
    this.#run = run;
    this.#tick(run);
    // Both ends of the channel are built together, so what comes in needs no narrowing.
    child.on("message", (message: FromEngine) => {
      if (this.#run !== run) return;
      run.silentTicks = 0;
      this.#receive(message);
    });
    child.on("error", (error) => {
      // With a pid it is a failed send, and the exit that follows says the rest.
      if (child.pid === undefined) this.#failed(run, notStarted(error.message));
    });
    child.once("exit", (code, signal) => {
      this.#failed(
        run,
        signal
          ? l10n.t("Bursar's engine was ended by {0}.", signal)
          : l10n.t("Bursar's engine stopped with exit code {0}.", String(code)),
      );
    });
    if (child.stderr) {
      createInterface(child.stderr).on("line", (line) => {
        this.#log("warn", `engine: ${line.slice(0, LOG_LINE_LENGTH)}`);
      });
    }
    this.#send({ type: "configure", settings: this.#settings });
    if (this.#attention) this.#send({ type: "attend", attention: this.#attention });
  }

  #tick(run: Run): void {
    run.callOffTick = this.#clock.after(TICK_MS, () => {
      run.silentTicks++;
      if (run.silentTicks <= SILENT_TICKS) {
        this.#tick(run);
        return;
      }
      // No gentler signal: a stalled process would not handle it, and its store is safe against a kill.
      run.child.kill("SIGKILL");
      this.#failed(run, l10n.t("Bursar's engine has been silent for {0} s.", (SILENT_TICKS * TICK_MS) / 1_000));
    });
  }

  #receive(message: FromEngine): void {
    switch (message.type) {
      case "snapshot":
        this.#snapshot = message.snapshot;
        this.#setDown(null);
        this.events.emit("snapshot", message.snapshot);
        break;
      case "log":
        this.#log(message.level, message.message);
        break;
      case "alive":
        break;
      case "response":
        this.#pending.resolve(message.id, message.result);
        break;
      case "failure":
        this.#pending.reject(message.id, new Error(message.message));
        break;
    }
  }

  /** @param why a sentence for the user */
  #failed(run: Run, why: string): void {
    if (this.#run !== run) return;
    if (this.#clock.now() - run.startedAt >= STEADY_MS) this.#failures = 0;
    void this.#end(why);
    this.#scheduleRestart(why);
  }

  #scheduleRestart(why: string): void {
    const delay = RESTART_DELAYS_MS[Math.min(this.#failures, RESTART_DELAYS_MS.length - 1)] ?? 0;
    this.#failures++;
    const message = `${why} ${l10n.t("It starts again in {0} s.", delay / 1_000)}`;
    this.#log("error", message);
    this.#callOffRestart = this.#clock.after(delay, () => {
      this.#start();
    });
    this.#setDown(message);
  }

  /** Lets go of the running engine, if any; fulfilled when its process is gone. */
  #end(reason: string): Promise<void> {
    this.#callOffRestart?.();
    this.#callOffRestart = null;
    const run = this.#run;
    this.#run = null;
    this.#pending.rejectAll(new Error(reason));
    run?.callOffTick();
    return run ? this.#stop(run.child) : Promise.resolve();
  }

  /** An engine ends by itself when its channel closes; one that cannot is killed. */
  #stop(child: ChildProcess): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const callOffKill = this.#clock.after(GRACE_MS, () => child.kill("SIGKILL"));
    child.once("exit", () => {
      callOffKill();
      resolve();
    });
    if (child.connected) child.disconnect();
    return promise;
  }

  #setDown(message: string | null): void {
    if (this.#down === message) return;
    this.#down = message;
    this.events.emit("down", message);
  }

  #send(message: ToEngine): void {
    // A closed channel is followed by the exit event, which restarts; nothing is lost, the new engine is told all.
    this.#run?.child.send(message, () => {});
  }
}
