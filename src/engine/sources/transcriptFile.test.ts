import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { betterRecord } from "./betterRecord.ts";
import { narrowRow } from "./narrowRow.ts";
import {
  assistantRow,
  compactBoundaryRow,
  costStateRow,
  isoTime,
  limitRow,
  line,
  OTHER_SESSION,
  progressRow,
  SESSION,
  START,
  temporaryFolder,
  titleRow,
  toolResultRow,
  transcriptText,
  userRow,
  type AssistantFields,
  type Row,
} from "./testTranscripts.ts";
import { readTranscript, type FileMark, type FileReading, type TranscriptPart } from "./transcriptFile.ts";
import type { RequestRow } from "./transcriptRow.ts";

const { path: folder, remove } = temporaryFolder();
after(remove);

let files = 0;
const newFile = () => join(folder, `${++files}.jsonl`);

interface Found {
  reading: FileReading;
  parts: TranscriptPart[];
}

function read(path: string, known: FileMark | null = null): Found {
  const parts: TranscriptPart[] = [];
  const reading = readTranscript(path, known, (part) => parts.push(part));
  return { reading, parts };
}

function markOf({ reading }: Found): FileMark {
  assert.equal(reading.kind, "read");
  return reading.mark;
}

/** One record per request, as the ledger would keep them. */
function requestsOf(...found: Found[]): Map<string, RequestRow> {
  const requests = new Map<string, RequestRow>();
  for (const row of found.flatMap(({ parts }) => parts.flatMap((part) => part.requests))) {
    const seen = requests.get(row.id);
    requests.set(row.id, seen ? betterRecord(seen, row) : row);
  }
  return requests;
}

const idsOf = (...found: Found[]) => [...requestsOf(...found).keys()].toSorted();
const skippedOf = (...found: Found[]) => found.flatMap(({ parts }) => parts.flatMap((part) => part.skipped));
const TORN = { reason: "torn or broken line", detail: "" };

function readText(text: string | Buffer): Found {
  const path = newFile();
  writeFileSync(path, text);
  return read(path);
}

const answer = (id: string, fields: AssistantFields = {}) => line(assistantRow({ id, ...fields }));
const withoutNewline = (text: string) => text.slice(0, -1);

/** A small session with everything in it that readers care for. */
function sampleSession(): Row[] {
  return [
    { type: "mode", mode: "normal", sessionId: SESSION },
    userRow({ text: 'Grüße, 世界 🌊: {"input_tokens":7} and "usage"' }),
    assistantRow({ id: "msg_a", output: 1, stopReason: null, at: START + 1000 }),
    assistantRow({ id: "msg_a", output: 40, at: START + 2000, text: "}\n{" }),
    toolResultRow({ text: `{"type":"assistant","message":{"id":"msg_no","usage":{"input_tokens":1}}}\n`.repeat(3) }),
    progressRow({ id: "msg_p", output: 9, stopReason: null }),
    compactBoundaryRow({ postTokens: 2000 }),
    titleRow("Tidy the parser"),
    assistantRow({ id: "msg_b", model: "<synthetic>" }),
    assistantRow({ id: "msg_c", at: START + 9000 }),
    costStateRow({ usd: 0.5 }),
  ];
}

