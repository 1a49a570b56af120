import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ledger } from "../../src/engine/ledger/ledger.ts";
import { openStore, type Store } from "../../src/engine/ledger/store.ts";
import { readTranscript, type FileMark, type TranscriptPart } from "../../src/engine/sources/transcriptFile.ts";
import {
  assistantRow,
  compactBoundaryRow,
  costStateRow,
  line,
  titleRow,
  toolResultRow,
  userRow,
  type Row,
} from "../../src/engine/sources/testTranscripts.ts";
import { createRandom, type Random } from "../bench/random.ts";

const MUTATIONS = 10_000;
/** A new ledger every so often, so that it stays small. */
const A_LEDGER = 100;

/** What a line of a request says, as JSON.parse reads it. */
interface Said {
  id: string;
  output: number;
}

describe("Damaged transcripts", function () {
  this.timeout(180_000);
  let folder: string;
  let store: Store;
  let ledger: Ledger;
  before(() => (folder = mkdtempSync(join(tmpdir(), "bursar-mutations-"))));
  after(() => rmSync(folder, { recursive: true }));

  /** Reads on in the transcript as the indexer does. */
  function read(path: string, known: FileMark | null): FileMark {
    const origin = { configDir: folder, sessionId: "a file without sessions" };
    ledger.begin();
    const parts: TranscriptPart[] = [];
    const reading = readTranscript(path, known, (part) => parts.push(part));
    assert.ok(reading.kind === "read", JSON.stringify(reading));
    for (const part of parts) ledger.add({ ...origin, firstTimestamp: part.firstTimestamp }, part);
    ledger.mark(folder, path, reading.mark);
    ledger.commit();
    return reading.mark;
  }

  it("are read without a crash 10,000 times, and every request whose line is intact is counted, once", () => {
    const random = createRandom(11);
    let intactRequests = 0;
    for (let round = 0; round < MUTATIONS; round++) {
      if (round % A_LEDGER === 0) {
        if (round > 0) store.close();
        store = openStore({ kind: "memory" });
        ledger = new Ledger(store);
      }
      const lines = transcript(random, round);
      const intact = new Map(lines.flatMap((text) => saidBy(text, round)));
      const bytes = mutate(random, lines);
      const path = join(folder, `${round % 50}.jsonl`);
      // Mostly in two steps, as a file that grows.
      const cut = random.next() < 0.7 ? random.integer(0, bytes.length) : bytes.length;
      writeFileSync(path, bytes.subarray(0, cut));
      const mark = read(path, null);
      appendFileSync(path, bytes.subarray(cut));
      read(path, mark);

      const expected = new Map<string, number>();
      const damaged: string[] = [];
      for (const text of bytes.toString("latin1").split("\n")) {
        const said = intact.get(text);
        if (said) expected.set(said.id, Math.max(said.output, expected.get(said.id) ?? 0));
        else damaged.push(text);
      }
      const rows = store.prepare("SELECT key, output FROM request WHERE key GLOB ?").all(`msg_${round}_*`);
      const counted = new Map(rows.map((row) => [String(row["key"]), Number(row["output"])]));
      assert.equal(counted.size, rows.length, "no request twice");
      for (const [id, output] of expected) {
        const got = counted.get(id);
        assert.ok(got !== undefined, `${id} is missing in round ${round}`);
        // What is left of a damaged line may hold a fuller record of it.
        if (damaged.some((text) => text.includes(id))) assert.ok(got >= output, `${id} has too little`);
        else assert.equal(got, output, `${id} in round ${round}`);
      }
      intactRequests += expected.size;
    }
    assert.ok(intactRequests > 5 * MUTATIONS);
    console.log(`      ${intactRequests} requests on intact lines`);
    const [sums] = store.prepare("SELECT sum(requests) AS n FROM quarter").all();
    assert.deepEqual(sums?.["n"], store.prepare("SELECT count(*) AS n FROM request").get()?.["n"]);
    store.close();
  });

  it("hold no number and no time that the ledger cannot take", () => {
    for (const row of oddRows()) {
      ledger = new Ledger((store = openStore({ kind: "memory" })));
      const path = join(folder, "odd.jsonl");
      writeFileSync(path, line(row));
      assert.doesNotThrow(() => read(path, null), JSON.stringify(row));
      store.close();
    }
  });
});

