/** A reading thread: it makes blocking calls, so that a stalled mount holds up only this thread. */
import { parentPort } from "node:worker_threads";
import { runJob, type JobAnswer, type JobMessage } from "./readerJobs.ts";

const port = parentPort;
if (!port) throw new Error("readerWorker runs as a worker thread only");

const answer = (message: JobAnswer) => port.postMessage(message);

port.on("message", (job: JobMessage) => {
  const { id } = job;
  try {
    answer({ kind: "done", id, result: runJob(job, (part) => answer({ kind: "part", id, part })) });
  } catch (error) {
    answer({ kind: "failed", id, message: String(error) });
  }
});
