/** The rows of one conversation, as Claude Code 2.1.330 writes them. */
import { join } from "node:path";
import { uuid } from "./random.mjs";

/** @typedef {import("./random.mjs").Random} Random */

/**
 * @typedef {object} Identity whose transcript it is
 * @property {string} sessionId
 * @property {string} cwd
 * @property {string} model
 * @property {string} [agentId] a subagent's
 */

/**
 * @typedef {object} WrittenRow what is read again of a row
 * @property {string} [uuid]
 * @property {{ usage?: import("./meter.mjs").Usage }} [message]
 * @property {{ postTokens: number }} [compactMetadata]
 */

/** Tokens of a new session's system prompt, tools and memory: what the prompt cache keeps over a compaction. */
const floorTokens = 21_500;

/**
 * Writes rows and keeps what they add up to.
 */
export class Transcript {
  #random;
  #identity;
  #write;
  /** @type {string | null} */
  #parentUuid = null;
  #promptId = "";
  #toolUseId = "";
  /** Tokens the next request reads from the cache, and writes to it. */
  #cached = 0;
  #uncached = floorTokens;

  /**
   * @param {Random} random
   * @param {Identity} identity
   * @param {(line: string) => void} write takes one row with its newline
   */
  constructor(random, identity, write) {
    this.#random = random;
    this.#identity = identity;
    this.#write = write;
  }

  get model() {
    return this.#identity.model;
  }

  /** Tokens of the last request's prompt. */
  get contextTokens() {
    return this.#cached;
  }

  /**
   * A row without a place in the chain of messages.
   * @param {Record<string, unknown>} row
   */
  metadata(row) {
    this.#write(`${JSON.stringify({ ...row, sessionId: this.#identity.sessionId })}\n`);
  }

