/** What the rows of the table of models add up to. */
import type { ModelRow } from "../../src/shared/historyPages.ts";

export interface ModelsSums {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** In percent, as in a row; null when nothing was sent. */
  cacheHitPercent: number | null;
  /** Of those of which it is known; null when it is of none. */
  cacheSavedUsd: number | null;
}

export function modelsSums(rows: readonly ModelRow[]): ModelsSums {
  const of = (key: "inputTokens" | "outputTokens" | "cacheReadTokens" | "cacheWriteTokens"): number =>
    sum(rows.map((row) => row[key]));
  const [inputTokens, cacheReadTokens, cacheWriteTokens] = [
    of("inputTokens"),
    of("cacheReadTokens"),
    of("cacheWriteTokens"),
  ];
  const sent = inputTokens + cacheReadTokens + cacheWriteTokens;
  const saved = rows.map(({ cacheSavedUsd }) => cacheSavedUsd).filter((usd) => usd !== null);
  return {
    inputTokens,
    outputTokens: of("outputTokens"),
    cacheReadTokens,
    cacheWriteTokens,
    cacheHitPercent: sent === 0 ? null : (100 * cacheReadTokens) / sent,
    cacheSavedUsd: saved.length === 0 ? null : sum(saved),
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
