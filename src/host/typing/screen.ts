/** What a terminal shows, as far as it matters for typing into it. */
export interface Screen {
  rows: readonly ScreenRow[];
  cursor: { row: number; column: number };
}

/** The cells of one row from the left; those to the right of what was ever written may be missing. */
export type ScreenRow = readonly ScreenCell[];

export interface ScreenCell {
  /** "" where nothing was written. */
  text: string;
  /** Columns; 0: the second one of the wide character before it. */
  width: number;
  dim: boolean;
  inverse: boolean;
}

export const BLANK: ScreenCell = { text: "", width: 1, dim: false, inverse: false };

export const isBlank = ({ text, width }: ScreenCell): boolean =>
  width !== 0 && (text === "" || text === " " || text === "\u00A0");

export function textOf(cells: ScreenRow): string {
  return cells.map(({ text, width }) => (text === "" && width > 0 ? " " : text)).join("");
}

/** How many columns of the row are used. */
export function columnsOf(row: ScreenRow): number {
  return row.findLastIndex((cell) => !isBlank(cell)) + 1;
}
