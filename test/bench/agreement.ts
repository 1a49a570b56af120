import { totalOf, type CountsByDay, type TokenCounts } from "./tokenCounts.ts";

/** Counts of one day as a tool printed them; those it does not print are missing. */
export type PrintedDay = Partial<TokenCounts> & { cacheWriteTokens?: number };
export type PrintedDays = Map<string, PrintedDay>;

const KINDS = [
  "requests",
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWrite5mTokens",
  "cacheWrite1hTokens",
] as const;

/** Reads `bursar usage --by day --json`. */
export function bursarDays(stdout: string): PrintedDays {
  const { rows } = JSON.parse(stdout) as { rows: (TokenCounts & { key: string })[] };
  return new Map(rows.map((row) => [row.key, row]));
}

/** Reads `ccusage claude daily --json`, which counts no requests and adds up the cache writes. */
export function ccusageDays(stdout: string): PrintedDays {
  interface Day {
    date: string;
    inputTokens: number;
    outputTokens: number;
    cacheReadTokens: number;
    cacheCreationTokens: number;
  }
  const { daily } = JSON.parse(stdout) as { daily: Day[] };
  return new Map(daily.map((day) => [day.date, { ...pick(day), cacheWriteTokens: day.cacheCreationTokens }]));
}

function pick(day: { inputTokens: number; outputTokens: number; cacheReadTokens: number }): PrintedDay {
  return { inputTokens: day.inputTokens, outputTokens: day.outputTokens, cacheReadTokens: day.cacheReadTokens };
}

/** Each count that differs from what was generated, one line each. */
export function disagreements(who: string, generated: CountsByDay, printed: PrintedDays): string[] {
  const found: string[] = [];
  for (const day of new Set([...Object.keys(generated), ...printed.keys()])) {
    const truth = totalOf(generated[day] ?? {});
    const shown = printed.get(day) ?? {};
    const compare = (kind: string, expected: number, actual: number | undefined): void => {
      if (actual !== expected) found.push(`${who}, ${day}: ${kind} ${actual ?? "missing"} instead of ${expected}`);
    };
    if (shown.cacheWriteTokens === undefined) {
      for (const kind of KINDS) compare(kind, truth[kind], shown[kind]);
      continue;
    }
    for (const kind of ["inputTokens", "outputTokens", "cacheReadTokens"] as const)
      compare(kind, truth[kind], shown[kind]);
    compare("cacheWriteTokens", truth.cacheWrite5mTokens + truth.cacheWrite1hTokens, shown.cacheWriteTokens);
  }
  return found;
}
