/** Screens for tests, drawn as text, and a program that draws what Claude Code's prompt looks like. */
import stringWidth from "string-width";
import { RenderedScreen } from "./renderedScreen.ts";
import type { Screen, ScreenCell } from "./screen.ts";

/**
 * A screen from its rows: `▮` stands before the cell that the cursor is on (drawn inverse), and what is between `«` and
 * `»` is dim.
 */
export function drawn(...rows: string[]): Screen {
  let cursor = { row: rows.length - 1, column: 0 };
  const cells = rows.map((row, index) => {
    const found: ScreenCell[] = [];
    let [dim, inverse] = [false, false];
    for (const { segment } of new Intl.Segmenter().segment(row)) {
      if (segment === "«" || segment === "»") dim = segment === "«";
      else if (segment === "▮") {
        cursor = { row: index, column: found.length };
        inverse = true;
      } else {
        const width = stringWidth(segment);
        found.push({ text: segment, width, dim, inverse });
        if (width === 2) found.push({ text: "", width: 0, dim, inverse });
        inverse = false;
      }
    }
    return found;
  });
  return { rows: cells, cursor };
}

export const WIDTH = 40;
export const rule = "─".repeat(WIDTH);

/** The prompt between its rules, with something above and below it. */
export function promptRows(...content: string[]): string[] {
  return ["● Done.", "", rule, ...content, rule, "  ⏵⏵ auto mode on"];
}

/** Output that a test writes, piece by piece. */
export class Output implements AsyncIterable<string> {
  readonly #pieces: string[] = [];
  #ended = false;
  #wake = (): void => {};

  write(piece: string): void {
    this.#pieces.push(piece);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#ended) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

/** Draws the rows anew, as `drawn` reads them, in the alternate screen. */
export function frame(...rows: string[]): string {
  let cursor = "\u001B[1;1H";
  const lines = rows.map((row, index) => {
    const [before, after] = row.split("▮");
    if (after !== undefined) cursor = `\u001B[${index + 1};${stringWidth((before ?? "").replaceAll(/[«»]/g, "")) + 1}H`;
    // The cell of the cursor is inverse and not dim.
    const text = after === undefined ? row : `${before}\u001B[7m${after.slice(0, 1) || " "}\u001B[27m${after.slice(1)}`;
    return text.replaceAll("«", "\u001B[2m").replaceAll("»", "\u001B[22m");
  });
  return `\u001B[?1049h\u001B[2J\u001B[H${lines.join("\r\n")}${cursor}`;
}

/** A screen that follows what the test writes. */
export function followed(): { output: Output; screen: RenderedScreen } {
  const output = new Output();
  return { output, screen: new RenderedScreen(output) };
}
