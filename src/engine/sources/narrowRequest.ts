/** Narrows a row that holds an API response. */
import { jsonText } from "./jsonText.ts";
import { asCount, asObject, asString, asTime, type JsonObject } from "./narrow.ts";
import { sessionIdOf } from "./rowOrigin.ts";
import { promptTokens, type RequestRow } from "./transcriptRow.ts";
import { iterationsOf, lastIteration, tokensOf } from "./usageTokens.ts";

/**
 * @param holder what holds the message: the row itself, or one inside it
 * @returns null where no model answered, or nothing names the answer
 */
export function narrowRequest(row: JsonObject, holder: JsonObject, main: boolean): RequestRow | null {
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

function visibleChars(content: unknown): number {
  if (!Array.isArray(content)) return 0;
  return content.map(asObject).reduce((sum, block) => {
    const input = block?.["input"];
    const text = asString(block?.["text"]) ?? asString(block?.["thinking"]);
    return sum + (text?.length ?? 0) + jsonText(input).length;
  }, 0);
}

function idOf(message: JsonObject, holder: JsonObject): string | null {
  const id = asString(message["id"]);
  if (id) return id;
  const requestId = asString(holder["requestId"]);
  if (requestId) return `request:${requestId}`;
  const uuid = asString(holder["uuid"]);
  return uuid ? `row:${uuid}` : null;
}
