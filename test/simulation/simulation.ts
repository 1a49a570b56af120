/** Runs the method on simulated histories and counts how often its intervals hold the truth (docs/forecast.md). */
import { parseArgs } from "node:util";
import { quantile } from "../bench/statistics.ts";
import { table } from "../bench/markdown.ts";
import { judge, type Judged, type Judgement } from "./judge.ts";
import { REGIMES, type Regime } from "./regimes.ts";
import { BEGIN, DAY, simulateHistory } from "./simulatedHistory.ts";

export const WINDOWS = ["fiveHours", "week"] as const;
export type WindowName = (typeof WINDOWS)[number];

/** The judgements of both windows of so many made-up users; the same for the same first seed. */
export function judgeRegime(regime: Regime, runs: number, firstSeed: number): Record<WindowName, Judgement[]> {
  const judgements: Record<WindowName, Judgement[]> = { fiveHours: [], week: [] };
  for (let run = 0; run < runs; run++) {
    const history = simulateHistory(regime, firstSeed + run);
    for (const window of WINDOWS) judgements[window].push(judge(history, history[window], firstSeed + run));
  }
  return judgements;
}

/** Of the intervals that were shown, the share that held. */
export function coverage(judged: readonly (Judged | null)[]): {
  share: number;
  shown: number;
  width: number;
  naive: number;
} {
  const shown = judged.filter((one): one is Judged => one !== null);
  return {
    share: mean(shown.map(({ held }) => Number(held))),
    shown: shown.length,
    width: quantile(
      shown.map(({ width }) => width),
      0.5,
    ),
    naive: quantile(
      shown.map(({ naiveWidth }) => naiveWidth),
      0.5,
    ),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Prints the tables of docs/forecast.md; 1 if an interval held in less than 70 % or more than 90 %. */
export function simulate(args: string[]): number {
  const { values } = parseArgs({ args, options: { runs: { type: "string", default: "200" } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    console.error("Usage: npm run simulate [-- --runs 200]");
    return 2;
  }
  const main: string[][] = [];
  const beside: string[][] = [];
  let exitCode = 0;
  for (const [index, regime] of REGIMES.entries()) {
    process.stderr.write(`… ${regime.name}\n`);
    const judgements = judgeRegime(regime, runs, (index + 1) * 100_000);
    for (const window of WINDOWS) {
      const judged = judgements[window];
      const change = coverage(judged.map((one) => one.change));
      const limit = coverage(judged.map((one) => one.limit));
      const reached = judged.filter(({ limitMoment }) => limitMoment).length;
      for (const { share } of [change, limit]) if (share < 0.7 || share > 0.9) exitCode = 1;
      main.push([
        regime.name,
        window === "fiveHours" ? "5-hour" : "weekly",
        percent(change.share),
        `${change.width.toFixed(1)} (${change.naive.toFixed(1)})`,
        percent(limit.share),
        `${limit.shown} of ${reached}`,
        `${limit.width.toFixed(1)} h (${limit.naive.toFixed(1)} h)`,
      ]);
      beside.push([regime.name, window === "fiveHours" ? "5-hour" : "weekly", ...others(judged)]);
    }
  }
  console.log(
    table(
      ["regime", "window", "next change held", "width, points (naive)", "time to limit held", "shown", "width (naive)"],
      main,
    ),
  );
  console.log(
    `\n${table(["regime", "window", "use at the reset held", "hit: said, was", "cost of 1 % held", "share from elsewhere held", "change of limits seen, day"], beside)}`,
  );
  return exitCode;
}

function others(judged: readonly Judgement[]): string[] {
  const hits = judged.flatMap(({ hit }) => (hit ? [hit] : []));
  const changes = judged.flatMap(({ changedAt }) => (changedAt === null ? [] : [(changedAt - BEGIN) / DAY]));
  return [
    percent(coverage(judged.map((one) => one.end)).share),
    `${percent(mean(hits.map(({ predicted }) => predicted)))}, ${percent(mean(hits.map(({ was }) => Number(was))))}`,
    percent(coverage(judged.map((one) => one.usd)).share),
    percent(coverage(judged.map((one) => one.elsewhere)).share),
    changes.length === 0 ? "0" : `${changes.length}, ${quantile(changes, 0.5).toFixed(1)}`,
  ];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