  /**
   * What the user typed.
   * @param {number} at
   * @param {string} text
   */
  prompt(at, text) {
    this.#promptId = uuid(this.#random);
    this.#chain(at, {
      promptId: this.#promptId,
      type: "user",
      message: { role: "user", content: text },
      permissionMode: "default",
      origin: { kind: "human" },
      promptSource: "typed",
      turnOrigin: "human",
    });
    this.#uncached += Math.ceil(text.length / 3);
  }

  /**
   * One API request: its answer's rows (text, and a tool call unless it ends the turn) and the tool's result.
   * @param {number} at
   * @param {{ text: string, tool?: { name: string, input: Record<string, unknown>, result: string }, growth: number, output: number }} answer
   *   `growth`: tokens the tool's result adds to the context; `output`: the answer's own
   * @returns {import("./meter.mjs").Usage}
   */
  request(at, { text, tool, growth, output }) {
    const messageId = `msg_01${this.#random.hex(22)}`;
    const requestId = `req_011C${this.#random.hex(20)}`;
    const usage = this.#usage(output);
    const stopReason = tool === undefined ? "end_turn" : "tool_use";
    /** @type {Record<string, unknown>[]} */
    const blocks = [{ type: "text", text }];
    if (tool !== undefined) {
      this.#toolUseId = `toolu_01${this.#random.hex(22)}`;
      blocks.push({ type: "tool_use", id: this.#toolUseId, name: tool.name, input: tool.input });
    }
    for (const [apiBlockIndex, block] of blocks.entries()) {
      this.#chain(at + apiBlockIndex * 40, {
        message: {
          id: messageId,
          type: "message",
          role: "assistant",
          model: this.#identity.model,
          content: [block],
          stop_reason: stopReason,
          stop_sequence: null,
          usage,
          stop_details: null,
        },
        apiBlockIndex,
        requestId,
        requestedModel: this.#identity.model,
        promptCacheRequested: this.#identity.agentId === undefined ? "1h" : "5m",
        type: "assistant",
        effort: "medium",
        madeBy: "model",
      });
    }
    this.#cached += this.#uncached;
    this.#uncached = output + growth;
    if (tool === undefined) return usage;
    this.#chain(at + 400, {
      promptId: this.#promptId,
      type: "user",
      message: {
        role: "user",
        content: [{ tool_use_id: this.#toolUseId, type: "tool_result", content: tool.result, is_error: false }],
      },
      toolUseResult: { stdout: tool.result, stderr: "", interrupted: false, isImage: false },
    });
    return usage;
  }

  /**
   * The message in place of an answer that a limit stopped.
   * @param {number} at
   * @param {import("./meter.mjs").Limit} limit
   */
  refused(at, { kind, model, resetsAt }) {
    const [type, name] =
      kind === "session"
        ? ["five_hour", "session"]
        : model === null
          ? ["seven_day", "weekly"]
          : [`seven_day_${model.toLowerCase()}`, model];
    const none = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 };
    this.#chain(at, {
      message: {
        id: uuid(this.#random),
        type: "message",
        role: "assistant",
        model: "<synthetic>",
        content: [{ type: "text", text: `You've hit your ${name} limit` }],
        stop_reason: "stop_sequence",
        stop_sequence: "",
        usage: none,
      },
      type: "assistant",
      isApiErrorMessage: true,
      error: "rate_limit",
      apiErrorStatus: 429,
      quotaLimits: { status: "rejected", rateLimitType: type, resetsAt: Math.round(resetsAt / 1000) },
    });
  }

  /**
   * Goes on after the rows that were written before.
   * @param {string} text
   */
  resume(text) {
    const rows = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => /** @type {WrittenRow} */ (JSON.parse(line)));
    this.#parentUuid = rows.findLast(({ uuid }) => uuid !== undefined)?.uuid ?? null;
    const last = rows.findLast(({ message, compactMetadata }) => (message?.usage ?? compactMetadata) !== undefined);
    const usage = last?.message?.usage;
    if (usage !== undefined) {
      this.#cached = usage.cache_read_input_tokens + usage.cache_creation_input_tokens;
      this.#uncached = usage.output_tokens;
    } else if (last?.compactMetadata !== undefined) {
      this.#cached = floorTokens;
      this.#uncached = last.compactMetadata.postTokens;
    }
  }

  /**
   * Compacts the conversation.
   * @param {number} at
   * @param {"manual" | "auto"} trigger
   * @param {number} keptTokens size of the summary and what else is kept
   */
  compact(at, trigger, keptTokens) {
    const preTokens = this.#cached + this.#uncached;
    const logicalParentUuid = this.#parentUuid;
    this.#parentUuid = null;
    this.#chain(at, {
      logicalParentUuid,
      type: "system",
      subtype: "compact_boundary",
      content: "Conversation compacted",
      isMeta: false,
      level: "info",
      compactMetadata: {
        trigger,
        preTokens,
        postTokens: keptTokens,
        cumulativeDroppedTokens: preTokens - keptTokens,
        durationMs: 1500,
      },
    });
    this.#chain(at + 5, {
      type: "user",
      message: { role: "user", content: "This session is being continued from a previous conversation." },
      isCompactSummary: true,
      isVisibleInTranscriptOnly: true,
    });
    this.#cached = floorTokens;
    this.#uncached = keptTokens;
  }

  /** @param {number} output */
  #usage(output) {
    const longLived = this.#identity.agentId === undefined;
    return {
      input_tokens: this.#random.integer(3, 12),
      cache_creation_input_tokens: this.#uncached,
      cache_read_input_tokens: this.#cached,
      output_tokens: output,
      output_tokens_details: { thinking_tokens: 0 },
      server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
      service_tier: "standard",
      cache_creation: {
        ephemeral_1h_input_tokens: longLived ? this.#uncached : 0,
        ephemeral_5m_input_tokens: longLived ? 0 : this.#uncached,
      },
      inference_geo: "not_available",
      iterations: [],
      speed: "standard",
      fallback_credit: null,
    };
  }

  /**
   * @param {number} at
   * @param {Record<string, unknown>} row
   */
  #chain(at, row) {
    const { sessionId, cwd, agentId } = this.#identity;
    const id = uuid(this.#random);
    const whole = {
      parentUuid: this.#parentUuid,
      isSidechain: agentId !== undefined,
      ...(agentId === undefined ? {} : { agentId, attributionAgent: "Explore" }),
      ...row,
      uuid: id,
      timestamp: new Date(at).toISOString(),
      userType: "external",
      entrypoint: "cli",
      cwd,
      sessionId,
      version: "2.1.330",
      gitBranch: "main",
    };
    this.#parentUuid = id;
    this.#write(`${JSON.stringify(whole)}\n`);
  }
}

/**
 * The folder of a working directory's transcripts (for paths of up to 200 characters).
 * @param {string} configDir
 * @param {string} cwd
 */
export const projectFolder = (configDir, cwd) => join(configDir, "projects", cwd.replaceAll(/[^a-zA-Z0-9]/g, "-"));

/** @param {{ configDir: string, cwd: string, sessionId: string }} session */
export const transcriptPath = ({ configDir, cwd, sessionId }) =>
  join(projectFolder(configDir, cwd), `${sessionId}.jsonl`);
