/** The longest turn of this thread's event loop, in milliseconds. */
export interface LongestTurn {
  wallMs: number;
  /** The most that this thread computed in one turn: free of what the machine's other work adds to the wall time. */
  cpuMs: number;
}

const EVERY_MS = 2;

/** Looks at the clock every 2 ms: the delay beyond that is the time for which the loop was held. */
export class LoopMonitor {
  readonly #timer;
  #longest: LongestTurn = { wallMs: 0, cpuMs: 0 };
  #lookedAt = performance.now();
  #cpuMs = threadCpuMs();

  constructor() {
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  stop(): LongestTurn {
    this.#look();
    clearInterval(this.#timer);
    return this.#longest;
  }

  #look(): void {
    const now = performance.now();
    const cpuMs = threadCpuMs();
    this.#longest = {
      wallMs: Math.max(this.#longest.wallMs, now - this.#lookedAt - EVERY_MS),
      cpuMs: Math.max(this.#longest.cpuMs, cpuMs - this.#cpuMs),
    };
    this.#lookedAt = now;
    this.#cpuMs = cpuMs;
  }
}

/** The Node of code-server has it; the types are those of the oldest VS Code we run in. */
function threadCpuMs(): number {
  const { user, system } = (process as unknown as { threadCpuUsage: () => NodeJS.CpuUsage }).threadCpuUsage();
  return (user + system) / 1000;
}