describe("readTranscript: one reading", () => {
  it("tells requests once, compactions, titles and the total, in the file's order", () => {
    const { parts, reading } = readText(transcriptText(sampleSession()));
    assert.equal(reading.kind, "read");
    assert.equal(parts.length, 1);
    const [part] = parts;
    assert.deepEqual(
      part?.requests.map(({ id, tokens, final }) => [id, tokens.output, final]),
      [
        ["msg_a", 40, true],
        ["msg_p", 9, false],
        ["msg_c", 20, true],
      ],
    );
    assert.deepEqual(
      part.compactions.map(({ postTokens }) => postTokens),
      [2000],
    );
    assert.deepEqual(
      part.titles.map(({ title }) => title),
      ["Tidy the parser"],
    );
    assert.equal(part.reports[0]?.row.totalCostUsd, 0.5);
    assert.equal(part.reports[0].last, true);
    assert.deepEqual(part.skipped, []);
  });

  it("tells the limits that were hit, and counts nothing of them", () => {
    const path = newFile();
    const hit = limitRow({ at: START + 1000, uuid: "row-1", text: "You've hit your 5-hour limit · resets 11am (UTC)" });
    const busy = limitRow({ row: { quotaLimits: undefined, apiErrorIsTransient: true } });
    writeFileSync(path, transcriptText([assistantRow({ id: "msg_a" }), hit, busy, assistantRow({ id: "msg_b" })]));
    const found = read(path);
    assert.deepEqual(
      found.parts.flatMap(({ limitHits }) => limitHits),
      [
        {
          kind: "limitHit",
          id: "row-1",
          timestamp: START + 1000,
          key: "five_hour",
          label: "5-hour",
          resetsAt: START + 7_200_000,
        },
      ],
    );
    assert.deepEqual([...requestsOf(found).keys()], ["msg_a", "msg_b"]);
  });

  it("passes over a limit of which nobody could say when it was hit, or whether it is told twice", () => {
    const path = newFile();
    writeFileSync(
      path,
      transcriptText([limitRow({ row: { timestamp: undefined } }), limitRow({ row: { uuid: undefined } })]),
    );
    assert.deepEqual(
      read(path).parts.flatMap(({ limitHits }) => limitHits),
      [],
    );
  });

  it("tells whether a request came after the total, and keeps the last total", () => {
    const text = (rows: Row[]) => readText(transcriptText(rows)).parts[0]?.reports.at(-1);
    assert.equal(text([costStateRow({ usd: 1 }), assistantRow()])?.last, false);
    const again = text([costStateRow({ usd: 1 }), assistantRow(), costStateRow({ usd: 2 })]);
    assert.deepEqual([again?.last, again?.row.totalCostUsd], [true, 2]);
  });

  it("says nothing of an empty file, and none of its parts", () => {
    const found = readText("");
    assert.deepEqual(found.parts, []);
    assert.deepEqual([markOf(found).offset, markOf(found).size], [0, 0]);
  });

  it("counts the types of rows that it does not know", () => {
    const odd = [{ type: "brand-new", a: 1 }, { a: {}, type: "brand-new" }, { type: "other-new" }, assistantRow()];
    const found = readText(transcriptText(odd));
    assert.deepEqual(idsOf(found), ["msg_1"]);
    assert.deepEqual(skippedOf(found), [
      { reason: "unknown row type", detail: "brand-new", count: 2 },
      { reason: "unknown row type", detail: "other-new", count: 1 },
    ]);
  });

  it("never tells contents as a row type", () => {
    const found = readText(
      line({ type: "my secret ".repeat(9) }) + line({ a: {}, type: "x".repeat(200) }) + answer("msg_1"),
    );
    assert.deepEqual(skippedOf(found), [{ reason: "unknown row type", detail: "", count: 2 }]);
    assert.deepEqual(idsOf(found), ["msg_1"]);
  });

  it("dates a part by the file's first row with a time, or by the file itself", () => {
    const first = (text: string) => readText(text).parts[0]?.firstTimestamp;
    const rows = [{ type: "mode", mode: "normal" }, userRow({ at: START + 7 }), assistantRow({ at: START + 9 })];
    assert.equal(first(transcriptText(rows)), START + 7);
    assert.equal(
      first(line({ type: "queue-operation", timestamp: 12345, note: isoTime(9) }) + answer("m", { at: START })),
      START,
    );
    assert.equal(first(line({ type: "queue-operation", timestamp: "soon" }) + answer("m", { at: START })), START);
    assert.equal(first(line({ type: "queue-operation", timestamp: null }) + answer("m", { at: START })), START);
    assert.equal(first(withoutNewline(answer("m", { at: START }))), START);
    assert.equal(first(`\0\0${answer("m", { at: START })}`), START);
    assert.equal(first(`\uFEFF${answer("m", { at: START })}`), START);

    const path = newFile();
    writeFileSync(path, line(assistantRow({ row: { timestamp: undefined } })));
    utimesSync(path, START / 1000, START / 1000);
    assert.equal(read(path).parts[0]?.firstTimestamp, START);
  });

  it("hands a large file over in parts, with nothing lost between them", () => {
    const path = newFile();
    const rows = Array.from({ length: 9000 }, (_, index) => assistantRow({ id: `msg_${index % 8500}` }));
    writeFileSync(path, transcriptText(rows));
    const found = read(path);
    assert.ok(found.parts.length > 1);
    assert.equal(idsOf(found).length, 8500);
    assert.ok(found.parts.every((part) => part.firstTimestamp === START));
  });
});

