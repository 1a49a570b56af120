import assert from "node:assert/strict";
import fc from "fast-check";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { ExportFormat } from "../../shared/engineProtocol.ts";
import { EXPORT_COLUMNS, formatExport } from "./exportFormats.ts";
import { exportedRequests, requestIds, type ExportedRequest } from "./exportRequests.ts";
import { Ledger } from "./ledger.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";

const exportOf = (overrides: Partial<ExportedRequest> = {}): ExportedRequest => ({
  time: "2026-06-10T12:00:00.000Z",
  requestId: "msg_1",
  sessionId: "session-a",
  sessionTitle: null,
  project: "/acme",
  cwd: "/acme/src",
  branch: "main",
  model: "claude-opus-5-5",
  agent: null,
  agentId: null,
  skill: null,
  plugin: null,
  mcpServer: null,
  promptId: "p1",
  promptExcerpt: "tidy the parser",
  inputTokens: 10,
  outputTokens: 100,
  cacheReadTokens: 1000,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 200,
  webSearches: 0,
  fast: false,
  usInference: false,
  lowerBound: false,
  costUSD: 0.00384,
  estimatedCostUSD: null,
  configDir: "/c",
  ...overrides,
});

const written = (requests: readonly ExportedRequest[], format: ExportFormat) =>
  [...formatExport([requests.slice(0, 1), [], requests.slice(1)], format)].join("");

/** A reader of CSV by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    row.push(match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'));
    if (match[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  assert.equal(row.length, 0);
  return rows;
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("x")',
    'say "hi"',
    "a,b",
    "two\nlines",
    "tab\t",
    "\r",
    "",
  ),
);
const anyRequest = fc
  .record({
    sessionTitle: fc.option(anyText),
    branch: fc.option(anyText),
    promptExcerpt: fc.option(anyText),
    model: anyText,
    outputTokens: fc.nat(),
    costUSD: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
    lowerBound: fc.boolean(),
  })
  .map((overrides) => exportOf(overrides));

describe("formatExport", () => {
  it("writes JSON and JSON lines that read back as they were", () => {
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 5 }), (requests) => {
        const plain = JSON.parse(JSON.stringify(requests)) as unknown;
        assert.deepEqual(JSON.parse(written(requests, "json")), plain);
        const lines = written(requests, "jsonl").split("\n").slice(0, -1);
        assert.deepEqual(
          lines.map((line) => JSON.parse(line) as unknown),
          plain,
        );
      }),
    );
  });

  it("writes CSV that reads back as it was, but for the quote before a formula", () => {
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 5 }), (requests) => {
        const [header, ...rows] = readCsv(written(requests, "csv"));
        assert.deepEqual(header, EXPORT_COLUMNS);
        const expected = requests.map((row) =>
          EXPORT_COLUMNS.map((column) => {
            const value = row[column];
            if (value === null) return "";
            return typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : String(value);
          }),
        );
        assert.deepEqual(rows, expected);
      }),
    );
  });

  it("lets no text in CSV begin as a spreadsheet's formula", () => {
    const text = written(
      [exportOf({ promptExcerpt: '=cmd|"/c calc"!A1', branch: "-topic", sessionTitle: "@x" })],
      "csv",
    );
    assert.match(text, /,"'=cmd\|""\/c calc""!A1",/);
    assert.match(text, /,'-topic,/);
    assert.match(text, /,'@x,/);
  });

  it("writes an empty history", () => {
    assert.equal(written([], "json"), "[]\n");
    assert.equal(written([], "jsonl"), "");
    assert.equal(written([], "csv"), `${EXPORT_COLUMNS.join(",")}\r\n`);
  });

  it("has a column for every member", () => {
    assert.deepEqual([...EXPORT_COLUMNS], Object.keys(exportOf()));
  });
});

describe("exportedRequests", () => {
  it("tells all that is known of each request, oldest first, within its bounds", () => {
    const db = openStore({ kind: "memory" });
    const ledger = new Ledger(db);
    const add = (dir: string, found: Partial<TranscriptPart>) => {
      ledger.begin();
      ledger.add({ configDir: dir, sessionId: "session-a", firstTimestamp: 1 }, part(found));
      ledger.commit();
    };
    const at = (hour: number) => Date.UTC(2026, 5, 10, hour);
    const late = request({
      id: "late",
      timestamp: at(14),
      cwd: "/acme/src",
      promptKey: "p1",
      main: false,
      agentId: "a1",
      agentType: "Explore",
      skill: "review",
      plugin: "tools",
      mcpServer: "github",
      fast: true,
      webSearches: 2,
    });
    const early = request({ id: "early", timestamp: at(9), cwd: null, gitBranch: null, final: false, visibleChars: 11_000 }); // prettier-ignore
    add("/c", {
      prompts: [{ kind: "prompt", key: "p1", sessionId: null, timestamp: at(8), excerpt: "tidy the parser" }],
      titles: [{ kind: "title", sessionId: null, title: "Parser", byUser: false }],
      requests: [late, early, request({ id: "middle", timestamp: at(12), model: "claude-next-9" })],
    });
    add("/d", { requests: [request({ id: "elsewhere", sessionId: "session-d", timestamp: at(13) })] });
    const told = (query: Partial<Parameters<typeof requestIds>[1]> = {}) => {
      const ids = requestIds(db, { dirs: null, since: null, until: null, ...query });
      return [...exportedRequests(db, ids, (cwd) => cwd.replace("/src", ""))].flat();
    };
    assert.deepEqual(
      told().map(({ requestId }) => requestId),
      ["early", "middle", "elsewhere", "late"],
    );
    assert.deepEqual(
      told({ since: at(12), until: at(14) }).map(({ requestId }) => requestId),
      ["middle", "elsewhere"],
    );
    assert.deepEqual(
      told({ dirs: [ledger.dirs.idOf("/d")] }).map(({ requestId }) => requestId),
      ["elsewhere"],
    );
    const [first, middle, , last] = told();
    assert.deepEqual(
      last,
      exportOf({
        time: "2026-06-10T14:00:00.000Z",
        requestId: "late",
        sessionTitle: "Parser",
        agent: "Explore",
        agentId: "a1",
        skill: "review",
        plugin: "tools",
        mcpServer: "github",
        webSearches: 2,
        fast: true,
        costUSD: costOf(late),
      }),
    );
    assert.deepEqual([first?.project, first?.cwd, first?.branch, first?.lowerBound], [null, null, null, true]);
    const estimated = costOf({ ...early, tokens: tokens({ output: 4000 }) });
    assert.deepEqual([first?.costUSD, first?.estimatedCostUSD], [costOf(early), estimated]);
    assert.equal(middle?.costUSD, null);
    db.close();
  });

  it("goes on when something is written or forgotten between its batches", () => {
    const db = openStore({ kind: "memory" });
    const ledger = new Ledger(db);
    ledger.begin();
    const requests = Array.from({ length: 1200 }, (_, index) => request({ id: `m${index}`, timestamp: 1000 + index }));
    ledger.add({ configDir: "/c", sessionId: "s", firstTimestamp: 1 }, part({ requests }));
    ledger.commit();
    const ids = requestIds(db, { dirs: null, since: null, until: null });
    const batches = exportedRequests(db, ids, (cwd) => cwd);
    const told: string[] = [];
    for (const batch of batches) {
      if (told.length === 0) db.exec("DELETE FROM request WHERE at >= 2000");
      told.push(...batch.map(({ requestId }) => requestId));
    }
    assert.deepEqual([told.length, told[0], told.at(-1)], [1000, "m0", "m999"]);
    db.close();
  });
});
