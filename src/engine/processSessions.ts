/** Which sessions have had a process and lost it, and what the processes that run descend from. */
import type { Log } from "./indexer.ts";
import { ancestorsOf } from "./sources/processes.ts";

/** A Claude Code process that runs, or whose record is still there. */
export interface RunningProcess {
  pid: number;
  sessionId: string;
  alive: boolean;
}

export class ProcessSessions {
  private readonly log: Log;
  private readonly ancestorsOf: (pid: number) => Promise<number[]>;
  private readonly seen = new Set<string>();
  private readonly lost = new Set<string>();
  private readonly above = new Map<number, readonly number[]>();

  /** `lookUp`: finds the process ids above one. */
  constructor(log: Log, lookUp = ancestorsOf) {
    this.log = log;
    this.ancestorsOf = lookUp;
  }

  /** Sessions whose process has ended, as far as it was seen running. */
  get ended(): ReadonlySet<string> {
    return this.lost;
  }

  /** Process ids above each that runs, by pid. */
  get ancestors(): ReadonlyMap<number, readonly number[]> {
    return this.above;
  }

  /** Looks up what the new ones descend from, which takes seconds on Windows, and fails where policies forbid it. */
  async lookUp(processes: readonly RunningProcess[]): Promise<void> {
    const alive = new Set(processes.flatMap((process) => (process.alive ? [process.pid] : [])));
    // The number of one that has ended is given to another one some day.
    for (const pid of this.above.keys()) if (!alive.has(pid)) this.above.delete(pid);
    for (const pid of alive) {
      if (this.above.has(pid)) continue;
      try {
        this.above.set(pid, await this.ancestorsOf(pid));
      } catch (error) {
        this.log("warn", `cannot tell what process ${pid} descends from: ${String(error)}`);
      }
    }
  }

  /** Notes which sessions run; those that have ended since the last time. */
  note(processes: readonly RunningProcess[]): string[] {
    const alive = new Set(processes.flatMap((process) => (process.alive ? [process.sessionId] : [])));
    for (const sessionId of alive) {
      this.seen.add(sessionId);
      this.lost.delete(sessionId);
    }
    const ended = [...this.seen].filter((sessionId) => !alive.has(sessionId) && !this.lost.has(sessionId));
    for (const sessionId of ended) this.lost.add(sessionId);
    return ended;
  }
}
