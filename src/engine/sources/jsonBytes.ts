/**
 * Looks into the bytes of a JSON text without parsing it: transcripts hold far more bytes than Bursar needs, and
 * finding out that a line does not matter must cost a fraction of `JSON.parse`.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;

/** The position after the string that starts at `start` (its opening quote), or -1 if it does not end before `end`. */
export function endOfString(bytes: Buffer, start: number, end: number): number {
  let quote = start;
  for (;;) {
    quote = bytes.indexOf(QUOTE, quote + 1);
    if (quote < 0 || quote >= end) return -1;
    let slashes = 0;
    while (bytes[quote - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
}

/** The position after the object or array that starts at `start`, or -1 if it does not close before `end`. */
export function endOfStructure(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at, end) - 1;
      if (at < 0) return -1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function skipSpace(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

function endOfValue(bytes: Buffer, start: number, end: number): number {
  const byte = bytes[start];
  if (byte === QUOTE) return endOfString(bytes, start, end);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return endOfStructure(bytes, start, end);
  let at = start;
  while (at < end && bytes[at] !== COMMA && bytes[at] !== CLOSE_BRACE && !isSpace(bytes[at])) at++;
  return at;
}

/**
 * Walks the members of the object that starts at `start`, calling `visit` with each key and where its value begins.
 * `visit` returns false to stop. Returns quietly where the bytes stop being JSON.
 */
export function walkMembers(
  bytes: Buffer,
  start: number,
  end: number,
  visit: (key: string, valueAt: number) => boolean,
): void {
  let at = skipSpace(bytes, start, end);
  if (bytes[at] !== OPEN_BRACE) return;
  at = skipSpace(bytes, at + 1, end);
  while (at < end && bytes[at] === QUOTE) {
    const keyEnd = endOfString(bytes, at, end);
    if (keyEnd < 0) return;
    const key = bytes.toString("latin1", at + 1, keyEnd - 1);
    at = skipSpace(bytes, keyEnd, end);
    if (bytes[at] !== COLON) return;
    at = skipSpace(bytes, at + 1, end);
    if (at >= end || !visit(key, at)) return;
    at = endOfValue(bytes, at, end);
    if (at < 0) return;
    at = skipSpace(bytes, at, end);
    if (bytes[at] !== COMMA) return;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** The parsed value of one top-level member, all other members unread; undefined when absent or broken. */
export function memberValue(bytes: Buffer, name: string): unknown {
  let text: string | undefined;
  walkMembers(bytes, 0, bytes.length, (key, valueAt) => {
    if (key !== name) return true;
    const valueEnd = endOfValue(bytes, valueAt, bytes.length);
    if (valueEnd > 0) text = bytes.toString("utf8", valueAt, valueEnd);
    return false;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of one member of the object that starts at `start`, escapes unresolved; null when it is absent or no text. */
export function textMember(bytes: Buffer, start: number, end: number, name: string): string | null {
  let text: string | null = null;
  walkMembers(bytes, start, end, (key, valueAt) => {
    if (key !== name) return true;
    const valueEnd = bytes[valueAt] === QUOTE ? endOfString(bytes, valueAt, end) : -1;
    if (valueEnd > 0) text = bytes.toString("latin1", valueAt + 1, valueEnd - 1);
    return false;
  });
  return text;
}

/** What the head of a row tells: its `type`, or the first member with an object before `type` came. */
export type RowHead = { kind: "type"; type: string } | { kind: "object"; key: string } | { kind: "unclear" };

/** Reads a row's top-level members up to `type` or the first structure, whichever comes first. */
export function rowHead(bytes: Buffer, start: number, end: number): RowHead {
  let head: RowHead = { kind: "unclear" };
  walkMembers(bytes, start, end, (key, valueAt) => {
    const byte = bytes[valueAt];
    if (key === "type" && byte === QUOTE) {
      const valueEnd = endOfString(bytes, valueAt, end);
      if (valueEnd > 0) head = { kind: "type", type: bytes.toString("latin1", valueAt + 1, valueEnd - 1) };
      return false;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      head = { kind: "object", key };
      return false;
    }
    return true;
  });
  return head;
}
