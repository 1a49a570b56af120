import { closeSync, mkdirSync, openSync, utimesSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRandom, shuffle, type Random } from "./random.ts";
import { createTextPool, type TextPool } from "./textPool.ts";
import { countOn, type CountsByDay } from "./tokenCounts.ts";
import {
  requestBytes,
  toolResultBytes,
  TranscriptWriter,
  type ByteSink,
  type TranscriptIdentity,
} from "./transcriptWriter.ts";

export interface ConfigDirSpec {
  seed: number;
  /** Size in bytes of each transcript, roughly met. Every fifth file is a subagent's. */
  fileSizes: number[];
  projects: number;
  /** Over how many sessions the subagents' files are spread. */
  sessionsWithSubagents: number;
  /** No row is later than this; the rows span the 29 days before. Milliseconds since the epoch. */
  endsAt: number;
}

/** What the generated transcripts hold, known by construction. */
export interface GeneratedConfigDir {
  files: { path: string; identity: TranscriptIdentity }[];
  bytes: number;
  requests: number;
  days: CountsByDay;
}

const SPAN_MS = 29 * 86_400_000;
const MEAN_GAP_MS = 35_000;
const BYTES_PER_REQUEST = 10_750;
const HEX = "0123456789abcdef";

const MOST_USED_MODEL = "claude-opus-5-5";
/** The other model ids with their share of the sessions; two of them are dated, as older ids are. */
const MODELS: readonly (readonly [id: string, share: number])[] = [
  ["claude-sonnet-5-5", 0.22],
  ["claude-haiku-5-5", 0.1],
  ["claude-opus-4-8", 0.08],
  ["claude-fable-5-2", 0.06],
  ["claude-sonnet-4-6", 0.06],
  ["claude-haiku-4-5-20251001", 0.05],
  ["claude-opus-4-5-20251101", 0.03],
];

/** Writes a config directory at `dir`, which must not exist; the same spec gives the same bytes. */
export function generateConfigDir(dir: string, spec: ConfigDirSpec): GeneratedConfigDir {
  const random = createRandom(spec.seed);
  const pool = createTextPool(random);
  const generated: GeneratedConfigDir = { files: [], bytes: 0, requests: 0, days: {} };
  const sink = new FileSink();
  for (const { path, identity, size } of planFiles(random, spec)) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    sink.open(file);
    const lastRowAt = writeTranscript(random, pool, sink, identity, size, spec.endsAt, generated);
    generated.bytes += sink.close();
    utimesSync(file, lastRowAt / 1000, lastRowAt / 1000);
    generated.files.push({ path, identity });
  }
  return generated;
}

interface PlannedFile {
  path: string;
  identity: TranscriptIdentity;
  size: number;
}

function planFiles(random: Random, spec: ConfigDirSpec): PlannedFile[] {
  const sizes = shuffle(random, spec.fileSizes);
  const planned: PlannedFile[] = [];
  const subagentSizes: number[] = [];
  for (const [index, size] of sizes.entries()) {
    if (index % 5 === 4) {
      subagentSizes.push(size);
      continue;
    }
    const cwd = `/home/dev/project-${planned.length % spec.projects}`;
    const sessionId = random.uuid();
    planned.push({
      path: join("projects", slugOf(cwd), `${sessionId}.jsonl`),
      identity: identityOf(random, cwd, sessionId, null),
      size,
    });
  }
  const parents = planned.slice(0, spec.sessionsWithSubagents);
  for (const [index, size] of subagentSizes.entries()) {
    const parent = parents[index % parents.length];
    if (parent === undefined) break;
    const { cwd, sessionId } = parent.identity;
    const agentId = `a${random.characters(HEX, 16)}`;
    const path = join("projects", slugOf(cwd), sessionId, "subagents", `agent-${agentId}.jsonl`);
    planned.push({ path, identity: identityOf(random, cwd, sessionId, agentId), size });
  }
  return planned;
}

function slugOf(cwd: string): string {
  return cwd.replaceAll(/[^a-zA-Z0-9]/g, "-");
}

function identityOf(random: Random, cwd: string, sessionId: string, agentId: string | null): TranscriptIdentity {
  return { sessionId, agentId, cwd, model: pickModel(random), cacheLifetime: random.next() < 0.7 ? "1h" : "5m" };
}

function pickModel(random: Random): string {
  let left = random.next();
  for (const [id, share] of MODELS) {
    if (left < share) return id;
    left -= share;
  }
  return MOST_USED_MODEL;
}

/** Returns the time of the last row. */
function writeTranscript(
  random: Random,
  pool: TextPool,
  sink: FileSink,
  identity: TranscriptIdentity,
  size: number,
  endsAt: number,
  generated: GeneratedConfigDir,
): number {
  const writer = new TranscriptWriter(random, pool, sink, identity);
  const duration = (size / BYTES_PER_REQUEST) * MEAN_GAP_MS * 1.2;
  const latestRequestAt = endsAt - 60_000;
  let at = endsAt - SPAN_MS + random.next() * Math.max(0, SPAN_MS - duration);
  if (size < BYTES_PER_REQUEST / 4) {
    while (sink.written < size) writer.metadata();
    return at;
  }
  writer.prompt(at);
  for (;;) {
    const resultBytes = toolResultBytes(random);
    // As much too large as too small on average.
    if (sink.written + requestBytes(resultBytes) / 2 > size) return at;
    at = Math.min(at + random.integer(5000, 2 * MEAN_GAP_MS - 5000), latestRequestAt);
    const request = writer.request(Math.round(at), resultBytes);
    countOn(generated.days, new Date(request.at).toISOString().slice(0, 10), identity.model, request.counts);
    generated.requests++;
  }
}

const FLUSH_BYTES = 4 * 1024 * 1024;

class FileSink implements ByteSink {
  readonly #buffer = Buffer.allocUnsafe(FLUSH_BYTES + 512 * 1024);
  #used = 0;
  #flushed = 0;
  #descriptor = -1;

  get written(): number {
    return this.#flushed + this.#used;
  }

  open(path: string): void {
    this.#descriptor = openSync(path, "wx");
    this.#flushed = 0;
  }

  text(ascii: string): void {
    this.#used += this.#buffer.write(ascii, this.#used, "latin1");
    if (this.#used > FLUSH_BYTES) this.#flush();
  }

  copy(source: Buffer, start: number, end: number): void {
    this.#used += source.copy(this.#buffer, this.#used, start, end);
    if (this.#used > FLUSH_BYTES) this.#flush();
  }

  /** Returns the file's size. */
  close(): number {
    this.#flush();
    closeSync(this.#descriptor);
    return this.#flushed;
  }

  #flush(): void {
    for (let done = 0; done < this.#used;) done += writeSync(this.#descriptor, this.#buffer, done, this.#used - done);
    this.#flushed += this.#used;
    this.#used = 0;
  }
}
