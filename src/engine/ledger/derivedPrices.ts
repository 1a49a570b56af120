/**
 * Works out a model's rates from Claude Code's own totals. Each total is an exact equation: tokens of each kind times
 * their rates, and a cent for each web search. Solved where the totals determine every rate, and fit.
 */
import type { Tokens } from "../sources/transcriptRow.ts";
import { WEB_SEARCH_USD } from "./priceTable.ts";
import type { KnownRates } from "./prices.ts";

/** What Claude Code says that one model cost in a session. */
export interface ModelTotal {
  tokens: Tokens;
  webSearches: number;
  costUsd: number;
}

/** Totals are sums of doubles: this is far above what adding up loses and far below any price. */
const FITS = 1e-9;
/** Below this a kind of tokens is as good as a combination of the others: its rate is not determined. */
const INDEPENDENT = 1e-7;
/** Prices are set in steps; a hundredth of a cent (per million tokens) is finer than any known one. */
const STEPS_A_DOLLAR = 10_000;

const KINDS = ["input", "output", "cacheRead", "cacheWrite5m", "cacheWrite1h"] as const satisfies (keyof Tokens)[];

/** The rates of the kinds of tokens that occur; null when the totals do not determine them all, or contradict each other. */
export function deriveRates(totals: readonly ModelTotal[]): KnownRates | null {
  const kinds = KINDS.filter((kind) => totals.some(({ tokens }) => tokens[kind] > 0));
  const equations = [...new Map(totals.map((total) => [JSON.stringify(total), total])).values()].map((total) => {
    const counts = kinds.map((kind) => total.tokens[kind]);
    const millionths = (total.costUsd - total.webSearches * WEB_SEARCH_USD) * 1e6;
    return { counts, millionths, size: counts.reduce((sum, count) => sum + count, 0) };
  });
  const fits = (rates: readonly number[]) =>
    equations.every(({ counts, millionths, size }) => {
      const cost = counts.reduce((sum, count, index) => sum + count * (rates[index] ?? 0), 0);
      // Beside the cost itself, a trifle for each token: what taking off web searches can lose.
      return Math.abs(cost - millionths) <= FITS * (Math.abs(millionths) + size);
    });

  const used = equations.filter(({ size }) => size > 0);
  if (kinds.length === 0 || used.length < kinds.length) return null;
  // Each equation is weighed by its size, so that a short session's says as much as a long one's.
  const solved = leastSquares(
    used.map(({ counts, size }) => counts.map((count) => count / size)),
    used.map(({ millionths, size }) => millionths / size),
  );
  if (!solved) return null;
  const rounded = solved.map((rate) => Math.round(rate * STEPS_A_DOLLAR) / STEPS_A_DOLLAR);
  // As many equations as rates fit whatever they say; only rates in whole steps are then evidence.
  const exact = fits(rounded) ? rounded : used.length > kinds.length && fits(solved) ? solved : null;
  if (!exact || exact.some((rate) => rate < 0)) return null;
  const rate = (kind: (typeof KINDS)[number]) => exact[kinds.indexOf(kind)] ?? null;
  return {
    input: rate("input"),
    output: rate("output"),
    cacheWrite5m: rate("cacheWrite5m"),
    cacheWrite1h: rate("cacheWrite1h"),
    cacheRead: rate("cacheRead"),
  };
}

/** Solves rows · x = right in the least squares sense by modified Gram-Schmidt; null when a column depends on the others. */
function leastSquares(rows: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => row[index] ?? 0));
  const scales = columns.map(norm);
  const basis: number[][] = [];
  // Upper triangle: how much of each earlier basis vector a column holds.
  const triangle: number[][] = [];
  for (const [index, column] of columns.entries()) {
    let rest = column.map((value) => value / (scales[index] ?? 1));
    const parts: number[] = [];
    for (const vector of basis) {
      const part = dot(vector, rest);
      parts.push(part);
      rest = rest.map((value, at) => value - part * (vector[at] ?? 0));
    }
    const length = norm(rest);
    if (length < INDEPENDENT) return null;
    basis.push(rest.map((value) => value / length));
    triangle.push([...parts, length]);
  }
  let rest = [...right];
  const parts = basis.map((vector) => {
    const part = dot(vector, rest);
    rest = rest.map((value, at) => value - part * (vector[at] ?? 0));
    return part;
  });
  const solution = Array.from({ length: width }, () => 0);
  for (let index = width - 1; index >= 0; index--) {
    let value = parts[index] ?? 0;
    for (let later = index + 1; later < width; later++)
      value -= (triangle[later]?.[index] ?? 0) * (solution[later] ?? 0);
    solution[index] = value / (triangle[index]?.[index] ?? 1);
  }
  return solution.map((value, index) => value / (scales[index] ?? 1));
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const norm = (vector: readonly number[]) => Math.sqrt(dot(vector, vector));
