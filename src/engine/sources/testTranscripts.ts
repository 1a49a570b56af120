/** Builders of transcripts for tests: rows shaped like those Claude Code 2.1.330 writes, with texts of our own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Row = Record<string, unknown>;

/** 2026-03-02T09:00:00Z, when the made-up sessions begin. */
export const START = Date.UTC(2026, 2, 2, 9);
export const SESSION = "5b0f1c9e-0000-4000-8000-000000000001";
export const OTHER_SESSION = "5b0f1c9e-0000-4000-8000-000000000002";

export const isoTime = (ms: number) => new Date(ms).toISOString();

let rowsMade = 0;
const nextUuid = () => `00000000-0000-4000-8000-${String(++rowsMade).padStart(12, "0")}`;

/** What a row of the conversation can be given; everything else has a value that the real CLI would write. */
export interface ChainFields {
  sessionId?: string;
  /** Milliseconds since the epoch. */
  at?: number;
  cwd?: string;
  gitBranch?: string;
  /** Makes it a row of a subagent. */
  agentId?: string;
  uuid?: string;
  /** Further or other top-level members; undefined takes one away. */
  row?: Row;
}

function chainRow(fields: ChainFields, members: Row): Row {
  const {
    sessionId = SESSION,
    at = START,
    cwd = "/home/dev/acme",
    gitBranch = "main",
    agentId,
    uuid = nextUuid(),
  } = fields;
  return {
    parentUuid: null,
    isSidechain: agentId !== undefined,
    ...(agentId === undefined ? {} : { agentId }),
    ...members,
    uuid,
    timestamp: isoTime(at),
    userType: "external",
    entrypoint: "cli",
    cwd,
    sessionId,
    version: "2.1.330",
    gitBranch,
    ...fields.row,
  };
}

export interface UsageFields {
  input?: number;
  output?: number;
  cacheRead?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
  webSearches?: number;
  /** Further or other members of `usage`; undefined takes one away. */
  usage?: Row;
}

export function usageOf(fields: UsageFields = {}): Row {
  const {
    input = 12,
    output = 20,
    cacheRead = 9_000,
    cacheWrite5m = 0,
    cacheWrite1h = 2_000,
    webSearches = 0,
  } = fields;
  return {
    input_tokens: input,
    cache_creation_input_tokens: cacheWrite5m + cacheWrite1h,
    cache_read_input_tokens: cacheRead,
    output_tokens: output,
    output_tokens_details: { thinking_tokens: 0 },
    server_tool_use: { web_search_requests: webSearches, web_fetch_requests: 0 },
    service_tier: "standard",
    cache_creation: { ephemeral_1h_input_tokens: cacheWrite1h, ephemeral_5m_input_tokens: cacheWrite5m },
    inference_geo: "not_available",
    iterations: [],
    speed: "standard",
    fallback_credit: null,
    ...fields.usage,
  };
}

export interface AssistantFields extends ChainFields, UsageFields {
  /** `message.id`; the `requestId` follows it. */
  id?: string;
  model?: string;
  stopReason?: string | null;
  text?: string;
  /** Further or other members of `message`; undefined takes one away. */
  message?: Row;
}

function messageOf(fields: AssistantFields): Row {
  const { id = "msg_1", model = "claude-opus-5-5", stopReason = "end_turn", text = "Done." } = fields;
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [{ type: "text", text }],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: usageOf(fields),
    stop_details: null,
    ...fields.message,
  };
}

/** One line of a response of the model. */
export function assistantRow(fields: AssistantFields = {}): Row {
  const { id = "msg_1", model = "claude-opus-5-5" } = fields;
  return chainRow(fields, {
    message: messageOf(fields),
    apiBlockIndex: 0,
    requestId: `req_${id}`,
    requestedModel: model,
    promptCacheRequested: "1h",
    type: "assistant",
    effort: "medium",
    madeBy: "model",
  });
}

