import { join } from "node:path";
import type { Bench, Section } from "./bench.ts";
import { cachedConfigDir, type BenchConfigDir } from "./configDirs.ts";
import { bursar, ccusage, measureInTurn, RESULT_HEADER, resultRow, wrongCounts } from "./contenders.ts";
import { EngineClient } from "./engineClient.ts";
import { isIndexed } from "./indexed.ts";
import { count, duration, mebibytes, spread, table } from "./markdown.ts";

const TIMEOUT_MS = 60_000;

/** Starting when everything has been read before: the CLI, the peer, and the engine up to its first Snapshots. */
export async function measureUnchanged(bench: Bench): Promise<Section> {
  const configDir = cachedConfigDir(bench.cache, bench.bytes, Date.now());
  const store = join(bench.scratch, "store-unchanged");
  const usage = bursar(bench, "Bursar, complete", configDir, () => store);
  bench.progress("filling the store");
  await usage.run(0);
  const results = await measureInTurn(bench, [usage, ...(await ccusage(bench, configDir))]);
  const starts = await startEngines(bench, configDir, store);
  return {
    title: `Nothing changed: ${mebibytes(configDir.bytes)}, ${count(configDir.files.length)} files`,
    markdown: table(RESULT_HEADER, [
      ...results.map(resultRow),
      ["engine: fork to first Snapshot", spread(starts.firstMs, duration), "", ""],
      ["engine: fork to the Snapshot that says nothing is left to read", spread(starts.completeMs, duration), "", ""],
    ]),
    disagreements: [...wrongCounts(results, configDir), ...starts.wrong],
  };
}

interface Starts {
  firstMs: number[];
  completeMs: number[];
  wrong: string[];
}

async function startEngines(bench: Bench, configDir: BenchConfigDir, store: string): Promise<Starts> {
  const starts: Starts = { firstMs: [], completeMs: [], wrong: [] };
  for (let round = 0; round < bench.rounds; round++) {
    bench.progress(`engine, ${round + 1} of ${bench.rounds}`);
    const engine = new EngineClient(bench, configDir.path, store);
    try {
      const first = await engine.snapshotWith(() => true, TIMEOUT_MS);
      const complete = await engine.snapshotWith(isIndexed, TIMEOUT_MS);
      if (first === null || complete === null) throw new Error("The engine sent no complete Snapshot in a minute.");
      starts.firstMs.push(first.at - engine.startedAt);
      starts.completeMs.push(complete.at - engine.startedAt);
      const { requests } = complete.snapshot.spend.last30Days.total;
      if (requests !== configDir.requests) {
        starts.wrong.push(`The engine's Snapshot shows ${requests} requests instead of ${configDir.requests}`);
      }
    } finally {
      await engine.stop();
    }
  }
  return starts;
}
