/** Narrows the `usage` of an API response: its tokens, and those of the calls inside it. */
import { asCount, asObject, type JsonObject } from "./narrow.ts";
import { promptTokens, type Tokens } from "./transcriptRow.ts";

export function tokensOf(usage: JsonObject): Tokens {
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
export function iterationsOf(usage: JsonObject, totals: Tokens): Tokens[] | null {
  const messages = iterationObjects(usage).filter((item) => item["type"] === "message");
  if (messages.length < 2) return null;
  const list = messages.map(tokensOf);
  const keys = Object.keys(totals) as (keyof Tokens)[];
  const sums = keys.every((key) => list.reduce((sum, item) => sum + item[key], 0) === totals[key]);
  return sums ? list : null;
}

/** The last call inside the response, those beside the conversation left out; null where none is told of. */
export function lastIteration(usage: JsonObject): Tokens | null {
  const calls = iterationObjects(usage).filter(
    (item) => item["type"] !== "advisor_message" && item["type"] !== "compaction",
  );
  const last = calls.at(-1);
  const tokens = last && tokensOf(last);
  return tokens && promptTokens(tokens) > 0 ? tokens : null;
}
