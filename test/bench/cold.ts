import { join } from "node:path";
import type { Bench, Section } from "./bench.ts";
import { cachedConfigDir } from "./configDirs.ts";
import { bursar, ccusage, measureInTurn, RESULT_HEADER, resultRow, wrongCounts } from "./contenders.ts";
import { count, mebibytes, table } from "./markdown.ts";

/** Reading everything for the first time: into a fresh store, without a store, and by the peer. */
export async function measureCold(bench: Bench): Promise<Section> {
  const configDir = cachedConfigDir(bench.cache, bench.bytes, Date.now());
  const results = await measureInTurn(bench, [
    bursar(bench, "Bursar, into a fresh store", configDir, (round) => join(bench.scratch, `store-${round}`)),
    bursar(bench, "Bursar, `--no-store`", configDir, null),
    ...(await ccusage(bench, configDir)),
  ]);
  const wrong = wrongCounts(results, configDir);
  const verdict =
    wrong.length === 0
      ? "Every tool's counts equal what was generated, by day and token kind (ccusage prints no requests and adds up cache writes)."
      : `${wrong.length} counts differ from what was generated.`;
  return {
    title: `Cold read: ${mebibytes(configDir.bytes)}, ${count(configDir.files.length)} files, ${count(configDir.requests)} requests`,
    markdown: `${table(RESULT_HEADER, results.map(resultRow))}\n\n${verdict}`,
    disagreements: wrong,
  };
}