/** What stands for an answer that a rate limit stopped; `resetsAt` in seconds. */
export function limitRow(fields: AssistantFields & { resetsAt?: number; limit?: string } = {}): Row {
  const {
    resetsAt = START / 1000 + 7200,
    limit = "five_hour",
    text = "You've hit your 5-hour limit",
    ...others
  } = fields;
  return assistantRow({
    ...others,
    id: "00000000-0000-4000-8000-00000000feed",
    model: "<synthetic>",
    text,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite1h: 0,
    stopReason: "stop_sequence",
    row: {
      quotaLimits: { status: "rejected", resetsAt, unifiedRateLimitFallbackAvailable: false, rateLimitType: limit },
      error: "rate_limit",
      isApiErrorMessage: true,
      apiErrorStatus: 429,
      ...fields.row,
    },
  });
}

/** A subagent's response as CLIs 2.0 to 2.1.4x wrote it into the main file. */
export function progressRow(fields: AssistantFields = {}): Row {
  const { id = "msg_1", agentId = "a1b2c3d", at = START, uuid = nextUuid(), ...others } = fields;
  return chainRow(
    { ...others, at, uuid },
    {
      type: "progress",
      data: {
        message: {
          type: "assistant",
          timestamp: isoTime(at),
          message: messageOf({ ...others, id }),
          requestId: `req_${id}`,
          uuid: nextUuid(),
        },
        normalizedMessages: [],
        type: "agent_progress",
        prompt: "Look for callers.",
        agentId,
      },
      toolUseID: "agent_msg_1",
      parentToolUseID: "toolu_1",
    },
  );
}

/** What the user typed. */
export const userRow = (fields: ChainFields & { text?: string } = {}): Row =>
  chainRow(fields, {
    promptId: "5b0f1c9e-0000-4000-8000-00000000000a",
    type: "user",
    message: { role: "user", content: fields.text ?? "Please tidy the parser." },
    permissionMode: "default",
    promptSource: "typed",
  });

/** The result of a tool call (`id`), held twice as Claude Code does. */
export const toolResultRow = (fields: ChainFields & { id?: string; text?: string } = {}): Row => {
  const { id = "toolu_1", text = "total 0\n" } = fields;
  return chainRow(fields, {
    type: "user",
    message: {
      role: "user",
      content: [{ tool_use_id: id, type: "tool_result", content: text, is_error: false }],
    },
    toolUseResult: { stdout: text, stderr: "", interrupted: false },
  });
};

export const compactBoundaryRow = (
  fields: ChainFields & { trigger?: string; preTokens?: number; postTokens?: number } = {},
): Row =>
  chainRow(fields, {
    logicalParentUuid: "00000000-0000-4000-8000-000000000000",
    type: "system",
    subtype: "compact_boundary",
    content: "Conversation compacted",
    level: "info",
    compactMetadata: {
      trigger: fields.trigger ?? "auto",
      preTokens: fields.preTokens ?? 160_000,
      ...(fields.postTokens === undefined ? {} : { postTokens: fields.postTokens }),
    },
  });

export const costStateRow = (fields: { sessionId?: string; usd?: number; unknownModel?: boolean } = {}): Row => ({
  type: "cost-state",
  sessionId: fields.sessionId ?? SESSION,
  totalCostUSD: fields.usd ?? 0.25,
  totalAPIDuration: 95,
  totalDuration: 1980,
  startTime: START,
  modelUsage: {},
  hasUnknownModelCost: fields.unknownModel ?? false,
});

export const titleRow = (title: string, byUser = false, sessionId = SESSION): Row =>
  byUser ? { type: "custom-title", customTitle: title, sessionId } : { type: "ai-title", aiTitle: title, sessionId };

export const line = (row: Row) => `${JSON.stringify(row)}\n`;

export const transcriptText = (rows: readonly Row[]) => rows.map(line).join("");

/** Writes `rows` as the file `path`, its folders too. */
export function writeTranscript(path: string, rows: readonly Row[]): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, transcriptText(rows));
  return path;
}

/** Where a session's transcript lies in a config directory. */
export const transcriptPath = (configDir: string, sessionId = SESSION, project = "-home-dev-acme") =>
  join(configDir, "projects", project, `${sessionId}.jsonl`);

/** A new empty folder, its links resolved; `remove` deletes it with all that is in it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "bursar-test-")));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
