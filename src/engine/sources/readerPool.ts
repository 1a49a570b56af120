/** Hands jobs to a few reading threads and their results back. */
import { Worker } from "node:worker_threads";
import type { JobAnswer, JobInput, JobMessage, JobName, JobResult } from "./readerJobs.ts";
import { fromColumns } from "./requestColumns.ts";
import type { TranscriptPart } from "./transcriptFile.ts";

interface Pending {
  job: JobMessage;
  part: (part: TranscriptPart) => void;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  /** The one it works on, and the next ones, so that it need not wait while results are written: a batch takes as long as dozens of files. */
  jobs: Pending[];
  /** When it last got a job or answered, by performance.now(): no clock that is set moves it. */
  heardAt: number;
}

/** A read takes milliseconds, and a long transcript answers again and again. */
const STALLED_MS = 10_000;
/** What a thread makes lives for one file: a small nursery is as fast and saves memory. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 12 };
const JOBS_A_THREAD = 32;
/** A thread in a call that does not return cannot be ended. */
const END_WITHIN_MS = 1_000;

const workerFile = import.meta.url.endsWith(".ts") ? "./readerWorker.ts" : "./readerWorker.js";

export class ReaderPool {
  private readonly threads: Thread[] = [];
  private readonly queue: Pending[] = [];
  private readonly size: number;
  private nextId = 1;
  private closed = false;

  /** `size`: how many jobs run at once. Threads start when there is work for them. */
  constructor(size: number) {
    this.size = size;
  }

  /**
   * Runs a job. `part` gets what a transcript holds, before the promise is fulfilled. Everything but a transcript goes
   * to the front: the small files tell what is live, and must not wait for a long index.
   */
  run<N extends JobName>(
    name: N,
    input: JobInput<N>,
    part: (part: TranscriptPart) => void = () => {},
  ): Promise<JobResult<N>> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error("the reading threads are closed"));
      const pending: Pending = { job: { name, id: this.nextId++, input } as JobMessage, part, resolve, reject };
      if (name === "transcript") this.queue.push(pending);
      else this.queue.unshift(pending);
      this.dispatch();
    });
  }

  /** Whether a thread hangs in a call that does not return. */
  get stalled(): boolean {
    return this.threads.some(({ jobs, heardAt }) => jobs.length > 0 && performance.now() - heardAt >= STALLED_MS);
  }

  /** False: a thread hangs and has not ended. */
  async close(): Promise<boolean> {
    this.closed = true;
    for (const pending of this.queue.splice(0)) pending.reject(new Error("the reading threads are closed"));
    const ended = Promise.all(this.threads.map((thread) => thread.worker.terminate())).then(() => true);
    const timer = Promise.withResolvers<boolean>();
    const timeout = setTimeout(() => timer.resolve(false), END_WITHIN_MS);
    return Promise.race([ended, timer.promise]).finally(() => clearTimeout(timeout));
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const [least] = this.threads.toSorted((a, b) => a.jobs.length - b.jobs.length);
      const busy = least === undefined || least.jobs.length > 0;
      const thread = busy && this.threads.length < this.size ? this.startThread() : least;
      if (!thread || thread.jobs.length >= JOBS_A_THREAD) return;
      const next = this.queue.shift();
      if (!next) return;
      if (thread.jobs.length === 0) thread.heardAt = performance.now();
      thread.jobs.push(next);
      thread.worker.postMessage(next.job);
    }
  }

  private startThread(): Thread {
    const thread: Thread = {
      worker: new Worker(new URL(workerFile, import.meta.url), { resourceLimits: THREAD_LIMITS }),
      jobs: [],
      heardAt: performance.now(),
    };
    thread.worker.on("message", (message: JobAnswer) => {
      const [current] = thread.jobs;
      if (current?.job.id !== message.id) return;
      thread.heardAt = performance.now();
      if (message.kind === "part")
        return current.part({ ...message.part, requests: fromColumns(message.part.requests) });
      thread.jobs.shift();
      if (message.kind === "done") current.resolve(message.result as never);
      else current.reject(new Error(message.message));
      this.dispatch();
    });
    thread.worker.on("error", (error) => this.lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on("exit", () => this.lose(thread, new Error("the reading thread ended")));
    this.threads.push(thread);
    return thread;
  }

  /** A thread that died takes only its job with it; the next one gets a new thread. */
  private lose(thread: Thread, error: Error): void {
    const at = this.threads.indexOf(thread);
    if (at < 0) return;
    this.threads.splice(at, 1);
    const [current, ...waiting] = thread.jobs;
    current?.reject(error);
    this.queue.unshift(...waiting);
    if (this.closed) for (const pending of this.queue.splice(0)) pending.reject(error);
    else this.dispatch();
  }
}
