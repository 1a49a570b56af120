/**
 * Narrows one row of a transcript to what Bursar knows of it. The format is internal to Claude Code and changes, so
 * everything unknown is tolerated: a row is never dropped because a member beside the needed ones is strange.
 * Facts: docs/claude-code-files.md.
 */
import { limitHit, type LimitHit } from "./limitMessage.ts";
import { asCount, asCountOrNull, asNumber, asObject, asString, asTime, type JsonObject } from "./narrow.ts";

/** The tokens of one API call. `cacheWrite5m` + `cacheWrite1h` is all that was written to the cache. */
export interface Tokens {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

/** One API response, as one of its lines tells it. */
export interface RequestRow {
  kind: "request";
  /** `message.id`; where that is missing, the request's or the row's own id with a prefix. */
  id: string;
  sessionId: string | null;
  timestamp: number | null;
  model: string;
  tokens: Tokens;
  webSearches: number;
  fast: boolean;
  /** Inference bound to the US, which is dearer. */
  usInference: boolean;
  /** A line of this response says why it stopped: its output count is final. */
  final: boolean;
  /** Of the session's main chain, not of a subagent. */
  main: boolean;
  agentId: string | null;
  /** What caused it, as Claude Code says: the type of the subagent, the skill, the plugin, the MCP server. */
  agentType: string | null;
  skill: string | null;
  plugin: string | null;
  mcpServer: string | null;
  /** The prompt that led to it, set by the reader from the rows before it. */
  promptKey: string | null;
  /** Characters of text, thinking and tool input: they tell of an output that was not counted to its end. */
  visibleChars: number;
  cwd: string | null;
  gitBranch: string | null;
  /** The calls inside one response, where there were several and they add up to its totals. */
  iterations: Tokens[] | null;
  /** Prompt size and answer of the last call inside the response: what the context gauge counts. */
  context: { tokens: number; output: number };
}

export interface CompactionRow {
  kind: "compaction";
  sessionId: string | null;
  timestamp: number | null;
  trigger: "manual" | "auto" | "unknown";
  preTokens: number | null;
  /** What was kept, without system prompt and tools. */
  postTokens: number | null;
}

/** Claude Code's own running total of a session, with what a resume or a fork brought along. */
export interface CostStateRow {
  kind: "costState";
  sessionId: string | null;
  totalCostUsd: number;
  /** A model was in it whose price Claude Code guessed. */
  hasUnknownModelCost: boolean;
  models: ReportedModel[];
}

export interface ReportedModel {
  model: string;
  costUsd: number;
  tokens: Tokens;
  webSearches: number;
}

/** What the user typed, or what else began a turn. */
export interface PromptRow {
  kind: "prompt";
  key: string;
  sessionId: string | null;
  timestamp: number | null;
  /** The beginning of its first line; null where it is not words of the user's. */
  excerpt: string | null;
}

export interface TitleRow {
  kind: "title";
  sessionId: string | null;
  title: string;
  /** A title the user gave beats one that was made up for the session. */
  byUser: boolean;
}

/** A rate limit stopped a request. */
export interface LimitHitRow extends LimitHit {
  kind: "limitHit";
  /** The row's own id: forks and copies repeat it. */
  id: string;
  timestamp: number;
}

export type TranscriptRow =
  | RequestRow
  | LimitHitRow
  | CompactionRow
  | CostStateRow
  | PromptRow
  | TitleRow
  | { kind: "other"; type: string | null };

/** Row types of Claude Code up to 2.1.330; another one is counted as unknown and said once. */
export const KNOWN_ROW_TYPES: ReadonlySet<string> = new Set(
  (
    "user assistant attachment system progress summary custom-title ai-title tag relocated agent-name agent-color " +
    "agent-setting pr-link frame-link artifact-comment-monitor artifact-autoreact-ledger bridge-session " +
    "history-suppression file-history-snapshot file-history-delta attribution-snapshot mode permission-mode " +
    "isolation-latch session-owner dev-mods memory-mode atis-latch tools-used data-flow-records data-flow-incomplete " +
    "derived-from worktree-state cost-state queue-operation content-replacement api-request-shape api-request-blob " +
    "api-request api-request-resumed fork-context-ref observer-ref resume-head-vouch continued-in ended-by-model " +
    "last-prompt repl-mode hybrid-organization host-row"
  ).split(" "),
);

/** Narrows a parsed row. Never throws. */
export function narrowRow(value: unknown): TranscriptRow {
  const row = asObject(value);
  if (!row) return { kind: "other", type: null };
  const type = asString(row["type"]);
  switch (type) {
    case "assistant":
      return narrowRequest(row, row, isMain(row)) ?? narrowLimitHit(row) ?? { kind: "other", type };
    case "progress": {
      // CLIs 2.0 to 2.1.4x wrote a subagent's responses into the main file, wrapped like this.
      const inner = asObject(asObject(row["data"])?.["message"]);
      return (
        (inner && asString(inner["type"]) === "assistant" && narrowRequest(row, inner, false)) || {
          kind: "other",
          type,
        }
      );
    }
    case "system":
      // A subagent compacts its own context; the session's stays as it is.
      return row["subtype"] === "compact_boundary" && isMain(row) ? narrowCompaction(row) : { kind: "other", type };
    case "cost-state": {
      const totalCostUsd = asNumber(row["totalCostUSD"]);
      if (totalCostUsd === null) return { kind: "other", type };
      const hasUnknownModelCost = row["hasUnknownModelCost"] === true;
      const models = reportedModels(row["modelUsage"]);
      return { kind: "costState", sessionId: sessionIdOf(row), totalCostUsd, hasUnknownModelCost, models };
    }
    case "user":
      return narrowPrompt(row) ?? { kind: "other", type };
    case "ai-title":
    case "custom-title": {
      const title = asString(row["customTitle"] ?? row["aiTitle"]);
      if (!title) return { kind: "other", type };
      return { kind: "title", sessionId: sessionIdOf(row), title, byUser: type === "custom-title" };
    }
    default:
      return { kind: "other", type };
  }
}

const isMain = (row: JsonObject) => row["isSidechain"] !== true && asString(row["agentId"]) === null;
const sessionIdOf = (row: JsonObject) => asString(row["sessionId"]) || null;

function narrowRequest(row: JsonObject, holder: JsonObject, main: boolean): RequestRow | null {
  const message = asObject(holder["message"]);
  const usage = asObject(message?.["usage"]);
  if (!message || !usage) return null;
  const model = asString(message["model"]) ?? "unknown";
  if (model === "<synthetic>" || holder["isApiErrorMessage"] === true || holder["isUnmetered"] === true) return null;
  const id = idOf(message, holder) ?? idOf({}, row);
  if (id === null) return null;

  const tokens = tokensOf(usage);
  const iterations = iterationsOf(usage, tokens);
  const last = lastIteration(usage) ?? tokens;
  const agentId = asString(row["agentId"]) ?? asString(asObject(row["data"])?.["agentId"]);
  return {
    kind: "request",
    id,
    sessionId: sessionIdOf(row),
    timestamp: asTime(holder["timestamp"]) ?? asTime(row["timestamp"]),
    model,
    tokens,
    webSearches: asCount(asObject(usage["server_tool_use"])?.["web_search_requests"]),
    fast: usage["speed"] === "fast",
    usInference: usage["inference_geo"] === "us",
    final: asString(message["stop_reason"]) !== null,
    main,
    agentId,
    agentType: asString(holder["attributionAgent"]),
    skill: asString(holder["attributionSkill"]),
    plugin: asString(holder["attributionPlugin"]),
    mcpServer: asString(holder["attributionMcpServer"]),
    promptKey: null,
    visibleChars: visibleChars(message["content"]),
    cwd: asString(row["cwd"]),
    gitBranch: asString(row["gitBranch"]) || null,
    iterations,
    context: { tokens: promptTokens(last), output: last.output },
  };
}

/** Null without a time or an id: nobody could say when it was, or whether it is told twice. */
function narrowLimitHit(row: JsonObject): LimitHitRow | null {
  const timestamp = asTime(row["timestamp"]);
  const id = asString(row["uuid"]);
  const hit = timestamp === null || !id ? null : limitHit(row, timestamp);
  return hit && id && timestamp !== null ? { kind: "limitHit", id, timestamp, ...hit } : null;
}

function visibleChars(content: unknown): number {
  if (!Array.isArray(content)) return 0;
  return content.map(asObject).reduce((sum, block) => {
    const input = block?.["input"];
    const text = asString(block?.["text"]) ?? asString(block?.["thinking"]);
    return sum + (text?.length ?? 0) + (input === undefined ? 0 : JSON.stringify(input).length);
  }, 0);
}

/** As much of a prompt as is kept: enough to tell one from another. */
const EXCERPT_CHARS = 80;
const COMMAND_NAME =
  /^<command-[a-z]+>[^]*?<command-name>([^<]*)<\/command-name>|^<command-name>([^<]*)<\/command-name>/;

/** Null for tool results and for rows that Claude Code wrote in the user's name: the output of commands, summaries. */
function narrowPrompt(row: JsonObject): PromptRow | null {
  const content = asObject(row["message"])?.["content"];
  // What a subagent was asked belongs to the prompt that its rows name; older versions name none.
  const key = asString(row["promptId"]) ?? (isMain(row) ? asString(row["uuid"]) : null);
  if (!key || row["isMeta"] === true || row["isCompactSummary"] === true) return null;
  const blocks = Array.isArray(content) ? content.map(asObject) : [];
  if (blocks.some((block) => block?.["type"] === "tool_result")) return null;
  const text = asString(content) ?? asString(blocks.find((block) => block?.["type"] === "text")?.["text"]);
  if (text === null || text.startsWith("<local-command-stdout>")) return null;
  const command = COMMAND_NAME.exec(text);
  const words = command ? (command[1] ?? command[2] ?? null) : text.startsWith("<") ? null : text;
  const line = words?.trim().split("\n", 1)[0]?.slice(0, EXCERPT_CHARS);
  return {
    kind: "prompt",
    key,
    sessionId: sessionIdOf(row),
    timestamp: asTime(row["timestamp"]),
    excerpt: (isMain(row) && line) || null,
  };
}

function reportedModels(value: unknown): ReportedModel[] {
  return Object.entries(asObject(value) ?? {}).flatMap(([model, entry]) => {
    const usage = asObject(entry);
    const costUsd = asNumber(usage?.["costUSD"]);
    if (!usage || costUsd === null) return [];
    const written = asCount(usage["cacheCreationInputTokens"]);
    const cacheWrite1h = Math.min(written, asCount(usage["cacheCreationEphemeral1hInputTokens"]));
    const tokens = {
      input: asCount(usage["inputTokens"]),
      output: asCount(usage["outputTokens"]),
      cacheRead: asCount(usage["cacheReadInputTokens"]),
      cacheWrite5m: written - cacheWrite1h,
      cacheWrite1h,
    };
    return [{ model, costUsd, tokens, webSearches: asCount(usage["webSearchRequests"]) }];
  });
}

function idOf(message: JsonObject, holder: JsonObject): string | null {
  const id = asString(message["id"]);
  if (id) return id;
  const requestId = asString(holder["requestId"]);
  if (requestId) return `request:${requestId}`;
  const uuid = asString(holder["uuid"]);
  return uuid ? `row:${uuid}` : null;
}

/** Everything that was sent: what counts against the context window. */
export const promptTokens = (tokens: Tokens) =>
  tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;

function tokensOf(usage: JsonObject): Tokens {
  const creation = asObject(usage["cache_creation"]);
  const fiveMinutes = asCount(creation?.["ephemeral_5m_input_tokens"]);
  const oneHour = asCount(creation?.["ephemeral_1h_input_tokens"]);
  // Before 2.1.152 the total could be 0 beside a filled split; without a split (1.0.x) all was written for 5 minutes.
  const written = Math.max(asCount(usage["cache_creation_input_tokens"]), fiveMinutes + oneHour);
  const cacheWrite1h = Math.min(oneHour, written);
  return {
    input: asCount(usage["input_tokens"]),
    output: asCount(usage["output_tokens"]),
    cacheRead: asCount(usage["cache_read_input_tokens"]),
    cacheWrite5m: written - cacheWrite1h,
    cacheWrite1h,
  };
}

const iterationObjects = (usage: JsonObject): JsonObject[] => {
  const list = usage["iterations"];
  return Array.isArray(list) ? list.map(asObject).filter((item) => item !== null) : [];
};

/** The `message` iterations, where there are several and they sum to the totals; each is priced by its own prompt length. */
function iterationsOf(usage: JsonObject, totals: Tokens): Tokens[] | null {
  const messages = iterationObjects(usage).filter((item) => item["type"] === "message");
  if (messages.length < 2) return null;
  const list = messages.map(tokensOf);
  const keys = Object.keys(totals) as (keyof Tokens)[];
  const sums = keys.every((key) => list.reduce((sum, item) => sum + item[key], 0) === totals[key]);
  return sums ? list : null;
}

function lastIteration(usage: JsonObject): Tokens | null {
  const calls = iterationObjects(usage).filter(
    (item) => item["type"] !== "advisor_message" && item["type"] !== "compaction",
  );
  const last = calls.at(-1);
  const tokens = last && tokensOf(last);
  return tokens && promptTokens(tokens) > 0 ? tokens : null;
}

function narrowCompaction(row: JsonObject): CompactionRow {
  const metadata = asObject(row["compactMetadata"]);
  const trigger = asString(metadata?.["trigger"]);
  return {
    kind: "compaction",
    sessionId: sessionIdOf(row),
    timestamp: asTime(row["timestamp"]),
    trigger: trigger === "manual" || trigger === "auto" ? trigger : "unknown",
    preTokens: asCountOrNull(metadata?.["preTokens"]),
    postTokens: asCountOrNull(metadata?.["postTokens"]),
  };
}

/**
 * The record to keep of two lines of one response. One whole record is kept, never the larger of each member: the
 * one with more output, the later of equals. Any line may say that the answer was complete, or that it is of the
 * main chain.
 */
export function betterRecord(earlier: RequestRow, later: RequestRow): RequestRow {
  const kept = later.tokens.output >= earlier.tokens.output ? later : earlier;
  const final = earlier.final || later.final;
  const main = earlier.main || later.main;
  // Each line holds another block of the answer.
  const visibleChars = earlier.visibleChars + later.visibleChars;
  return { ...kept, final, main, visibleChars, promptKey: earlier.promptKey };
}
