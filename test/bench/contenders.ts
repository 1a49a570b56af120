import { bursarDays, ccusageDays, disagreements, type PrintedDays } from "./agreement.ts";
import type { Bench } from "./bench.ts";
import { CCUSAGE_VERSION, installCcusage } from "./ccusage.ts";
import type { BenchConfigDir } from "./configDirs.ts";
import { duration, mebibytes, spread } from "./markdown.ts";
import { measureCommand, type CommandCost } from "./measureCommand.ts";

/** A command that adds up a config directory by day, to be measured beside others. */
export interface Contender {
  name: string;
  run: (round: number) => Promise<CommandCost>;
  parse: (stdout: string) => PrintedDays;
}

export interface Result {
  contender: Contender;
  costs: CommandCost[];
}

/** `storeOf` says where the store of a round lies; null is for no store at all. */
export function bursar(
  bench: Bench,
  name: string,
  configDir: BenchConfigDir,
  storeOf: ((round: number) => string) | null,
): Contender {
  const usage = [bench.node, bench.cli, "usage", "--by", "day", "--json", "--config-dir", configDir.path];
  return {
    name,
    run: (round) =>
      storeOf === null
        ? measureCommand([...usage, "--no-store"], bench.env)
        : measureCommand(usage, { ...bench.env, BURSAR_HOME: storeOf(round) }),
    parse: bursarDays,
  };
}

/** Nobody, with a word on why, when the peer cannot be had. */
export async function ccusage(bench: Bench, configDir: BenchConfigDir): Promise<Contender[]> {
  const peer = await installCcusage(bench.cache);
  if (peer.kind === "missing") {
    bench.progress(`ccusage is left out: ${peer.reason}`);
    return [];
  }
  const env = { ...bench.env, LOG_LEVEL: "0", NO_COLOR: "1", CLAUDE_CONFIG_DIR: configDir.path };
  return [{ name: `ccusage ${CCUSAGE_VERSION}`, run: () => measureCommand(peer.command, env), parse: ccusageDays }];
}

/** Runs them in turn, A B C A B C …, so that whatever else the machine does hits all alike. */
export async function measureInTurn(bench: Bench, contenders: readonly Contender[]): Promise<Result[]> {
  const results = contenders.map((contender): Result => ({ contender, costs: [] }));
  for (let round = 0; round < bench.rounds; round++) {
    for (const { contender, costs } of results) {
      bench.progress(`${contender.name}, ${round + 1} of ${bench.rounds}`);
      costs.push(await contender.run(round));
    }
  }
  return results;
}

export const RESULT_HEADER = ["", "wall", "CPU", "peak memory"];

export function resultRow({ contender, costs }: Result): string[] {
  return [
    contender.name,
    spread(
      costs.map(({ wallMs }) => wallMs),
      duration,
    ),
    spread(
      costs.map(({ cpuMs }) => cpuMs),
      duration,
    ),
    spread(
      costs.flatMap(({ peakBytes }) => peakBytes ?? []),
      mebibytes,
    ),
  ];
}

/** Where a result's counts differ from what was generated. */
export function wrongCounts(results: readonly Result[], configDir: BenchConfigDir): string[] {
  const all = results.flatMap(({ contender, costs }) =>
    costs.flatMap(({ stdout }) => disagreements(contender.name, configDir.days, contender.parse(stdout))),
  );
  return [...new Set(all)];
}
