/** An answer in the Messages API's own words: whole, or as the events of a stream. */
import { randomUUID } from "node:crypto";
import type { Answer } from "./answer.ts";
import type { Tokens } from "./contextGrowth.ts";
import type { MessagesRequest } from "./messagesRequest.ts";

export interface StreamEvent {
  type: string;
  [field: string]: unknown;
}

type Message = ReturnType<typeof messageOf>;

export function messageOf({ model, hourCache }: MessagesRequest, { blocks }: Answer, tokens: Tokens) {
  return {
    id: `msg_${randomUUID()}`,
    type: "message",
    role: "assistant",
    model,
    content: blocks.map((block) => (block.type === "text" ? block : { ...block, id: `toolu_${randomUUID()}` })),
    stop_reason: blocks.some(({ type }) => type === "tool_use") ? "tool_use" : "end_turn",
    stop_sequence: null,
    usage: {
      input_tokens: tokens.input,
      cache_read_input_tokens: tokens.cacheRead,
      cache_creation_input_tokens: tokens.cacheWrite,
      cache_creation: {
        ephemeral_5m_input_tokens: hourCache ? 0 : tokens.cacheWrite,
        ephemeral_1h_input_tokens: hourCache ? tokens.cacheWrite : 0,
      },
      output_tokens: tokens.output,
      service_tier: "standard",
    },
  };
}

/** What opens the stream; an answer that waits stops after it. */
export const openingEvent = (message: Message): StreamEvent => ({
  type: "message_start",
  message: { ...message, content: [], stop_reason: null, usage: { ...message.usage, output_tokens: 1 } },
});

export function remainingEvents({ content, stop_reason, stop_sequence, usage }: Message): StreamEvent[] {
  return [
    ...content.flatMap((block, index): StreamEvent[] => [
      {
        type: "content_block_start",
        index,
        content_block: block.type === "text" ? { ...block, text: "" } : { ...block, input: {} },
      },
      {
        type: "content_block_delta",
        index,
        delta:
          block.type === "text"
            ? { type: "text_delta", text: block.text }
            : { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
      },
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", delta: { stop_reason, stop_sequence }, usage },
    { type: "message_stop" },
  ];
}
