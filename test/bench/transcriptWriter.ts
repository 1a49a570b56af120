import type { Random } from "./random.ts";
import type { TextPool, TextSlice } from "./textPool.ts";
import type { TokenCounts } from "./tokenCounts.ts";

/** Whose transcript it is. `agentId` is null for a session's own file. */
export interface TranscriptIdentity {
  sessionId: string;
  agentId: string | null;
  cwd: string;
  model: string;
  cacheLifetime: "1h" | "5m";
}

/** Takes rows as pieces: text that is ASCII, and stretches of the pool. */
export interface ByteSink {
  text(ascii: string): void;
  copy(source: Buffer, start: number, end: number): void;
}

/** A request as it was written: its final counts and the time of its rows (all on one UTC day). */
export interface WrittenRequest {
  counts: TokenCounts;
  at: number;
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DAY_MS = 86_400_000;
const FRESH_CONTEXT_TOKENS = 18_000;
const COMPACTED_AT_TOKENS = 165_000;
const BYTES_PER_TOKEN = 3.5;

/** Mostly 0.3 to 5.3 KB, in 3 % of the cases 20 to 80 KB. */
export function toolResultBytes(random: Random): number {
  return random.next() < 0.03 ? random.integer(20_000, 80_000) : random.logUniform(300, 5300);
}

/** Bytes of a request's rows, given its tool result's. */
export function requestBytes(resultBytes: number): number {
  return 2 * resultBytes + 4000;
}

/** Writes rows shaped like those of Claude Code 2.1.330: the same keys in the same order. */
export class TranscriptWriter {
  readonly #random: Random;
  readonly #pool: TextPool;
  readonly #sink: ByteSink;
  readonly #identity: TranscriptIdentity;
  readonly #promptId: string;
  readonly #rowEnd: string;
  #parentUuid: string | null = null;
  #toolUseId: string;
  #contextTokens = 0;
  #writtenTokens = FRESH_CONTEXT_TOKENS;

  constructor(random: Random, pool: TextPool, sink: ByteSink, identity: TranscriptIdentity) {
    this.#random = random;
    this.#pool = pool;
    this.#sink = sink;
    this.#identity = identity;
    this.#promptId = random.uuid();
    this.#toolUseId = this.#newToolUseId();
    this.#rowEnd = `"userType":"external","entrypoint":"cli","cwd":"${identity.cwd}","sessionId":"${identity.sessionId}","version":"2.1.330","gitBranch":"main"}\n`;
  }

  /** Rows that belong to no request. */
  metadata(): void {
    const { sessionId } = this.#identity;
    this.#sink.text(`{"type":"mode","mode":"normal","sessionId":"${sessionId}"}\n`);
    this.#sink.text(`{"type":"permission-mode","permissionMode":"default","sessionId":"${sessionId}"}\n`);
  }

  prompt(at: number): void {
    this.#openUserRow();
    this.#sink.text(`{"role":"user","content":"`);
    this.#copy(this.#pool.slice(this.#random, 120));
    this.#sink.text(
      `"},"uuid":"${this.#nextUuid()}","timestamp":"${new Date(at).toISOString()}","permissionMode":"default",`,
    );
    this.#sink.text(`"origin":{"kind":"human"},"promptSource":"typed","turnOrigin":"human",${this.#rowEnd}`);
  }

  /** One user row with a tool result of about `resultBytes`, then one to three rows of one response. */
  request(at: number, resultBytes: number): WrittenRequest {
    const random = this.#random;
    this.#toolResult(at, resultBytes);
    return this.response(at + random.integer(1500, 20_000), random.integer(1, 3));
  }

