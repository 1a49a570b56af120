/** A reading thread: it makes blocking calls, so that a stalled mount holds up only this thread. */
import { parentPort } from "node:worker_threads";
import { toColumns } from "./requestColumns.ts";
import { runJob, type JobAnswer, type JobMessage } from "./readerJobs.ts";
import type { TranscriptPart } from "./transcriptFile.ts";

const port = parentPort;
if (!port) throw new Error("readerWorker runs as a worker thread only");

const answer = (message: JobAnswer, handOver: ArrayBuffer[] = []) => port.postMessage(message, handOver);

function answerPart(id: number, part: TranscriptPart): void {
  const requests = toColumns(part.requests);
  answer({ kind: "part", id, part: { ...part, requests } }, [requests.numbers.buffer]);
}

port.on("message", (job: JobMessage) => {
  const { id } = job;
  try {
    answer({ kind: "done", id, result: runJob(job, (part) => answerPart(id, part)) });
  } catch (error) {
    answer({ kind: "failed", id, message: String(error) });
  }
});
