/**
 * Narrows one row of a transcript to what Bursar knows of it. Everything unknown is tolerated: a row is never dropped
 * because a member beside the needed ones is strange.
 */
import { beginning } from "./beginning.ts";
import { limitHit } from "./limitMessage.ts";
import { asCount, asCountOrNull, asNumber, asObject, asString, asTime, type JsonObject } from "./narrow.ts";
import { narrowPrompt } from "./narrowPrompt.ts";
import { narrowRequest } from "./narrowRequest.ts";
import { isMain, sessionIdOf } from "./rowOrigin.ts";
import type { CompactionRow, LimitHitRow, ReportedModel, TranscriptRow } from "./transcriptRow.ts";

/** In UTF-16 units. It stands in every Snapshot: somebody may name a session by a whole page. */
const LONGEST_TITLE = 300;

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
      return {
        kind: "title",
        sessionId: sessionIdOf(row),
        title: beginning(title, LONGEST_TITLE),
        byUser: type === "custom-title",
      };
    }
    default:
      return { kind: "other", type };
  }
}

/** Null without a time or an id: nobody could say when it was, or whether it is told twice. */
function narrowLimitHit(row: JsonObject): LimitHitRow | null {
  const timestamp = asTime(row["timestamp"]);
  const id = asString(row["uuid"]);
  const hit = timestamp === null || !id ? null : limitHit(row, timestamp);
  return hit && id && timestamp !== null ? { kind: "limitHit", id, timestamp, ...hit } : null;
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
