/** Builders of tool calls and their results for tests. */
import { assistantRow, toolResultRow, type AssistantFields, type Row } from "./testTranscripts.ts";

let made = 0;

/** A call of a tool, in an answer of its own, and the results that it can have. */
export function toolCall(name: string, input: Row, fields: AssistantFields = {}) {
  const id = `toolu_${++made}`;
  const row = assistantRow({
    id: `msg_call_${made}`,
    output: 100,
    stopReason: "tool_use",
    ...fields,
    message: { content: [{ type: "tool_use", id, name, input }] },
  });
  const result = (failed = false, text = "ok", toolUseResult: Row | string = {}) =>
    toolResultRow({
      ...(fields.at === undefined ? {} : { at: fields.at }),
      row: {
        message: {
          role: "user",
          content: [{ tool_use_id: id, type: "tool_result", content: text, is_error: failed }],
        },
        toolUseResult,
      },
    });
  const ok = (text?: string, toolUseResult?: Row) => [row, result(false, text, toolUseResult)];
  return { row, result, ok, failed: (text?: string) => [row, result(true, text)] };
}

export const bashCall = (command: string, fields?: AssistantFields) => toolCall("Bash", { command }, fields);

export const editCall = (path: string, fields?: AssistantFields) =>
  toolCall("Edit", { file_path: path, old_string: "a", new_string: "b" }, fields);
