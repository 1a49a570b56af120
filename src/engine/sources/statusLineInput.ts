/** Narrows what Claude Code hands to a status line: one JSON object a render. */
import { createHash } from "node:crypto";
import type { CacheView } from "../../shared/snapshot.ts";
import { asMoment, asNumber, asObject, asString, type JsonObject } from "./narrow.ts";
import type { UsageLimit } from "./usageCache.ts";

/** What one session's last render said. */
export interface StatusLineInput {
  sessionId: string;
  model: string | null;
  /** Empty before the first answer, and with an API key. */
  limits: UsageLimit[];
  /** Capacity of the context window in tokens. */
  contextWindow: number | null;
  cache: Pick<CacheView, "expiresAt" | "ttl"> | null;
  /** Reasoning effort: "high". */
  effort: string | null;
  /** Claude Code's own total for the session, in US dollars; null from a version that went on counting after `/clear`. */
  totalCostUsd: number | null;
  /** A hash that tells one answer's figures from the next one's: a status line is rendered again and again with the same ones. */
  answer: string;
}

/** Null for a text that is torn or names no session. */
export function parseStatusLineInput(text: string): StatusLineInput | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const input = asObject(value);
  const sessionId = asString(input?.["session_id"]);
  if (!input || !sessionId) return null;
  const cost = asObject(input["cost"]);
  const size = asNumber(asObject(input["context_window"])?.["context_window_size"]);
  const rates = asObject(input["rate_limits"]);
  return {
    sessionId,
    model: asString(asObject(input["model"])?.["id"]),
    limits: rates ? narrowLimits(rates) : [],
    contextWindow: size !== null && size > 0 ? size : null,
    cache: narrowCache(asObject(input["prompt_cache"])),
    effort: asString(asObject(input["effort"])?.["level"]),
    totalCostUsd: countsEachSession(asString(input["version"])) ? asNumber(cost?.["total_cost_usd"]) : null,
    answer: createHash("sha256")
      .update(JSON.stringify([rates, cost?.["total_api_duration_ms"]]))
      .digest("hex")
      .slice(0, 16),
  };
}

/** The first version whose total begins at 0 with the session that `/clear` begins. */
const COUNTS_EACH_SESSION = [2, 1, 211] as const;

function countsEachSession(version: string | null): boolean {
  const parts = version?.split(".").map(Number) ?? [];
  const different = COUNTS_EACH_SESSION.findIndex((part, index) => part !== parts[index]);
  return different < 0 || (parts[different] ?? 0) > (COUNTS_EACH_SESSION[different] ?? 0);
}

const LABELS = { five_hour: "5-hour", seven_day: "7-day", spend_limit: "Spend limit" };

function narrowLimits(rates: JsonObject): UsageLimit[] {
  const shares = Object.keys(LABELS).map((key) => asNumber(asObject(rates[key])?.["used_percentage"]));
  // Whole percentages are the rule, so that 1 is 1 %. Only where no bucket has reached 1 and one lies strictly between
  // two percentages of a hundredth are they shares of 1.
  const areShares = shares.every((share) => share === null || share <= 1) && shares.some(isFraction);
  return Object.entries(LABELS).flatMap(([key, label]) => {
    const bucket = asObject(rates[key]);
    const used = asNumber(bucket?.["used_percentage"]);
    if (!bucket || used === null || used < 0) return [];
    return [{ key, label, usedPercent: areShares ? used * 100 : used, resetsAt: asMoment(bucket["resets_at"]) }];
  });
}

const isFraction = (share: number | null) => share !== null && share > 0 && share < 1;

function narrowCache(cache: JsonObject | null): StatusLineInput["cache"] {
  const expiresAt = asMoment(cache?.["expires_at"]);
  const ttl = cache?.["ttl"];
  return expiresAt !== null && (ttl === "5m" || ttl === "1h") ? { expiresAt, ttl } : null;
}
