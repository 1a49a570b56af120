/** One line on a terminal that tells how far a long reading is. On anything but a terminal it shows nothing. */
import type { WriteStream } from "node:tty";
import { formatCount } from "../shared/format.ts";
import type { IndexState } from "../shared/snapshot.ts";

/** What is over sooner needs no bar. */
const PATIENCE_MS = 400;
const REDRAW_MS = 100;
const BAR_WIDTH = 24;
/** Back to the beginning of the line, and clear it. */
const CLEAR = "\r\u001b[2K";

type Terminal = Pick<WriteStream, "write" | "isTTY" | "columns">;

export class ProgressBar {
  private readonly stream: Terminal;
  private timer: NodeJS.Timeout | undefined;
  private shown = false;

  constructor(stream: Terminal) {
    this.stream = stream;
  }

  /** Draws `state` again and again until `end`. */
  follow(state: () => IndexState): void {
    if (!this.stream.isTTY) return;
    const since = Date.now();
    this.timer = setInterval(() => {
      const now = state();
      if (now.kind === "indexing" && Date.now() - since >= PATIENCE_MS) this.draw(now);
    }, REDRAW_MS);
  }

  /** Takes the line away, so that other text can be written; it is drawn again. */
  clear(): void {
    if (this.shown) this.stream.write(CLEAR);
    this.shown = false;
  }

  /** Takes the line away for good. */
  end(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private draw(state: Extract<IndexState, { kind: "indexing" }>): void {
    this.stream.write(CLEAR + progressLine(state, this.stream.columns || 80));
    this.shown = true;
  }
}

/** As much of it as fits: what is done, a bar, bytes, files. */
export function progressLine(
  { bytesDone, bytes, filesDone, files }: Extract<IndexState, { kind: "indexing" }>,
  width: number,
): string {
  const share = bytes === 0 ? 0 : Math.min(1, bytesDone / bytes);
  const full = Math.round(share * BAR_WIDTH);
  const parts = [
    `Reading transcripts ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)}`,
    `${mebibytes(bytesDone)} of ${mebibytes(bytes)} MiB`,
    `${formatCount(filesDone)} of ${formatCount(files)} files`,
  ];
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line}  ${part}`;
    // The last column stays free: some terminals begin a new line after it.
    if (longer.length >= width) break;
    line = longer;
  }
  return line;
}

const mebibytes = (bytes: number) => formatCount(Math.round(bytes / 2 ** 20));
