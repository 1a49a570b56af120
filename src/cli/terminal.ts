/** How text is laid out for a terminal, or for what stands in its place. */
import { styleText } from "node:util";
import type { Emphasis } from "./table.ts";

/** The width of a table that goes to a file or a pipe. */
const PIPE_WIDTH = 100;

/** A pipe has no columns, and some terminals say 0. */
export const terminalWidth = () => process.stdout.columns || PIPE_WIDTH;

/** Colours as the terminal and NO_COLOR allow. */
export const emphasis: Emphasis = (part, line) =>
  styleText(part === "rule" ? "dim" : "bold", line, { stream: process.stdout });

/** Breaks a text between words; what follows the first line is indented. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