/** Rows with numbers and times that no program should have written. */
function oddRows(): Row[] {
  const numbers = [1.5, 1e300, -5, 2 ** 53 + 1, "12", null, true, {}];
  const times = [
    "2026",
    "x",
    "+275760-09-13T00:00:00.000Z",
    "0000-01-01T00:00:00Z",
    "2026-03-02T09:00:00.1234567Z",
    5,
    null,
  ];
  let id = 0;
  const usage = (members: Row) => assistantRow({ id: `msg_${id++}`, usage: members });
  return [
    ...numbers.flatMap((value) => [
      usage({ output_tokens: value }),
      usage({ cache_read_input_tokens: value, cache_creation: { ephemeral_5m_input_tokens: value } }),
      usage({ server_tool_use: { web_search_requests: value } }),
      usage({ iterations: [{ type: "message", input_tokens: value, output_tokens: value }] }),
      { ...compactBoundaryRow(), compactMetadata: { postTokens: value } },
      {
        ...costStateRow(),
        totalCostUSD: value,
        modelUsage: { "claude-opus-5-5": { inputTokens: value, costUSD: value } },
      },
    ]),
    ...times.flatMap((timestamp) => [
      assistantRow({ id: `msg_${id++}`, row: { timestamp } }),
      userRow({ row: { timestamp, promptId: `prompt ${id++}` } }),
    ]),
  ];
}

/** The lines of a short session, each with its newline. */
function transcript(random: Random, round: number): string[] {
  const sessionId = `session-${round}`;
  const lines = [line(userRow({ sessionId, text: 'Größe? 漢字 \u2028 {"type":"assistant"}' }))];
  const requests = random.integer(5, 12);
  for (let i = 0; i < requests; i++) {
    const id = `msg_${round}_${i}`;
    const blocks = random.integer(1, 3);
    for (let block = 1; block <= blocks; block++) {
      const stopReason = block === blocks ? "tool_use" : null;
      lines.push(
        line(
          assistantRow({
            id,
            sessionId,
            output: block * random.integer(1, 50),
            stopReason,
            text: `Block ${block} ünd`,
          }),
        ),
      );
    }
    lines.push(line(toolResultRow({ sessionId, text: '\\"input_tokens\\": 1}'.repeat(random.integer(0, 20)) })));
  }
  lines.push(
    line(compactBoundaryRow({ sessionId, postTokens: 900 })),
    line(titleRow("A title", false, sessionId)),
    line(costStateRow({ sessionId })),
  );
  return lines;
}

/** The request that an undamaged line holds, by the line itself. */
function saidBy(text: string, round: number): [string, Said][] {
  const row = JSON.parse(text) as { type?: string; message?: { id: string; usage: { output_tokens: number } } };
  if (row.type !== "assistant" || !row.message) return [];
  assert.ok(row.message.id.startsWith(`msg_${round}_`));
  const key = Buffer.from(text.slice(0, -1)).toString("latin1");
  return [[key, { id: row.message.id, output: row.message.usage.output_tokens }]];
}

/** The transcript's bytes after one to four accidents. */
function mutate(random: Random, lines: readonly string[]): Buffer {
  const parts = lines.map((text) => Buffer.from(text));
  for (let left = random.integer(1, 4); left > 0; left--) {
    const at = random.integer(0, parts.length - 1);
    const part = parts[at] ?? Buffer.alloc(0);
    switch (random.integer(0, 6)) {
      case 0: {
        const flipped = Buffer.from(part);
        const byte = random.integer(0, Math.max(0, part.length - 1));
        if (byte < part.length) flipped[byte] = (flipped[byte] ?? 0) ^ (1 << random.integer(0, 7));
        parts[at] = flipped;
        break;
      }
      case 1:
        // Torn, and glued to what follows.
        parts[at] = part.subarray(0, random.integer(0, part.length));
        break;
      case 2:
        parts[at] = part.subarray(random.integer(0, part.length));
        break;
      case 3:
        parts.splice(random.integer(0, parts.length), 0, part);
        break;
      case 4: {
        const other = random.integer(0, parts.length - 1);
        parts[at] = parts[other] ?? part;
        parts[other] = part;
        break;
      }
      case 5:
        parts[at] = Buffer.concat([part, Buffer.alloc(random.integer(1, 40), random.next() < 0.5 ? 0 : 0x0a)]);
        break;
      case 6: {
        const all = Buffer.concat(parts);
        parts.splice(0, parts.length, all.subarray(0, random.integer(0, all.length)));
      }
    }
  }
  return Buffer.concat(parts);
}
