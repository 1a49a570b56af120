/** What the bar and the table of a context's parts show, apart from drawing them. */
import type { ContextFill, ContextPart, ContextPartName } from "../../src/shared/historyPages.ts";
import { CONTEXT_PARTS } from "../../src/shared/historyPages.ts";

export type KnownFill = Extract<ContextFill, { kind: "known" }>;

export interface FillRow extends ContextPart {
  tokens: number;
  /** Of the whole context. */
  percent: number;
  /** Which of the chart's colours, from 0, and whether it is the pale one of its two parts. */
  colour: number;
  pale: boolean;
}

/** The sum of all rows; `percent` as theirs. */
export type FillSum = Pick<FillRow, "exact" | "allocated" | "tokens">;

/** Of styles.css. */
const CHART_COLOURS = 5;

/** In the order in which they came to be sent; the colour belongs to the part, whichever others there are. */
export function fillRows({ parts, total }: Pick<KnownFill, "parts" | "total">): FillRow[] {
  return parts.map(({ part, exact, allocated }) => {
    const tokens = exact + allocated;
    const place = CONTEXT_PARTS.indexOf(part);
    return {
      part,
      exact,
      allocated,
      tokens,
      percent: total > 0 ? (tokens / total) * 100 : 0,
      colour: place % CHART_COLOURS,
      pale: place >= CHART_COLOURS,
    };
  });
}

export function fillSum(rows: readonly FillSum[]): FillSum {
  const sum = { exact: 0, allocated: 0, tokens: 0 };
  for (const { exact, allocated, tokens } of rows) {
    sum.exact += exact;
    sum.allocated += allocated;
    sum.tokens += tokens;
  }
  return sum;
}

/** The part that fills most; null when there is none. */
export function largestPart(rows: readonly FillRow[]): { part: ContextPartName; percent: number } | null {
  return rows.reduce<FillRow | null>((most, row) => (most !== null && most.tokens >= row.tokens ? most : row), null);
}
