import assert from "node:assert/strict";
import { scanLines } from "./transcriptLines.ts";
import { assistantRow, toolResultRow, transcriptText, type Row } from "./testTranscripts.ts";
import { betterRecord } from "./betterRecord.ts";
import { narrowRow } from "./narrowRow.ts";
import type { RequestRow } from "./transcriptRow.ts";

/** The record that counts of one response, as the scan tells it. */
function counted(rows: readonly Row[]): { requests: Map<string, RequestRow>; told: number } {
  const requests = new Map<string, RequestRow>();
  let told = 0;
  const bytes = Buffer.from(transcriptText([...rows]));
  scanLines(bytes, 0, bytes.length, {
    row: (row) => {
      if (row.kind !== "request") return;
      told++;
      const seen = requests.get(row.id);
      requests.set(row.id, seen ? betterRecord(seen, row) : row);
    },
    broken: () => {},
  });
  return { requests, told };
}

describe("the lines of one response", () => {
  const early = assistantRow({ id: "msg_a", output: 3, stopReason: null });
  const last = assistantRow({ id: "msg_a", output: 55 });

  it("are told by the one with the most output, wherever it stands", () => {
    for (const rows of [
      [early, last],
      [last, early],
      [early, toolResultRow(), last],
    ]) {
      const { requests } = counted(rows);
      const row = requests.get("msg_a");
      assert.deepEqual([requests.size, row?.tokens.output, row?.final], [1, 55, true]);
    }
    assert.equal(counted([early, last]).told, 1);
  });

  it("are all told when none of them ends the answer", () => {
    const { requests, told } = counted([early, early, early]);
    const chars = narrowRow(early);
    assert.ok(chars.kind === "request" && chars.visibleChars > 0);
    assert.deepEqual([told, requests.get("msg_a")?.final], [3, false]);
    assert.equal(requests.get("msg_a")?.visibleChars, 3 * chars.visibleChars);
  });

  it("are kept apart from those of the next one, also with the same usage", () => {
    const { requests } = counted([
      last,
      assistantRow({ id: "msg_b", output: 55 }),
      assistantRow({ id: "msg_aa", output: 55 }),
    ]);
    assert.deepEqual([...requests.keys()], ["msg_a", "msg_b", "msg_aa"]);
  });

  it("lose no other request that stands on one of their lines", () => {
    const glued = transcriptText([early]).trimEnd() + transcriptText([assistantRow({ id: "msg_b" })]);
    const bytes = Buffer.from(glued + transcriptText([last]));
    const ids = new Set<string>();
    scanLines(bytes, 0, bytes.length, { row: (row) => row.kind === "request" && ids.add(row.id), broken: () => {} });
    assert.deepEqual(ids, new Set(["msg_a", "msg_b"]));
  });
});
