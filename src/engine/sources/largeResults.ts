/** The tool results of a transcript that are large and that every request still carries. */
import { asString, type JsonObject } from "./narrow.ts";
import { objects } from "./toolResults.ts";

export interface LargeResult {
  tool: string;
  /** Estimated. */
  tokens: number;
  /** Main-chain requests that had it in their prompt. */
  requestsCarried: number;
}

/** What Claude Code's own audit calls large, and how it estimates. */
const LARGE = 10_000;
const BYTES_A_TOKEN = 2.5;
/** A prompt that is smaller than the one before by more than this share was cut: nobody knows which results are left. */
const SHRINK = 0.1;

export class LargeResults {
  private results: LargeResult[] = [];
  private context: number | null = null;

  take(tool: string, block: JsonObject): void {
    const tokens = Math.round(textBytes(block["content"]) / BYTES_A_TOKEN);
    if (tokens > LARGE) this.results.push({ tool, tokens, requestsCarried: 0 });
  }

  /** A further main-chain request, with the size of its prompt. */
  request(context: number): void {
    if (this.context !== null && context < this.context * (1 - SHRINK)) this.results = [];
    else if (this.context !== null) this.fit(context - this.context);
    this.context = context;
    for (const result of this.results) result.requestsCarried++;
  }

  compaction(): void {
    this.results = [];
    this.context = null;
  }

  get carried(): LargeResult[] {
    return this.results.filter(({ requestsCarried }) => requestsCarried > 0).map((result) => ({ ...result }));
  }

  /** New results came to no more than what the prompt grew by. */
  private fit(growth: number): void {
    const fresh = this.results.filter(({ requestsCarried }) => requestsCarried === 0);
    const sum = fresh.reduce((total, { tokens }) => total + tokens, 0);
    if (sum <= growth) return;
    for (const result of fresh) result.tokens = Math.round((result.tokens * Math.max(0, growth)) / sum);
    this.results = this.results.filter(({ tokens }) => tokens > LARGE);
  }
}

/** Of its text; images are counted otherwise. */
const textBytes = (content: unknown): number =>
  [asString(content), ...objects(content).map((block) => asString(block["text"]))].reduce(
    (sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)),
    0,
  );
