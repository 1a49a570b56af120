/** Hands jobs to a few reading threads, one job at a time per thread, and their results back. */
import { Worker } from "node:worker_threads";
import type { JobAnswer, JobInput, JobMessage, JobName, JobResult } from "./readerJobs.ts";
import type { TranscriptPart } from "./transcriptFile.ts";

interface Pending {
  job: JobMessage;
  part: (part: TranscriptPart) => void;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  current: Pending | null;
}

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

  async close(): Promise<void> {
    this.closed = true;
    for (const pending of this.queue.splice(0)) pending.reject(new Error("the reading threads are closed"));
    await Promise.all(this.threads.map((thread) => thread.worker.terminate()));
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const idle = this.threads.find((thread) => thread.current === null);
      const thread = idle ?? (this.threads.length < this.size ? this.startThread() : null);
      const next = thread && this.queue.shift();
      if (!thread || !next) return;
      thread.current = next;
      thread.worker.postMessage(next.job);
    }
  }

  private startThread(): Thread {
    const thread: Thread = { worker: new Worker(new URL(workerFile, import.meta.url)), current: null };
    thread.worker.on("message", (message: JobAnswer) => {
      const { current } = thread;
      if (current?.job.id !== message.id) return;
      if (message.kind === "part") return current.part(message.part);
      thread.current = null;
      if (message.kind === "done") current.resolve(message.result as never);
      else current.reject(new Error(message.message));
      this.dispatch();
    });
    thread.worker.on("error", (error) => this.lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on("exit", () => this.lose(thread, new Error("the reading thread ended")));
    this.threads.push(thread);
    return thread;
  }

  /** A thread that died takes only its job with it; the next job gets a new thread. */
  private lose(thread: Thread, error: Error): void {
    const at = this.threads.indexOf(thread);
    if (at < 0) return;
    this.threads.splice(at, 1);
    thread.current?.reject(error);
    if (!this.closed) this.dispatch();
  }
}
