/** What the fake model answers: words in the prompt choose it. */
import type { Asks } from "./messagesRequest.ts";

export interface Answer {
  blocks: Block[];
  /** Whether the answer stays under way until the test lets it go on. */
  waits: boolean;
}

export type Block = { type: "text"; text: string } | { type: "tool_use"; name: string; input: Record<string, string> };

const say = (text: string): Answer => ({ blocks: [{ type: "text", text }], waits: false });

/** `RUN <command>`, `WRITE <path>`: a tool. `LONG`: more than a screen. `WAIT`: an answer that the test ends. */
export function answerTo(asks: Asks): Answer {
  if (asks.kind === "summary") {
    return say("<analysis>\nShort.\n</analysis>\n<summary>\nThe user and the model greeted each other.\n</summary>");
  }
  if (asks.kind === "toolResult") return say("The tool has finished.");
  const command = /\bRUN (.+)/.exec(asks.text)?.[1];
  if (command !== undefined) return use("Bash", { command, description: "Run what was asked for" });
  const path = /\bWRITE (\S+)/.exec(asks.text)?.[1];
  if (path !== undefined) return use("Write", { file_path: path, content: "Written by the fake model.\n" });
  if (/\bLONG\b/.test(asks.text)) return say(Array.from({ length: 80 }, (_, line) => `Line ${line + 1}.`).join("\n\n"));
  return { ...say(`You said: ${asks.text}`), waits: /\bWAIT\b/.test(asks.text) };
}

const use = (name: string, input: Record<string, string>): Answer => ({
  blocks: [{ type: "tool_use", name, input }],
  waits: false,
});