  /** The rows of one response; the earlier ones hold a partial output count and no stop reason. */
  response(at: number, rows: number): WrittenRequest {
    const random = this.#random;
    const { cacheLifetime } = this.#identity;
    const messageId = `msg_01${random.characters(BASE62, 22)}`;
    const requestId = `req_011C${random.characters(BASE62, 20)}`;
    const outputTokens = Math.round(random.logUniform(40, 2000));
    const inputTokens = random.integer(2, 12);
    const cacheRead = this.#contextTokens;
    const cacheWrite = this.#writtenTokens;
    const endOfDay = (Math.floor(at / DAY_MS) + 1) * DAY_MS - 1;

    for (let row = 0; row < rows; row++) {
      const last = row === rows - 1;
      this.#assistantRow({
        messageId,
        requestId,
        block: last ? "tool_use" : row === 0 && rows === 3 ? "thinking" : "text",
        blockIndex: row,
        stopReason: last ? `"tool_use"` : "null",
        usage: usageJson(inputTokens, last ? outputTokens : random.integer(1, 8), cacheRead, cacheWrite, cacheLifetime),
        at: Math.min(at + row * 1200, endOfDay),
      });
    }

    this.#contextTokens += cacheWrite;
    this.#writtenTokens = outputTokens;
    if (this.#contextTokens > COMPACTED_AT_TOKENS) this.#compact();
    return {
      at,
      counts: {
        requests: 1,
        inputTokens,
        outputTokens,
        cacheReadTokens: cacheRead,
        cacheWrite5mTokens: cacheLifetime === "5m" ? cacheWrite : 0,
        cacheWrite1hTokens: cacheLifetime === "1h" ? cacheWrite : 0,
      },
    };
  }

  #compact(): void {
    this.#contextTokens = FRESH_CONTEXT_TOKENS;
    this.#writtenTokens = 9000;
  }

  /** The result stands twice in its row: as the content the model sees, and as the tool's stdout. */
  #toolResult(at: number, size: number): void {
    const slice = this.#pool.slice(this.#random, size);
    const sourceUuid = this.#parentUuid ?? "";
    this.#openUserRow();
    this.#sink.text(`{"role":"user","content":[{"tool_use_id":"${this.#toolUseId}","type":"tool_result","content":"`);
    this.#copy(slice);
    this.#sink.text(
      `","is_error":false}]},"uuid":"${this.#nextUuid()}","timestamp":"${new Date(at).toISOString()}","toolUseResult":{"stdout":"`,
    );
    this.#copy(slice);
    this.#sink.text(
      `","stderr":"","interrupted":false,"isImage":false,"noOutputExpected":false},"sandboxed":false,"sourceToolAssistantUUID":"${sourceUuid}",` +
        `"permissionDecision":{"decision":"accept","source":"config","reasonType":"rule","ruleSource":"cliArg"},${this.#rowEnd}`,
    );
    this.#writtenTokens += Math.round((slice.end - slice.start) / BYTES_PER_TOKEN);
  }

  #assistantRow(row: {
    messageId: string;
    requestId: string;
    block: "thinking" | "text" | "tool_use";
    blockIndex: number;
    stopReason: string;
    usage: string;
    at: number;
  }): void {
    const { agentId, model, cacheLifetime } = this.#identity;
    this.#sink.text(
      `{"parentUuid":${this.#parentJson()},"isSidechain":${agentId !== null},${this.#agentKey()}"message":{"id":"${row.messageId}","type":"message","role":"assistant","model":"${model}","content":[`,
    );
    this.#block(row.block);
    this.#sink.text(
      `],"stop_reason":${row.stopReason},"stop_sequence":null,"usage":${row.usage},"stop_details":null},"apiBlockIndex":${row.blockIndex},` +
        `"requestId":"${row.requestId}","requestRef":"${this.#random.uuid()}","requestedModel":"${model}","promptCacheRequested":"${cacheLifetime}",` +
        `${agentId === null ? "" : `"attributionAgent":"general-purpose",`}"type":"assistant","uuid":"${this.#nextUuid()}","timestamp":"${new Date(row.at).toISOString()}",` +
        `"effort":"medium","perTurnEffort":"medium","madeBy":"model",${this.#rowEnd}`,
    );
  }

  #block(kind: "thinking" | "text" | "tool_use"): void {
    const random = this.#random;
    switch (kind) {
      case "thinking":
        this.#sink.text(`{"type":"thinking","thinking":"`);
        this.#copy(this.#pool.slice(random, random.integer(100, 1500)));
        this.#sink.text(`","signature":"${random.characters(BASE62, 200)}"}`);
        return;
      case "text":
        this.#sink.text(`{"type":"text","text":"`);
        this.#copy(this.#pool.slice(random, random.integer(60, 1000)));
        this.#sink.text(`"}`);
        return;
      case "tool_use":
        this.#toolUseId = this.#newToolUseId();
        this.#sink.text(`{"type":"tool_use","id":"${this.#toolUseId}","name":"Bash","input":{"command":"`);
        this.#copy(this.#pool.slice(random, random.integer(40, 700)));
        this.#sink.text(`","description":"Run it"}}`);
    }
  }

  #openUserRow(): void {
    const sidechain = this.#identity.agentId !== null;
    this.#sink.text(
      `{"parentUuid":${this.#parentJson()},"isSidechain":${sidechain},"promptId":"${this.#promptId}",${this.#agentKey()}"type":"user","message":`,
    );
  }

  #agentKey(): string {
    return this.#identity.agentId === null ? "" : `"agentId":"${this.#identity.agentId}",`;
  }

  #parentJson(): string {
    return this.#parentUuid === null ? "null" : `"${this.#parentUuid}"`;
  }

  #nextUuid(): string {
    return (this.#parentUuid = this.#random.uuid());
  }

  #newToolUseId(): string {
    return `toolu_01${this.#random.characters(BASE62, 22)}`;
  }

  #copy(slice: TextSlice): void {
    this.#sink.copy(this.#pool.bytes, slice.start, slice.end);
  }
}

function usageJson(
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite: number,
  lifetime: "1h" | "5m",
): string {
  const [oneHour, fiveMinutes] = lifetime === "1h" ? [cacheWrite, 0] : [0, cacheWrite];
  return (
    `{"input_tokens":${input},"cache_creation_input_tokens":${cacheWrite},"cache_read_input_tokens":${cacheRead},"output_tokens":${output},` +
    `"output_tokens_details":{"thinking_tokens":0},"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"service_tier":"standard",` +
    `"cache_creation":{"ephemeral_1h_input_tokens":${oneHour},"ephemeral_5m_input_tokens":${fiveMinutes}},"inference_geo":"not_available","iterations":[],"speed":"standard","fallback_credit":null}`
  );
}
