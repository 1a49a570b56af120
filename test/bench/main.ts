import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isolatedHome } from "../../scripts/lib/isolatedHome.mjs";
import { cacheDir, houseNode, root } from "../../scripts/lib/paths.mjs";
import { endAll, onEnd } from "../../scripts/lib/processes.mjs";
import type { Bench, Section } from "./bench.ts";
import { measureCold } from "./cold.ts";
import { measureDashboard } from "./dashboard.ts";
import { measureForecast } from "./forecast.ts";
import { measureHost } from "./host.ts";
import { measureUnchanged } from "./unchanged.ts";
import { measureIdle, measureWatching } from "./watching.ts";

const measurements = new Map<string, (bench: Bench) => Promise<Section>>([
  ["cold", measureCold],
  ["unchanged", measureUnchanged],
  ["watch", measureWatching],
  ["idle", measureIdle],
  ["host", measureHost],
  ["forecast", measureForecast],
  ["dashboard", measureDashboard],
]);

/** Takes the measurements that `args` names, or all, and prints each when it is taken. Returns the exit code. */
export async function bench(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { size: { type: "string", default: "1GiB" }, rounds: { type: "string", default: "5" } },
  });
  const bytes = parseSize(values.size);
  const rounds = Number(values.rounds);
  const unknown = positionals.filter((name) => !measurements.has(name));
  if (bytes === null || !Number.isInteger(rounds) || rounds < 1 || unknown.length > 0) {
    console.error(`Usage: npm run bench -- [${[...measurements.keys()].join("|")}]… [--size 64MiB|1GiB] [--rounds 5]`);
    return 2;
  }

  const home = await isolatedHome();
  const cache = join(cacheDir, "bench");
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, "run-"));
  onEnd(() => rmSync(scratch, { recursive: true, force: true }));
  const subject: Bench = {
    node: houseNode,
    cli: join(root, "dist", "cli.js"),
    engine: join(root, "dist", "engine.js"),
    cache,
    scratch,
    env: { ...home.env, TZ: "UTC" },
    bytes,
    rounds,
    progress: (message) => process.stderr.write(`… ${message}\n`),
  };
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? arch()}, ${platform()}, Node ${process.versions.node}`;
  console.log(`Medians, in brackets the least and the largest. ${machine}, warm page cache.`);
  let exitCode = 0;
  for (const [name, measure] of measurements) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    try {
      const section = await measure(subject);
      print(section);
      if (section.disagreements.length > 0) exitCode = 1;
    } catch (error) {
      console.log(`\n${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
      exitCode = 1;
    }
  }
  await endAll();
  return exitCode;
}

/** Bytes of a size like 64MiB; null when it is none. */
function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(MiB|GiB)$/.exec(text);
  if (match === null) return null;
  return Math.round(Number(match[1]) * (match[2] === "GiB" ? 2 ** 30 : 2 ** 20));
}

function print({ title, markdown, disagreements }: Section): void {
  console.log(`\n### ${title}\n\n${markdown}`);
  if (disagreements.length === 0) return;
  console.log("\n**Wrong:**\n");
  for (const line of disagreements.slice(0, 20)) console.log(`- ${line}`);
}
