/** What an answer of the model's adds to the context once the next request sends it back. */
import { addedBy, jsonSize, sizeOf, type Addition, type Calls, type Sent } from "./contextAddition.ts";
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { objects } from "./toolResults.ts";
import { callSubject } from "./toolSubject.ts";

/** Of one line of it; notes the calls in it, for their results name them by id alone. */
export const answerAdditions = (row: JsonObject, calls: Calls): Addition[] =>
  objects(asObject(row["message"])?.["content"]).map((block) => addedBy(row, sentBack(block, calls)));

function sentBack(block: JsonObject, calls: Calls): Sent {
  switch (block["type"]) {
    case "thinking":
    case "redacted_thinking": {
      // The text is a summary or left out: how much was thought, the count of the output alone can tell.
      const chars = asString(block["thinking"])?.length ?? 0;
      const subject = { kind: "thinking" } as const;
      return { part: "thinking", subject, texture: "answer", chars, bytes: null, images: 0 };
    }
    case "text":
      return {
        part: "assistant",
        subject: { kind: "answer" },
        texture: "answer",
        ...sizeOf(asString(block["text"]) ?? ""),
      };
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return call(block, calls);
    default:
      // Results of tools that ran on the server stand in the answer itself.
      return { part: "toolOutput", subject: { kind: "result" }, texture: "result", ...jsonSize(block), bytes: null };
  }
}

function call(block: JsonObject, calls: Calls): Sent {
  const [tool, id] = [asString(block["name"]) ?? "", asString(block["id"])];
  const subject = callSubject(tool, asObject(block["input"]));
  if (id !== null) calls.set(id, { tool, subject });
  const size = sizeOf(tool + JSON.stringify(block["input"] ?? {}));
  return { part: "assistant", subject: { kind: "tool", text: subject }, texture: "answer", ...size };
}
