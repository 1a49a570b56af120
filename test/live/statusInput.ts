/** What Claude Code tells its status line, as far as the tests compare it. */
import { asNumber, asObject, type JsonObject } from "../../src/engine/sources/narrow.ts";
import type { ClaudeHome } from "./claudeHome.ts";
import type { Tokens } from "./fakeApi/contextGrowth.ts";
import { until } from "./until.ts";

export interface StatusInput {
  /** 0 to 100, whole; null before the first answer. */
  contextPercent: number | null;
  totalCostUsd: number;
  /** Tokens of the last prompt: fresh, read from the cache and written to it; null before the first answer. */
  promptTokens: number | null;
}

export function statusInput(input: JsonObject): StatusInput {
  const context = asObject(input["context_window"]);
  const usage = asObject(context?.["current_usage"]);
  const parts = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];
  return {
    contextPercent: asNumber(context?.["used_percentage"]),
    totalCostUsd: asNumber(asObject(input["cost"])?.["total_cost_usd"]) ?? 0,
    promptTokens: usage && parts.reduce((sum, part) => sum + (asNumber(usage[part]) ?? 0), 0),
  };
}

/** Waits until Claude Code has told its status line of the request with these figures. */
export function untilTold(home: ClaudeHome, { input, cacheRead, cacheWrite }: Tokens): Promise<StatusInput> {
  const latest = async (): Promise<StatusInput | undefined> => (await home.statusInputs()).map(statusInput).at(-1);
  return until(
    `a status line after a prompt of ${input + cacheRead + cacheWrite} tokens`,
    async () => {
      const told = await latest();
      return told?.promptTokens === input + cacheRead + cacheWrite ? told : null;
    },
    async () => JSON.stringify(await latest()),
  );
}