describe("readTranscript: damaged lines", () => {
  const a = answer("msg_a");
  const b = answer("msg_b");
  const torn = a.slice(0, Math.floor(a.length * 0.8));
  const damaged: [title: string, text: string | Buffer, ids: string[], torn: number][] = [
    ["two rows glued together", withoutNewline(a) + b, ["msg_a", "msg_b"], 0],
    ["two rows glued with a space", `${withoutNewline(a)} ${b}`, ["msg_a", "msg_b"], 0],
    ["glued rows at the end, without a newline", withoutNewline(a) + withoutNewline(b), ["msg_a", "msg_b"], 0],
    ["a row behind a torn one in the same line", torn + b, ["msg_b"], 1],
    ["a row behind a torn one and NULs", `${torn}\0\0\0${b}`, ["msg_b"], 1],
    ["a torn line between others", `${b}${torn}\n${answer("msg_c")}`, ["msg_b", "msg_c"], 1],
    ["a row torn before its usage", `${a.slice(0, 150)}\n${b}`, ["msg_b"], 1],
    ["a user's row torn", `${line(userRow()).slice(0, 120)}\n${b}`, ["msg_b"], 1],
    ["a torn row of any type behind a whole one", `${withoutNewline(a)}{"type":"attachm\n${b}`, ["msg_a", "msg_b"], 1],
    ["NULs before a row", `\0\0\0${a}${b}`, ["msg_a", "msg_b"], 0],
    ["a stretch of NULs as a line", `${a}${"\0".repeat(5000)}\n${b}`, ["msg_a", "msg_b"], 0],
    ["a stretch of NULs at the end", `${a}${b}${"\0".repeat(5000)}`, ["msg_a", "msg_b"], 0],
    ["CRLF", (a + b).replaceAll("\n", "\r\n"), ["msg_a", "msg_b"], 0],
    ["empty lines", `\n\n${a}\n \n\t\n${b}`, ["msg_a", "msg_b"], 0],
    ["a byte order mark", `\uFEFF${a}${b}`, ["msg_a", "msg_b"], 0],
    [
      "a byte order mark before a row of another writer",
      `\uFEFF{"message":${JSON.stringify(assistantRow()["message"])},"type":"assistant","sessionId":"s"}\n`,
      ["msg_1"],
      0,
    ],
    ["remarks", `// by hand\n${a}# and so on\n${b}`, ["msg_a", "msg_b"], 2],
    [
      "binary garbage",
      Buffer.concat([Buffer.from(a), Buffer.from([0xff, 0xfe, 0x80, 0x22, 0x7b, 0x5c, 0x0a]), Buffer.from(b)]),
      ["msg_a", "msg_b"],
      1,
    ],
    ["JSON that is no row", `${a}7\n"x"\n[{"input_tokens":1}]\nnull\n${b}`, ["msg_a", "msg_b"], 0],
    [
      "invalid UTF-8 inside a row's text",
      Buffer.concat([
        Buffer.from(a.slice(0, a.indexOf("Done."))),
        Buffer.from([0xff, 0xc3, 0x28]),
        Buffer.from(a.slice(a.indexOf("Done.")) + b),
      ]),
      ["msg_a", "msg_b"],
      0,
    ],
  ];
  for (const [title, text, ids, count] of damaged) {
    it(title, () => {
      const found = readText(text);
      assert.deepEqual(idsOf(found), ids);
      assert.deepEqual(skippedOf(found), count === 0 ? [] : [{ ...TORN, count }]);
    });
  }

  it("takes no part of a torn row for a row", () => {
    const progress = line(progressRow({ id: "msg_p" }));
    // Torn behind the inner message, which looks like a row of the main chain.
    const inner = progress.slice(0, progress.indexOf(',"normalizedMessages"'));
    for (const text of [`${inner}\n${b}`, `${inner}${b}`, `${b}${inner}`]) {
      const found = readText(text);
      assert.deepEqual(idsOf(found), ["msg_b"]);
      assert.deepEqual(
        skippedOf(found).filter(({ reason }) => reason === "unknown row type"),
        [],
      );
    }
  });

  it("loses no title, compaction or total that is glued behind a response", () => {
    const rows = [assistantRow(), titleRow("Glued"), compactBoundaryRow(), userRow(), costStateRow({ usd: 3 })];
    const [part] = readText(`${rows.map((row) => JSON.stringify(row)).join("")}\n`).parts;
    assert.deepEqual([part?.titles.length, part?.compactions.length, part?.reports[0]?.row.totalCostUsd], [1, 1, 3]);
  });

  it("counts a row of 50 MB and its neighbours", function () {
    this.timeout(10_000);
    const found = readText(a + answer("msg_long", { text: "words ".repeat((50 << 20) / 6) }) + b);
    assert.deepEqual(idsOf(found), ["msg_a", "msg_b", "msg_long"]);
    assert.deepEqual(skippedOf(found), []);
  });

  const garbage: [title: string, piece: string, megabytes: number][] = [
    ["letters", "garbage", 50],
    ["row starts", '{"type":"', 10],
    ["row starts with usage", '{"parentUuid":{"input_tokens":', 10],
    ["quotes", '"', 10],
    ["backslashes and quotes", '\\"', 10],
    ["brackets", "[{", 10],
    ["NULs", "\0", 10],
  ];
  for (const [title, piece, megabytes] of garbage) {
    it(`passes over ${megabytes} MB of ${title}, and counts the neighbours`, function () {
      this.timeout(10_000);
      const long = Buffer.alloc(megabytes << 20, piece);
      const found = readText(Buffer.concat([Buffer.from(a), long, Buffer.from(`\n${b}`)]));
      assert.deepEqual(idsOf(found), ["msg_a", "msg_b"]);
      assert.deepEqual(skippedOf(found), piece === "\0" ? [] : [{ ...TORN, count: 1 }]);
    });
  }
});

