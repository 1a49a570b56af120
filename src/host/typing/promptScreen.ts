/**
 * Tells what stands at Claude Code's prompt from a rendered screen. The prompt lies between two rules of the same width
 * at the left edge, has the cursor in it, and nothing that looks like another rule below it. Whatever is not
 * recognised is no prompt.
 */
import stringWidth from "string-width";
import { BLANK, columnsOf, isBlank, type Screen, type ScreenCell, type ScreenRow, textOf } from "./screen.ts";

export type PromptState =
  /** Takes text. */
  | { kind: "emptyPrompt" }
  | { kind: "prompt"; prompt: FilledPrompt }
  /** What is entered runs in a shell. */
  | { kind: "shellMode" }
  /** Keys may be vim commands. */
  | { kind: "vimMaybeNormal" }
  /** A dialog or another view is open, unless only the cursor is elsewhere. */
  | { kind: "notAPrompt"; cursorElsewhere: boolean };

/** A prompt with text, row by row as it is shown: wrapping has no mark of its own. */
export interface FilledPrompt {
  /** Without the leading two columns, up to the last character or the cursor. */
  rows: readonly { text: string; columns: number }[];
  /** Columns of the whole prompt. */
  width: number;
  /** The cursor stands behind the last character. */
  cursorAtEnd: boolean;
  /** The first word of the entry that a menu above the prompt has marked: Enter may take that. */
  marked: string | null;
}

/** Columns before the text: "❯" or "!", and a blank. */
const INDENT = 2;
/** Columns at the right edge that Claude Code may leave free when it wraps (2.1.330: 2, beside the indent). */
const WRAP_MARGIN = 6;
const NARROWEST = 12;
const RULE = /^─+$/;
/** The upper rule carries the session's name, if it has one. */
const UPPER_RULE = /^─+(?: .+ ─+)?$/u;

/** @param mayBeVim whether the user may have turned vim keys on: then only a prompt in INSERT mode is one. */
export function readPrompt({ rows: screen, cursor }: Screen, mayBeVim: boolean): PromptState {
  const box = promptBox(screen, cursor.row);
  if (box === null) return { kind: "notAPrompt", cursorElsewhere: false };
  const rows = screen.slice(box.upper + 1, box.lower);
  const [mark = BLANK, gap = BLANK] = rows[0] ?? [];
  const isPrompt = isBlank(gap) && rows.slice(1).every((row) => row.slice(0, INDENT).every(isBlank));
  if (isPrompt && mark.text === "!") return { kind: "shellMode" };
  if (!isPrompt || mark.text !== "❯") return { kind: "notAPrompt", cursorElsewhere: false };
  if (cursor.column < INDENT) return { kind: "notAPrompt", cursorElsewhere: true };
  if (
    mayBeVim &&
    !screen
      .slice(box.lower + 1)
      .map(textOf)
      .some(saysInsertMode)
  )
    return { kind: "vimMaybeNormal" };

  const cursorRow = cursor.row - box.upper - 1;
  const contents = rows.map((row) => row.slice(INDENT));
  if (cursorRow === 0 && cursor.column === INDENT && holdsNothing(contents)) return { kind: "emptyPrompt" };

  const typed = contents.map((cells, index) => typedCells(cells, index === cursorRow ? cursor.column - INDENT : 0));
  return {
    kind: "prompt",
    prompt: {
      rows: typed.map((cells) => ({ text: textOf(cells), columns: cells.length })),
      width: box.width,
      cursorAtEnd: cursorRow === rows.length - 1 && cursor.column - INDENT === typed.at(-1)?.length,
      marked: markedEntry(screen.slice(0, box.upper)),
    },
  };
}

/** Whether a prompt's text is this command and nothing else. False also where the wrapping leaves a doubt. */
export function readsExactly({ rows, width, cursorAtEnd, marked }: FilledPrompt, command: string): boolean {
  if (!cursorAtEnd || (marked !== null && marked !== command.split(" ")[0])) return false;
  let rest = command;
  for (const [index, { text, columns }] of rows.entries()) {
    if (text === "" || !rest.startsWith(text)) return false;
    rest = rest.slice(text.length);
    if (index === rows.length - 1) return rest === "";
    // A row ends where the next word does not fit, or within a word where the row is full; else the user ended it.
    const next = /^ ([^ ]+)/.exec(rest)?.[1];
    const needed = next === undefined ? columns : columns + 1 + stringWidth(next);
    if (needed < width - INDENT - WRAP_MARGIN) return false;
    if (next !== undefined) rest = rest.slice(1);
  }
  return false;
}

/** Whether a row below a prompt says that vim keys are on and that what is typed is text. */
export function saysInsertMode(row: string): boolean {
  return row.includes("-- INSERT --");
}

function promptBox(
  rows: readonly ScreenRow[],
  cursorRow: number,
): { upper: number; lower: number; width: number } | null {
  const upper = rows.slice(0, cursorRow).findLastIndex((row) => UPPER_RULE.test(ruleText(row)));
  const rules = rows.flatMap((row, index) => (index >= cursorRow && RULE.test(ruleText(row)) ? [index] : []));
  const [lower] = rules;
  if (upper === -1 || lower === undefined || rules.length > 1 || lower === cursorRow) return null;
  const width = columnsOf(rows[lower] ?? []);
  return width >= NARROWEST && columnsOf(rows[upper] ?? []) === width ? { upper, lower, width } : null;
}

/** The row's text if it begins as a rule does, else "". */
function ruleText(row: ScreenRow): string {
  return row[0]?.text === "─" ? textOf(row).trimEnd() : "";
}

/**
 * Whether nothing is typed there: at most a placeholder, which is dim but for its first character, where the cursor is
 * drawn. A draft of line breaks is rows without anything.
 */
function holdsNothing([first = [], ...more]: readonly ScreenRow[]): boolean {
  const [atCursor = BLANK, ...behind] = first;
  const isTyped = (cell: ScreenCell): boolean => !isBlank(cell) && !cell.dim;
  const hasHint = (cells: ScreenRow): boolean => cells.some((cell) => !isBlank(cell) && cell.dim);
  if (behind.filter(({ width }) => width > 0).some(isTyped) || more.some((row) => row.some(isTyped))) return false;
  if (!more.every(hasHint)) return false;
  return !isTyped(atCursor) || (atCursor.inverse && hasHint(behind));
}

/** Without hints, which are dim, and without the blanks behind the text, except up to the cursor. */
function typedCells(cells: ScreenRow, cursor: number): ScreenCell[] {
  const end = Math.max(cells.findLastIndex((cell) => !isBlank(cell) && !cell.dim) + 1, cursor);
  return Array.from({ length: end }, (_, index) => cells[index] ?? BLANK);
}

/** Of the rows right above the prompt. */
function markedEntry(above: readonly ScreenRow[]): string | null {
  for (const row of above.toReversed()) {
    const text = textOf(row).trimEnd();
    if (text === "") return null;
    const marked = /^ +❯ (\S+)/u.exec(text)?.[1];
    if (marked !== undefined) return marked;
  }
  return null;
}
