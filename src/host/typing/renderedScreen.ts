import { setImmediate } from "node:timers/promises";
import type { Terminal } from "@xterm/headless";
import xterm from "@xterm/headless";
import type { Disposable } from "../../shared/disposables.ts";
import { saysInsertMode } from "./promptScreen.ts";
import type { Screen, ScreenCell, ScreenRow } from "./screen.ts";

/** Begins what a full-screen program draws. */
const ALTERNATE_SCREEN = "\u001B[?1049h";

/**
 * More than a terminal has: Claude Code draws from the top left corner by relative moves and breaks rows itself, so that
 * a larger screen shows the same, and the true size, which VS Code does not tell, need not be known.
 */
const SIZE = { cols: 500, rows: 150 };

/** Claude Code's hints below its prompt, with room for a status line of the user's own. */
const FOOTER_ROWS = 20;

/** What one program shows while it is in the alternate screen, from the bytes that it writes. */
export class RenderedScreen implements Disposable {
  readonly #listeners = new Set<() => void>();
  #terminal: Terminal | null = null;
  #vimSeen = false;
  /** What may be the beginning of a sequence that goes on in the next piece. */
  #tail = "";
  #working = Promise.resolve();
  #pieces = 0;
  #disposed = false;

  /** @param output what the program writes, from its start. */
  constructor(output: AsyncIterable<string>) {
    void this.#follow(output);
  }

  /** The screen as it is now; null outside the alternate screen. */
  get screen(): Screen | null {
    const buffer = this.#terminal?.buffer.active;
    if (!buffer) return null;
    const rows = Array.from({ length: SIZE.rows }, (_, index) => rowOf(buffer.getLine(index)));
    return { rows, cursor: { row: buffer.cursorY, column: buffer.cursorX } };
  }

  /** Whether a prompt with vim keys in INSERT mode was shown since the program took the screen. */
  get vimSeen(): boolean {
    return this.#vimSeen;
  }

  /** Fulfilled when all that has arrived is drawn. */
  async settled(): Promise<void> {
    for (let pieces = -1; pieces !== this.#pieces;) {
      pieces = this.#pieces;
      await this.#working;
      // What waits behind the piece that was drawn is taken up now.
      await setImmediate();
    }
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#disposed = true;
    this.#leave();
    this.#notify();
    this.#listeners.clear();
  }

  async #follow(output: AsyncIterable<string>): Promise<void> {
    try {
      for await (const piece of output) {
        if (this.#disposed) return;
        this.#pieces++;
        this.#working = this.#take(piece);
        await this.#working;
        this.#notify();
      }
    } catch {
      // What cannot be drawn is not shown: nothing is typed on the strength of it.
    } finally {
      this.dispose();
    }
  }

  async #take(piece: string): Promise<void> {
    if (!this.#terminal) {
      const text = this.#tail + piece;
      const start = text.indexOf(ALTERNATE_SCREEN);
      this.#tail = text.slice(1 - ALTERNATE_SCREEN.length);
      if (start === -1) return;
      this.#tail = "";
      this.#terminal = new xterm.Terminal({ ...SIZE, scrollback: 0, allowProposedApi: true });
      piece = text.slice(start);
    }
    const terminal = this.#terminal;
    const { promise, resolve } = Promise.withResolvers<void>();
    terminal.write(piece, resolve);
    await promise;
    const { active } = terminal.buffer;
    if (active.type !== "alternate") this.#leave();
    else this.#vimSeen ||= footerOf(active).some(saysInsertMode);
  }

  /** Not disposed of: a terminal that is still drawing then never says that it has finished. */
  #leave(): void {
    this.#terminal = null;
    this.#vimSeen = false;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

type Buffer = Terminal["buffer"]["active"];

/** The rows right below the cursor. */
function footerOf(buffer: Buffer): string[] {
  const below = Array.from({ length: FOOTER_ROWS }, (_, index) => buffer.getLine(buffer.cursorY + 1 + index));
  return below.map((line) => line?.translateToString(true) ?? "");
}

function rowOf(line: ReturnType<Buffer["getLine"]>): ScreenRow {
  if (!line || line.translateToString(true) === "") return [];
  const cells: ScreenCell[] = [];
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column);
    if (!cell) break;
    cells.push({
      text: cell.getChars(),
      width: cell.getWidth(),
      dim: cell.isDim() !== 0,
      inverse: cell.isInverse() !== 0,
    });
  }
  return cells;
}
