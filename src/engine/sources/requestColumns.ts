/**
 * Requests as columns of numbers and a list of texts: what a reading thread hands over. Cloning the rows as objects
 * would cost as much as a third of parsing them, on both sides; the numbers are handed over without a copy.
 */
import type { RequestRow, Tokens } from "./transcriptRow.ts";

export interface RequestColumns {
  count: number;
  /** Column after column, `count` values each. A text is its place in `texts`, -1 for null; an unknown time is NaN. */
  numbers: Float64Array<ArrayBuffer>;
  texts: string[];
  /** The few responses that hold several calls. */
  iterations: { row: number; calls: Tokens[] }[];
}

const TEXTS = ["id", "sessionId", "model", "agentId", "agentType", "skill", "plugin", "mcpServer", "promptKey", "cwd", "gitBranch"] as const; // prettier-ignore
const TOKENS = ["input", "output", "cacheRead", "cacheWrite5m", "cacheWrite1h"] as const satisfies (keyof Tokens)[];
const FLAGS = ["fast", "usInference", "final", "main"] as const;
const COLUMNS = TEXTS.length + TOKENS.length + FLAGS.length + 5;

export function toColumns(rows: readonly RequestRow[]): RequestColumns {
  const count = rows.length;
  const numbers = new Float64Array(count * COLUMNS);
  const texts: string[] = [];
  const places = new Map<string, number>();
  const iterations: RequestColumns["iterations"] = [];
  const placeOf = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  for (const [row, request] of rows.entries()) {
    let at = row;
    const put = (value: number): void => {
      numbers[at] = value;
      at += count;
    };
    for (const name of TEXTS) {
      const text = request[name];
      put(text === null ? -1 : placeOf(text));
    }
    for (const name of TOKENS) put(request.tokens[name]);
    for (const name of FLAGS) put(Number(request[name]));
    put(request.timestamp ?? NaN);
    put(request.webSearches);
    put(request.visibleChars);
    put(request.context.tokens);
    put(request.context.output);
    if (request.iterations) iterations.push({ row, calls: request.iterations });
  }
  return { count, numbers, texts, iterations };
}

export function fromColumns({ count, numbers, texts, iterations }: RequestColumns): RequestRow[] {
  const rows = Array.from({ length: count }, (_, row): RequestRow => {
    let at = row - count;
    const next = (): number => numbers[(at += count)] ?? 0;
    const text = (): string | null => texts[next()] ?? null;
    return {
      kind: "request",
      id: text() ?? "",
      sessionId: text(),
      model: text() ?? "",
      agentId: text(),
      agentType: text(),
      skill: text(),
      plugin: text(),
      mcpServer: text(),
      promptKey: text(),
      cwd: text(),
      gitBranch: text(),
      tokens: { input: next(), output: next(), cacheRead: next(), cacheWrite5m: next(), cacheWrite1h: next() },
      fast: next() === 1,
      usInference: next() === 1,
      final: next() === 1,
      main: next() === 1,
      timestamp: orNull(next()),
      webSearches: next(),
      visibleChars: next(),
      context: { tokens: next(), output: next() },
      iterations: null,
    };
  });
  for (const { row, calls } of iterations) {
    const request = rows[row];
    if (request) request.iterations = calls;
  }
  return rows;
}

const orNull = (time: number) => (Number.isNaN(time) ? null : time);
