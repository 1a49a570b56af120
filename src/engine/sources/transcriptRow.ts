/**
 * What Bursar knows of one row of a transcript. The format is internal to Claude Code and changes; narrowRow.ts says how
 * it is read. Facts: docs/claude-code-files.md.
 */
import type { LimitHit } from "./limitMessage.ts";

/** The tokens of one API call. `cacheWrite5m` + `cacheWrite1h` is all that was written to the cache. */
export interface Tokens {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

/** Everything that was sent: what counts against the context window. */
export const promptTokens = (tokens: Tokens) =>
  tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;

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