describe("readTranscript: reading on", () => {
  it("reads only what is new", () => {
    const path = newFile();
    writeFileSync(path, answer("msg_a"));
    const first = read(path);
    appendFileSync(path, answer("msg_b"));
    const second = read(path, markOf(first));
    assert.deepEqual(idsOf(second), ["msg_b"]);
    assert.equal(second.parts[0]?.firstTimestamp, START);
    assert.deepEqual(second.reading.kind === "read" && second.reading.rewritten, false);
    assert.deepEqual(read(path, markOf(second)).parts, []);
  });

  it("waits for the rest of a torn last line", () => {
    const path = newFile();
    const b = answer("msg_b");
    writeFileSync(path, answer("msg_a") + b.slice(0, 99));
    const first = read(path);
    assert.deepEqual(idsOf(first), ["msg_a"]);
    assert.deepEqual(skippedOf(first), []);
    appendFileSync(path, b.slice(99));
    const second = read(path, markOf(first));
    assert.deepEqual(idsOf(second), ["msg_b"]);
    assert.deepEqual(skippedOf(second), []);
  });

  it("counts a whole last row without its newline, and reads it again when that comes", () => {
    const path = newFile();
    writeFileSync(path, answer("msg_a") + withoutNewline(answer("msg_b")));
    const first = read(path);
    assert.deepEqual(idsOf(first), ["msg_a", "msg_b"]);
    assert.equal(markOf(first).size, statSync(path).size);
    appendFileSync(path, `\n${answer("msg_c")}`);
    assert.deepEqual(idsOf(read(path, markOf(first))), ["msg_b", "msg_c"]);
  });

  it("says once what an unfinished last row of an unknown type is", () => {
    const path = newFile();
    writeFileSync(path, withoutNewline(line({ type: "brand-new" })));
    const first = read(path);
    appendFileSync(path, "\n");
    assert.deepEqual(skippedOf(first, read(path, markOf(first))), [
      { reason: "unknown row type", detail: "brand-new", count: 1 },
    ]);
  });

  const rewrites: [title: string, rewrite: (path: string) => void, ids: string[]][] = [
    ["a file that shrank", (path) => truncateSync(path, answer("msg_a").length), ["msg_a"]],
    ["a file that was emptied", (path) => truncateSync(path, 0), []],
    ["a file rewritten shorter", (path) => writeFileSync(path, answer("msg_x")), ["msg_x"]],
    ["a file rewritten longer", (path) => writeFileSync(path, answer("msg_x").repeat(9)), ["msg_x"]],
    [
      "a file rewritten at the same size",
      (path) => writeFileSync(path, ["x", "y", "z"].map((id) => answer(`msg_${id}`)).join("")),
      ["msg_x", "msg_y", "msg_z"],
    ],
    [
      "a file replaced by another",
      (path) => {
        writeFileSync(`${path}.new`, answer("msg_n") + answer("msg_m"));
        renameSync(`${path}.new`, path);
      },
      ["msg_m", "msg_n"],
    ],
  ];
  for (const [title, rewrite, ids] of rewrites) {
    it(`reads ${title} from its start`, () => {
      const path = newFile();
      writeFileSync(path, ["a", "b", "c"].map((id) => answer(`msg_${id}`)).join(""));
      const first = read(path);
      rewrite(path);
      const second = read(path, markOf(first));
      assert.deepEqual(idsOf(second), ids);
      assert.equal(second.reading.kind === "read" && second.reading.rewritten, true);
    });
  }

  it("finds a row that was rewritten in the middle of a file of the same size", () => {
    const path = newFile();
    const padding = Array.from({ length: 5 }, () => userRow({ text: "x".repeat(300) }));
    const rows = (id: string) => transcriptText([...padding, assistantRow({ id, uuid: "u" }), ...padding]);
    writeFileSync(path, rows("msg_a"));
    const first = read(path);
    writeFileSync(path, rows("msg_b"));
    utimesSync(path, START / 1000, START / 1000);
    assert.deepEqual(idsOf(read(path, markOf(first))), ["msg_b"]);
  });

  it("reads on in a copy that took the file's place with more in it", () => {
    const path = newFile();
    writeFileSync(path, answer("msg_a"));
    const first = read(path);
    copyFileSync(path, `${path}.new`);
    appendFileSync(`${path}.new`, answer("msg_b"));
    renameSync(`${path}.new`, path);
    const second = read(path, markOf(first));
    assert.deepEqual(idsOf(second), ["msg_b"]);
    assert.equal(second.reading.kind === "read" && second.reading.rewritten, false);
  });

  it("says that a file is gone", () => {
    const path = newFile();
    writeFileSync(path, answer("msg_a"));
    const mark = markOf(read(path));
    rmSync(path);
    assert.deepEqual(read(path, mark).reading, { kind: "gone" });
    assert.deepEqual(read(join(path, "below")).reading, { kind: "gone" });
    mkdirSync(join(folder, "vanishing"));
    writeFileSync(join(folder, "vanishing", "x.jsonl"), answer("msg_a"));
    rmSync(join(folder, "vanishing"), { recursive: true });
    assert.deepEqual(read(join(folder, "vanishing", "x.jsonl")).reading, { kind: "gone" });
  });

  it("reads a renamed file like any other", () => {
    const path = newFile();
    writeFileSync(path, answer("msg_a"));
    renameSync(path, `${path}-renamed.jsonl`);
    assert.deepEqual(read(path).reading, { kind: "gone" });
    assert.deepEqual(idsOf(read(`${path}-renamed.jsonl`)), ["msg_a"]);
  });

  it("reads no folder", () => {
    const path = newFile();
    mkdirSync(path);
    const { reading } = read(path);
    assert.equal(reading.kind, "failed");
  });

  it("reads no FIFO, and does not wait for its writer", function () {
    if (process.platform === "win32") this.skip();
    const path = newFile();
    execFileSync("mkfifo", [path]);
    assert.deepEqual(read(path).reading, { kind: "failed", reason: "not a regular file" });
  });

  it("says that a file may not be read", function () {
    // Neither root nor Windows is kept out by a mode.
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
    const path = newFile();
    writeFileSync(path, answer("msg_a"), { mode: 0o000 });
    assert.deepEqual(read(path).reading, { kind: "failed", reason: "EACCES" });
  });

  it("says that a file cannot be read, whatever the reason", function () {
    if (process.platform !== "linux") this.skip();
    // A name that is too long: an error that stands for all others, root's too.
    assert.deepEqual(read(join(folder, `${"n".repeat(300)}.jsonl`)).reading, {
      kind: "failed",
      reason: "ENAMETOOLONG",
    });
  });
});

