/** What a reading thread can be asked for. */
import { readContextFill } from "./contextFill.ts";
import { readPromptEnds } from "./promptEnds.ts";
import { readPromptFacts, type PromptFactsInput } from "./promptFacts.ts";
import type { RequestColumns } from "./requestColumns.ts";
import { readSessionRecords } from "./sessionRecords.ts";
import { readSessionTail, type SessionTailInput } from "./sessionTail.ts";
import { readStatusLines } from "./statusLines.ts";
import { readTranscript, type FileMark, type TranscriptPart } from "./transcriptFile.ts";
import { listTranscripts } from "./transcriptTree.ts";
import { readClaudeJson } from "./usageCache.ts";

export interface ReadRequest {
  path: string;
  known: FileMark | null;
}

/** The jobs by name; `part` hands over what is found before a job's end. */
const readerJobs = {
  transcripts: (configDir: string) => listTranscripts(configDir),
  transcript: (request: ReadRequest, part: (part: TranscriptPart) => void) =>
    readTranscript(request.path, request.known, part),
  sessionRecords: (configDir: string) => readSessionRecords(configDir),
  claudeJson: (configDir: string) => readClaudeJson(configDir),
  statusLines: (input: Parameters<typeof readStatusLines>[0]) => readStatusLines(input),
  promptFacts: (input: PromptFactsInput) => readPromptFacts(input),
  sessionTail: (input: SessionTailInput) => readSessionTail(input),
  promptEnds: (path: string) => readPromptEnds(path),
  contextFill: (path: string) => readContextFill(path),
};

export type ReaderJobs = typeof readerJobs;
export type JobName = keyof ReaderJobs;
export type JobInput<N extends JobName> = Parameters<ReaderJobs[N]>[0];
export type JobResult<N extends JobName> = ReturnType<ReaderJobs[N]>;

export type JobMessage = { [N in JobName]: { name: N; id: number; input: JobInput<N> } }[JobName];
export type JobAnswer =
  | { kind: "part"; id: number; part: Omit<TranscriptPart, "requests"> & { requests: RequestColumns } }
  | { kind: "done"; id: number; result: JobResult<JobName> }
  | { kind: "failed"; id: number; message: string };

/** Runs a job and gives its result. */
export function runJob(job: JobMessage, part: (part: TranscriptPart) => void): JobResult<JobName> {
  switch (job.name) {
    case "transcript":
      return readerJobs.transcript(job.input, part);
    case "statusLines":
      return readerJobs.statusLines(job.input);
    case "promptFacts":
      return readerJobs.promptFacts(job.input);
    case "sessionTail":
      return readerJobs.sessionTail(job.input);
    case "promptEnds":
      return readerJobs.promptEnds(job.input);
    case "contextFill":
      return readerJobs.contextFill(job.input);
    default:
      return readerJobs[job.name](job.input);
  }
}
