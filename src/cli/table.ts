/** Aligned columns of text. */

export interface Column {
  title: string;
  right: boolean;
}

const GAP = "  ";
const SHORTEST_FIRST_COLUMN = 8;

/** Titles, a rule, the rows, a rule and the last row. The first column is shortened (from its left, with …) to fit `width`. */
export function table(columns: readonly Column[], rows: readonly string[][], last: string[], width: number): string {
  const all = [columns.map((column) => column.title), ...rows, last];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  const others = widths.slice(1).reduce((sum, own) => sum + own + GAP.length, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(SHORTEST_FIRST_COLUMN, width - others));
  const line = (row: readonly string[]) =>
    columns
      .map((column, index) => {
        const own = widths[index] ?? 0;
        const text = shorten(row[index] ?? "", own);
        return column.right ? text.padStart(own) : text.padEnd(own);
      })
      .join(GAP)
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, own) => sum + own, GAP.length * (widths.length - 1)));
  return [line(all[0] ?? []), rule, ...rows.map(line), rule, line(last)].join("\n");
}

const shorten = (text: string, width: number) =>
  text.length <= width ? text : `…${text.slice(text.length - width + 1)}`;
