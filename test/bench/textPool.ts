import type { Random } from "./random.ts";

/** A stretch of the pool: whole lines of text as they stand inside a JSON string. */
export interface TextSlice {
  start: number;
  end: number;
}

/** Text like that of tool results, encoded once, so that a corpus is written at the speed of copying. */
export interface TextPool {
  bytes: Buffer;
  /** Whole lines of about `size` bytes. */
  slice(random: Random, size: number): TextSlice;
}

const POOL_BYTES = 2 * 1024 * 1024;

const WORDS =
  "const return await import index value error config request session buffer stream parse token model result handler path file line count total cache write read update create delete select filter map reduce async function export interface type string number boolean null undefined true false".split(
    " ",
  );

function line(random: Random): string {
  const word = (): string => WORDS[random.integer(0, WORDS.length - 1)] ?? "";
  const path = (): string => `src/${word()}/${word()}/${word()}.ts`;
  switch (random.integer(0, 9)) {
    case 0:
      return "";
    case 1:
      return `${path()}:${random.integer(1, 900)}:${random.integer(1, 80)}: error TS${random.integer(1000, 9999)}: "${word()}" is not a ${word()}`;
    case 2:
      return `2026-0${random.integer(1, 9)}-1${random.integer(0, 9)}T0${random.integer(0, 9)}:12:44.120Z INFO  [${word()}] ${word()} ${word()} took ${random.integer(1, 900)} ms`;
    case 3:
      return `{"${word()}":"${word()}","${word()}":${random.integer(0, 99_999)},"usage":{"${word()}":[${random.integer(0, 9)},${random.integer(0, 9)}]}}`;
    case 4:
      return `\t\t// ${word()} ${word()} → ${word()}: ${word()} naïve ${word()} ✓`;
    case 5:
      return `drwxr-xr-x  ${random.integer(2, 40)} dev dev ${random.integer(100, 99_999)} Nov 12 10:${random.integer(10, 59)} ${word()}\\${word()}`;
    default:
      return `${"  ".repeat(random.integer(0, 4))}const ${word()} = ${word()}.${word()}(${word()}, "${word()} ${word()}", { ${word()}: ${random.integer(0, 4096)} });`;
  }
}

export function createTextPool(random: Random): TextPool {
  const lines: Buffer[] = [];
  const lineStarts: number[] = [];
  let length = 0;
  while (length < POOL_BYTES) {
    const encoded = Buffer.from(JSON.stringify(`${line(random)}\n`).slice(1, -1));
    lineStarts.push(length);
    lines.push(encoded);
    length += encoded.length;
  }
  lineStarts.push(length);
  return {
    bytes: Buffer.concat(lines),
    slice(source, size) {
      const start = firstAtOrAfter(lineStarts, source.next() * (POOL_BYTES - size));
      return { start, end: firstAtOrAfter(lineStarts, start + size) };
    },
  };
}

/** The first of the sorted values that is not below `least`; the last one if all are. */
function firstAtOrAfter(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? least) < least) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? 0;
}
