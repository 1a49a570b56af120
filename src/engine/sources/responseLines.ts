/**
 * One response stands on several lines that follow each other, and only one of them counts. This gathers them by
 * their bytes, so that the others need not be parsed: half of the parsing of a transcript.
 */

const ID = Buffer.from('"id":"');
const MESSAGE = Buffer.from('"message":{');
const OUTPUT = Buffer.from('"output_tokens":');
const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
/** Between the start of the message and its id stands at most the model's. */
const NEAR = 120;

export interface ResponseLine {
  start: number;
  end: number;
  output: number;
}

export class ResponseLines {
  private readonly lines: ResponseLine[] = [];
  private idStart = 0;
  private idEnd = 0;

  /**
   * Takes the line `[start, end)` if it holds one usage object, at `mark`, and its id and output can be told from the
   * bytes; otherwise false. `emit` is called first for what was gathered of another response.
   */
  take(
    bytes: Buffer,
    start: number,
    end: number,
    mark: number,
    emit: (lines: readonly ResponseLine[]) => void,
  ): boolean {
    const message = bytes.indexOf(MESSAGE, start);
    const idStart = message < 0 || message > mark ? -1 : bytes.indexOf(ID, message + MESSAGE.length);
    if (idStart < 0 || idStart > message + NEAR || idStart > mark) return false;
    // The first brace behind the message's own would open something nested: the id must be the message's.
    const brace = bytes.indexOf(OPEN_BRACE, message + MESSAGE.length);
    if (brace >= 0 && brace < idStart) return false;
    const idEnd = bytes.indexOf(QUOTE, idStart + ID.length);
    const output = digitsAt(bytes, bytes.indexOf(OUTPUT, mark), end);
    if (idEnd < 0 || idEnd > mark || output < 0) return false;

    if (this.lines.length > 0 && !this.isSame(bytes, idStart, idEnd)) this.flush(emit);
    this.idStart = idStart;
    this.idEnd = idEnd;
    this.lines.push({ start, end, output });
    return true;
  }

  /** Emits what was gathered, if anything. */
  flush(emit: (lines: readonly ResponseLine[]) => void): void {
    if (this.lines.length === 0) return;
    emit(this.lines);
    this.lines.length = 0;
  }

  private isSame(bytes: Buffer, idStart: number, idEnd: number): boolean {
    return bytes.compare(bytes, idStart, idEnd, this.idStart, this.idEnd) === 0;
  }
}

/** The line with the most output, the last of equals. */
export function lineThatCounts(lines: readonly ResponseLine[]): ResponseLine | undefined {
  return lines.reduce<ResponseLine | undefined>(
    (best, line) => (best && best.output > line.output ? best : line),
    undefined,
  );
}

/** The whole number behind a member's name, or -1. */
function digitsAt(bytes: Buffer, name: number, end: number): number {
  if (name < 0 || name >= end) return -1;
  let value = 0;
  let at = name + OUTPUT.length;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return at === name + OUTPUT.length ? -1 : value;
}
