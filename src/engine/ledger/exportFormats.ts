/** How exported requests are written: CSV, JSON, or JSON lines. */
import type { ExportFormat } from "../../shared/engineProtocol.ts";
import type { ExportedRequest } from "./exportRequests.ts";

/** The columns of CSV, in the order of the members of JSON. */
export const EXPORT_COLUMNS = [
  "time", "requestId", "sessionId", "sessionTitle", "project", "cwd", "branch", "model", "agent", "agentId", "skill",
  "plugin", "mcpServer", "promptId", "promptExcerpt", "inputTokens", "outputTokens", "cacheReadTokens",
  "cacheWrite5mTokens", "cacheWrite1hTokens", "webSearches", "fast", "usInference", "lowerBound", "costUSD",
  "estimatedCostUSD", "configDir",
] as const satisfies readonly (keyof ExportedRequest)[]; // prettier-ignore

/** The text of an export, a piece a batch. */
export function* formatExport(batches: Iterable<readonly ExportedRequest[]>, format: ExportFormat): Generator<string> {
  switch (format) {
    case "csv":
      yield `${EXPORT_COLUMNS.join(",")}\r\n`;
      for (const batch of batches) yield batch.map(csvLine).join("");
      break;
    case "jsonl":
      for (const batch of batches) yield batch.map((request) => `${JSON.stringify(request)}\n`).join("");
      break;
    case "json": {
      let between = "[\n";
      for (const batch of batches) {
        if (batch.length === 0) continue;
        yield between + batch.map((request) => JSON.stringify(request)).join(",\n");
        between = ",\n";
      }
      yield between === "[\n" ? "[]\n" : "\n]\n";
    }
  }
}

const csvLine = (request: ExportedRequest) =>
  `${EXPORT_COLUMNS.map((column) => csvCell(request[column])).join(",")}\r\n`;

function csvCell(value: ExportedRequest[keyof ExportedRequest]): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // A spreadsheet runs what begins like a formula; a quote before it makes it text (OWASP, "CSV injection").
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
