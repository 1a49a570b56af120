import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench, Section } from "./bench.ts";
import { manyFilesConfigDir, type BenchConfigDir } from "./configDirs.ts";
import { EngineClient } from "./engineClient.ts";
import { isIndexed } from "./indexed.ts";
import { count, duration, mebibytes, spread, table } from "./markdown.ts";
import { canReadProcesses, cpuMs, descendants, residentBytes } from "./processTree.ts";
import { createRandom, type Random } from "./random.ts";
import { quantile } from "./statistics.ts";
import { createTextPool } from "./textPool.ts";
import { toolResultBytes, TranscriptWriter, type ByteSink, type TranscriptIdentity } from "./transcriptWriter.ts";

const APPENDS = 60;
const LARGE_APPENDS = 20;
const LARGE_APPEND_BYTES = 2 ** 20;
/** Long enough for each append to stand alone: no burst, no throttle. */
const APART_MS = 500;
const LOST_AFTER_MS = 10_000;
const INDEX_TIMEOUT_MS = 120_000;
/** After the index: the watcher needs a moment to set up, and nothing says when it has. */
const SETTLE_MS = 5000;
const IDLE_MS = 60_000;

/** From an append to the Snapshot that shows it, with many files watched; then what a large append costs. */
export async function measureWatching(bench: Bench): Promise<Section> {
  return withWatchingEngine(bench, async (engine, configDir) => {
    const random = createRandom(3);
    const appender = new Appender(random);
    const small = await appendApart(engine, configDir, APPENDS, random, (identity) => appender.response(identity));
    bench.progress("large appends");
    const cpuBefore = engineCpuMs(engine);
    const large = await appendApart(engine, configDir, LARGE_APPENDS, random, (identity) =>
      appender.requests(identity, LARGE_APPEND_BYTES),
    );
    const cpuEach = (engineCpuMs(engine) - cpuBefore) / LARGE_APPENDS;

    const lost = small.lost + large.lost;
    const rows = [
      ["one response appended, to its Snapshot: p50", duration(quantile(small.latencies, 0.5))],
      [`p95 of ${small.latencies.length}`, duration(quantile(small.latencies, 0.95))],
      ["largest", duration(Math.max(...small.latencies))],
      ["1 MiB appended, to its Snapshot", spread(large.latencies, duration)],
      [`engine's CPU time for 1 MiB, mean of ${LARGE_APPENDS}`, canReadProcesses ? duration(cpuEach) : "n/a"],
    ];
    return {
      title: titleOf("Watching", configDir),
      markdown: table(["", ""], rows),
      disagreements: lost === 0 ? [] : [`${lost} appends were not shown within ${duration(LOST_AFTER_MS)}`],
    };
  });
}

/** What the engine costs while nothing happens. */
export async function measureIdle(bench: Bench): Promise<Section> {
  return withWatchingEngine(bench, async (engine, configDir) => {
    bench.progress(`idle for ${duration(IDLE_MS)}`);
    const before = engineCpuMs(engine);
    await pause(IDLE_MS);
    const share = (engineCpuMs(engine) - before) / IDLE_MS;
    const memory = residentBytes([engine.pid, ...descendants(engine.pid)]);
    const rows = [
      [`share of a core over ${duration(IDLE_MS)}`, canReadProcesses ? `${(share * 100).toFixed(2)} %` : "n/a"],
      ["resident memory of the engine", canReadProcesses ? mebibytes(memory) : "n/a"],
    ];
    return { title: titleOf("Idle", configDir), markdown: table(["", ""], rows), disagreements: [] };
  });
}

function titleOf(what: string, configDir: BenchConfigDir): string {
  return `${what}: ${count(configDir.files.length)} files in 1,501 directories`;
}

async function withWatchingEngine(
  bench: Bench,
  measure: (engine: EngineClient, configDir: BenchConfigDir) => Promise<Section>,
): Promise<Section> {
  bench.progress("indexing 6,600 files");
  const dir = join(bench.scratch, `watched-${performance.now()}`);
  const now = Date.now();
  const configDir = manyFilesConfigDir(join(dir, "claude"), now);
  const env = { ...bench.env, TZ: zoneWhereItIsNoon(now) };
  const engine = new EngineClient({ ...bench, env }, configDir.path, join(dir, "store"));
  try {
    if ((await engine.snapshotWith(isIndexed, INDEX_TIMEOUT_MS)) === null)
      throw new Error("The engine did not finish its index in time.");
    await pause(SETTLE_MS);
    return await measure(engine, configDir);
  } finally {
    await engine.stop();
  }
}

/** "Today" must not end during the measurement. */
function zoneWhereItIsNoon(now: number): string {
  const eastOfUtc = 12 - new Date(now).getUTCHours();
  // In these names the sign is the other way round.
  return eastOfUtc === 0 ? "UTC" : `Etc/GMT${eastOfUtc > 0 ? "-" : "+"}${Math.abs(eastOfUtc)}`;
}

function engineCpuMs(engine: EngineClient): number {
  return cpuMs([engine.pid, ...descendants(engine.pid)]);
}

interface Appended {
  bytes: Buffer;
  requests: number;
}

async function appendApart(
  engine: EngineClient,
  configDir: BenchConfigDir,
  appends: number,
  random: Random,
  make: (identity: TranscriptIdentity) => Appended,
): Promise<{ latencies: number[]; lost: number }> {
  const latencies: number[] = [];
  // A subagent writes while its session does: in a sleeping session none would.
  const files = configDir.files.filter(({ identity }) => identity.agentId === null);
  for (let index = 0; index < appends; index++) {
    await pause(APART_MS);
    const file = files[random.integer(0, files.length - 1)];
    if (file === undefined) break;
    const { bytes, requests } = make(file.identity);
    const latest = await engine.snapshotWith(() => true, LOST_AFTER_MS);
    const expected = (latest?.snapshot.spend.today.total.requests ?? 0) + requests;
    const appendedAt = performance.now();
    appendFileSync(join(configDir.path, file.path), bytes);
    const seen = await engine.snapshotWith(({ spend }) => spend.today.total.requests >= expected, LOST_AFTER_MS);
    if (seen !== null) latencies.push(seen.at - appendedAt);
  }
  return { latencies, lost: appends - latencies.length };
}

/** Makes rows to append, dated now. */
class Appender {
  readonly #random: Random;
  readonly #pool;

  constructor(random: Random) {
    this.#random = random;
    this.#pool = createTextPool(random);
  }

  /** One row that completes one response. */
  response(identity: TranscriptIdentity): Appended {
    const sink = new MemorySink();
    new TranscriptWriter(this.#random, this.#pool, sink, identity).response(Date.now(), 1);
    return { bytes: sink.bytes(), requests: 1 };
  }

  requests(identity: TranscriptIdentity, atLeastBytes: number): Appended {
    const sink = new MemorySink();
    const writer = new TranscriptWriter(this.#random, this.#pool, sink, identity);
    let requests = 0;
    for (; sink.length < atLeastBytes; requests++) writer.request(Date.now() - 60_000, toolResultBytes(this.#random));
    return { bytes: sink.bytes(), requests };
  }
}

class MemorySink implements ByteSink {
  readonly #pieces: Buffer[] = [];
  length = 0;

  text(ascii: string): void {
    this.#add(Buffer.from(ascii, "latin1"));
  }

  copy(source: Buffer, start: number, end: number): void {
    this.#add(source.subarray(start, end));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  #add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }
}
