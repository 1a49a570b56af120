/** What a request to the Messages API asks, as far as the fake needs it. */
import { asObject, asString, type JsonObject } from "../../../src/engine/sources/narrow.ts";

export interface MessagesRequest {
  /** Null when the request names none. */
  sessionId: string | null;
  model: string;
  /** What is to be answered. */
  asks: Asks;
  /** Whether cached text is to be kept for an hour instead of five minutes. */
  hourCache: boolean;
  stream: boolean;
}

export type Asks =
  | { kind: "prompt"; text: string }
  /** A tool has run, or was refused, and its result comes back. */
  | { kind: "toolResult" }
  /** A summary of the conversation, to go on with instead of it: a compaction. */
  | { kind: "summary" };

/** Text that Claude Code adds to what the user typed. */
const ADDED = "<system-reminder>";

/** @param sessionId from the header of that name */
export function messagesRequest(body: JsonObject, sessionId: string | null): MessagesRequest {
  return {
    sessionId,
    model: asString(body["model"]) ?? "",
    asks: asksOf(lastUserBlocks(body)),
    hourCache: JSON.stringify([body["system"], body["messages"]]).includes('"ttl":"1h"'),
    stream: body["stream"] === true,
  };
}

function lastUserBlocks({ messages }: JsonObject): JsonObject[] {
  const content = (Array.isArray(messages) ? messages : [])
    .map(asObject)
    .findLast((message) => message?.["role"] === "user")?.["content"];
  if (typeof content === "string") return [{ type: "text", text: content }];
  return (Array.isArray(content) ? content : []).map(asObject).filter((block) => block !== null);
}

function asksOf(blocks: readonly JsonObject[]): Asks {
  const result = blocks.findLastIndex((block) => block["type"] === "tool_result");
  const text = blocks
    .slice(result + 1)
    .filter((block) => block["type"] === "text")
    .map((block) => asString(block["text"]) ?? "")
    .filter((part) => !part.startsWith(ADDED))
    .join("\n");
  if (text === "" && result !== -1) return { kind: "toolResult" };
  return text.includes("<summary>") ? { kind: "summary" } : { kind: "prompt", text };
}
