/** Aligned columns of text that fit a width, whatever the script. */
import { charactersOf, type TextWidth } from "./textWidth.ts";

export interface Column {
  title: string;
  right?: boolean;
  /** Where a text that is too long loses characters; left out: it is never shortened. */
  cut?: "start" | "end";
}

const GAP = "  ";
/** A shortened column keeps at least this much. */
const LEAST = 8;

/** How lines are marked for the eye: titles, rules, the last row. */
export type Emphasis = (part: "titles" | "rule" | "last", line: string) => string;

export interface TableLook {
  width: number;
  textWidth: TextWidth;
  emphasis: Emphasis;
}

/** What a table would take if its columns that may be shortened were down to `least` characters. */
export function leastWidth(
  columns: readonly Column[],
  rows: readonly string[][],
  least: number,
  textWidth: TextWidth,
): number {
  const natural = naturalWidths(columns, rows, textWidth);
  return totalWidth(natural.map((own, index) => (columns[index]?.cut ? Math.min(own, least) : own)));
}

/** Titles, a rule, the rows, and after another rule the last row if there is one. Columns with `cut` shrink to fit. */
export function table(
  columns: readonly Column[],
  rows: readonly string[][],
  last: string[] | null,
  { width, textWidth, emphasis }: TableLook,
): string {
  const body = [...rows, ...(last ? [last] : [])].map((row) => row.map(printable));
  const widths = fittedWidths(columns, naturalWidths(columns, body, textWidth), width);
  const line = (row: readonly string[]) =>
    columns
      .map(({ right, cut }, index) => {
        const own = widths[index] ?? 0;
        const text = cut ? shorten(row[index] ?? "", own, cut, textWidth) : (row[index] ?? "");
        const blank = " ".repeat(Math.max(0, own - textWidth(text)));
        return right ? blank + text : text + blank;
      })
      .join(GAP)
      .trimEnd();
  const rule = emphasis("rule", "─".repeat(totalWidth(widths)));
  const lines = body.map(line);
  const closing = last ? [rule, emphasis("last", lines.pop() ?? "")] : [];
  return [emphasis("titles", line(columns.map(({ title }) => title))), rule, ...lines, ...closing].join("\n");
}

const totalWidth = (widths: readonly number[]) =>
  widths.reduce((total, own) => total + own, GAP.length * (widths.length - 1));

const naturalWidths = (columns: readonly Column[], rows: readonly string[][], textWidth: TextWidth): number[] =>
  columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? "")), textWidth(title)),
  );

/** Takes from the widest column that may be shortened until all fit. */
function fittedWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  for (let excess = totalWidth(widths) - width; excess > 0; excess--) {
    let widest = -1;
    for (const [index, own] of widths.entries()) {
      if (columns[index]?.cut && own > LEAST && own > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function shorten(text: string, width: number, cut: "start" | "end", textWidth: TextWidth): string {
  if (textWidth(text) <= width) return text;
  const characters = charactersOf(text);
  if (cut === "start") characters.reverse();
  let kept = "";
  let room = width - 1;
  for (const character of characters) {
    room -= textWidth(character);
    if (room < 0) break;
    kept = cut === "start" ? character + kept : kept + character;
  }
  return cut === "start" ? `…${kept}` : `${kept}…`;
}

/** Text of transcripts, such as a folder's name, with nothing in it that steers a terminal or breaks a line. */
export const printable = (text: string) => text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, "\uFFFD");