describe("readTranscript: pieces", () => {
  /** Everything that readings of one file told, in a form that does not depend on how many there were. */
  const told = (found: Found[]) => ({
    // The characters of one answer are those seen in one reading: an estimate, and only for answers without an end.
    requests: Object.fromEntries(
      [...requestsOf(...found)].map(([id, request]) => [id, { ...request, visibleChars: 0 }]),
    ),
    compactions: new Set(
      found.flatMap(({ parts }) => parts.flatMap((part) => part.compactions.map((row) => JSON.stringify(row)))),
    ),
    titles: new Set(
      found.flatMap(({ parts }) => parts.flatMap((part) => part.titles.map((row) => JSON.stringify(row)))),
    ),
    reports: new Set(
      found.flatMap(({ parts }) => parts.flatMap((part) => part.reports.map(({ row }) => JSON.stringify(row)))),
    ),
  });

  const grown = newFile();

  function readInPieces(bytes: Buffer, cuts: readonly number[]): Found[] {
    const found: Found[] = [];
    let mark: FileMark | null = null;
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      const write = found.length === 0 ? writeFileSync : appendFileSync;
      write(grown, bytes.subarray(from, cut));
      from = cut;
      const next = read(grown, mark);
      mark = markOf(next);
      found.push(next);
    }
    return found;
  }

  it("tells the same as one reading, for a small file cut at every byte", function () {
    this.timeout(30_000);
    const rows = [...sampleSession(), assistantRow({ id: "msg_z", sessionId: OTHER_SESSION })];
    const bytes = Buffer.from(transcriptText(rows));
    assert.ok(bytes.length < 16_384);
    const whole = told([readText(bytes)]);
    assert.equal(Object.keys(whole.requests).length, 4);
    for (let cut = 0; cut <= bytes.length; cut++)
      assert.deepEqual(told(readInPieces(bytes, [cut])), whole, `cut at ${cut}`);
  });

  it("tells the same as one reading, for any pieces of any session", function () {
    this.timeout(20_000);
    const row = fc.oneof(
      fc
        .record({
          id: fc.constantFrom("m1", "m2", "m3", "m4"),
          output: fc.nat(9),
          at: fc.nat(9).map((ms) => START + ms),
          text: fc.string({ unit: "grapheme", maxLength: 30 }),
        })
        .map(assistantRow),
      fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => toolResultRow({ text })),
      fc.constantFrom(
        userRow(),
        progressRow({ id: "m3", output: 4 }),
        compactBoundaryRow(),
        titleRow("T"),
        costStateRow(),
        { type: "new" },
      ),
    );
    const ending = fc.constantFrom("\n", "\r\n", "\n\n", "\0\n");
    const session = fc
      .array(fc.tuple(row, ending), { maxLength: 12 })
      .map((rows) => Buffer.from(rows.map(([value, end]) => JSON.stringify(value) + end).join("")));
    const cuts = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(session, cuts, (bytes, points) => {
        const ordered = points.map((point) => point % (bytes.length + 1)).toSorted((a, b) => a - b);
        assert.deepEqual(told(readInPieces(bytes, ordered)), told([readText(bytes)]));
      }),
      { numRuns: 200 },
    );
  });

  it("finds every request whose line is intact, whatever happened to the other lines", function () {
    this.timeout(20_000);
    const lines = Array.from({ length: 8 }, (_, index) =>
      index % 3 === 2 ? line(toolResultRow({ text: `output ${index}` })) : answer(`msg_${index}`, { output: index }),
    );
    const change = fc.oneof(
      fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), to: fc.nat(255) }),
      fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 12 }) }),
      fc.record({ kind: fc.constant("repeat" as const), line: fc.nat(7) }),
      fc.record({ kind: fc.constant("tear" as const), line: fc.nat(7), keep: fc.nat(300) }),
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(lines, { minLength: 4 }),
        fc.array(change, { maxLength: 6 }),
        (chosen, changes) => {
          let bytes = Buffer.from(chosen.join(""));
          for (const step of changes) {
            const at = "at" in step ? step.at % bytes.length : 0;
            if (step.kind === "flip") bytes[at] = step.to;
            else if (step.kind === "cut")
              bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + step.length)]);
            else if (step.kind === "insert")
              bytes = Buffer.concat([bytes.subarray(0, at), step.bytes, bytes.subarray(at)]);
            else if (step.kind === "repeat") bytes = Buffer.concat([bytes, Buffer.from(lines[step.line] ?? "")]);
            else bytes = Buffer.concat([bytes, Buffer.from((lines[step.line] ?? "").slice(0, step.keep))]);
            if (bytes.length === 0) bytes = Buffer.from("\n");
          }
          const found = requestsOf(readText(bytes));
          for (const [id, expected] of intactRequests(bytes)) {
            const actual = found.get(id);
            assert.ok(actual, `${id} is missing`);
            assert.ok(actual.tokens.output >= expected.tokens.output);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The plain way: the whole file, split into lines, each parsed. */
function intactRequests(bytes: Buffer): Map<string, RequestRow> {
  const requests = new Map<string, RequestRow>();
  for (const text of bytes.toString("utf8").split("\n")) {
    // A mutation may change the name of the one member by which lines with usage are found.
    if (!text.includes('"input_tokens":')) continue;
    try {
      const row = narrowRow(JSON.parse(text));
      const seen = row.kind === "request" ? requests.get(row.id) : undefined;
      if (row.kind === "request") requests.set(row.id, seen ? betterRecord(seen, row) : row);
    } catch {
      // Not intact.
    }
  }
  return requests;
}
