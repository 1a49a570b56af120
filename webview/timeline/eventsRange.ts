/** The page of a table's rows: thousands of them at once would hold the page up. */
export interface RowRange {
  page: number;
  /** Indices of its first row, and of the first behind it. */
  from: number;
  to: number;
  /** The page before and after; null: there is none. */
  previous: number | null;
  next: number | null;
}

export const ROWS_A_PAGE = 100;

/** The page of this number, from 0, or the last one where there are fewer. */
export function rowRange(rows: number, page: number): RowRange {
  const last = Math.max(0, Math.ceil(rows / ROWS_A_PAGE) - 1);
  const shown = Math.min(page, last);
  return {
    page: shown,
    from: shown * ROWS_A_PAGE,
    to: Math.min(rows, (shown + 1) * ROWS_A_PAGE),
    previous: shown > 0 ? shown - 1 : null,
    next: shown < last ? shown + 1 : null,
  };
}
