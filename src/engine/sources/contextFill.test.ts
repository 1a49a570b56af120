import assert from "node:assert/strict";
import { appendFileSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { ContextPartName } from "../../shared/historyPages.ts";
import { readContextFill, type TranscriptFill } from "./contextFill.ts";
import {
  assistantRow,
  compactBoundaryRow,
  line,
  progressRow,
  START,
  temporaryFolder,
  toolResultRow,
  transcriptPath,
  transcriptText,
  userRow,
  writeTranscript,
  type AssistantFields,
  type Row,
} from "./testTranscripts.ts";

import { partOfResult } from "./toolSubject.ts";

type Known = Extract<TranscriptFill, { kind: "known" }>;

let clock = START;
const at = () => (clock += 1_000);

/** A line of an answer: `context` tokens were sent for it. */
const answer = (id: string, context: number, fields: AssistantFields = {}): Row =>
  assistantRow({ id, at: at(), input: context, cacheRead: 0, cacheWrite1h: 0, ...fields });
const blocks = (...content: Row[]) => ({ message: { content } });
const call = (id: string, name: string, input: Row): Row => ({ type: "tool_use", id, name, input });
const prompt = (text: string, row: Row = {}): Row => userRow({ text, at: at(), row });
const result = (id: string, content: unknown): Row =>
  toolResultRow({
    at: at(),
    row: { message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] } },
  });
const attachment = (members: Row): Row =>
  userRow({ at: at(), row: { type: "attachment", message: undefined, attachment: members } });

describe("readContextFill", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    clock = START;
  });
  afterEach(() => folder.remove());

  const read = (rows: readonly Row[]) => readContextFill(writeTranscript(transcriptPath(folder.path), rows));
  const known = (rows: readonly Row[]): Known => {
    const fill = read(rows);
    assert.ok(fill.kind === "known", fill.kind);
    assertSound(fill);
    return fill;
  };
  const part = (fill: Known, name: ContextPartName) => {
    const found = fill.parts.find((each) => each.part === name);
    return found ? [found.exact, found.allocated] : [0, 0];
  };

  it("knows exactly what was added alone, and the answer by its own count", () => {
    const fill = known([
      prompt("Look at the parser."),
      answer("msg_1", 20_000, { output: 60, ...blocks(call("toolu_1", "Read", { file_path: "/a/parser.ts" })) }),
      result("toolu_1", "x".repeat(9_000)),
      answer("msg_2", 23_060, { output: 500 }),
    ]);
    assert.equal(fill.total, 23_060);
    assert.equal(fill.asOf, START + 4_000);
    assert.deepEqual(part(fill, "files"), [3_000, 0]);
    assert.deepEqual(part(fill, "assistant"), [60, 0]);
    const [floor, user] = [part(fill, "floor"), part(fill, "user")];
    assert.equal((floor[1] ?? 0) + (user[1] ?? 0), 20_000);
    assert.ok((user[1] ?? 0) < 30 && floor[0] === 0);
    assert.deepEqual(fill.largest[0], {
      part: "files",
      subject: { kind: "tool", text: "Read parser.ts" },
      tokens: 3_000,
      exact: true,
      at: START + 3_000,
    });
    assert.ok(fill.largest.every((each) => each.part !== "floor"));
  });

  it("shares out what was added together: of one part its sum is exact, of several nothing is", () => {
    const calls = (first: string, second: string) => [
      prompt("Look."),
      answer("msg_1", 20_000, {
        output: 100,
        ...blocks(call("t1", first, { file_path: "/a" }), call("t2", second, { file_path: "/b" })),
      }),
      result("t1", "x".repeat(6_000)),
      result("t2", "y".repeat(3_000)),
      answer("msg_2", 23_100),
    ];
    const same = known(calls("Read", "Read"));
    assert.deepEqual(part(same, "files"), [3_000, 0]);
    assert.deepEqual(
      same.largest.slice(0, 2).map(({ exact }) => exact),
      [false, false],
    );
    const mixed = known(calls("Read", "mcp__github__list"));
    assert.equal(part(mixed, "files")[0], 0);
    assert.equal(part(mixed, "mcp")[0], 0);
    assert.ok((part(mixed, "files")[1] ?? 0) > 1.8 * (part(mixed, "mcp")[1] ?? 0));
  });

  it("allocates where the answer was not counted to its end", () => {
    const fill = known([
      prompt("Look."),
      answer("msg_1", 20_000, { output: 3, stopReason: null, text: "z".repeat(900) }),
      prompt("Go on, and tell me all of it."),
      answer("msg_2", 20_400),
    ]);
    assert.equal(part(fill, "assistant")[0], 0);
    assert.ok((part(fill, "assistant")[1] ?? 0) > 300);
    assert.ok(fill.parts.every(({ exact }) => exact === 0));
  });

  it("gives what cannot be the text's to what the transcript does not hold", () => {
    const fill = known([
      prompt("Look."),
      answer("msg_1", 20_000, { output: 100 }),
      prompt("Go on."),
      answer("msg_2", 25_100),
    ]);
    assert.deepEqual(part(fill, "user")[0], 0);
    assert.ok((part(fill, "reminders")[1] ?? 0) > 4_900);
    assert.deepEqual(fill.largest[0]?.subject, { kind: "unseen" });
  });

  it("tells thinking from the answer, exactly where its tokens were counted", () => {
    const rows = (details: Row | undefined) => [
      prompt("Look."),
      answer("msg_1", 20_000, {
        output: 1_000,
        usage: { output_tokens_details: details },
        ...blocks({ type: "thinking", thinking: "", signature: "s" }, { type: "text", text: "a".repeat(270) }),
      }),
      prompt("Go on."),
      answer("msg_2", 21_010),
    ];
    const counted = known(rows({ thinking_tokens: 880 }));
    assert.deepEqual(
      [part(counted, "thinking"), part(counted, "assistant")],
      [
        [880, 0],
        [120, 0],
      ],
    );
    const estimated = known(rows(undefined));
    assert.equal(part(estimated, "thinking")[0], 0);
    assert.ok((part(estimated, "thinking")[1] ?? 0) > 850);
  });

  it("tells memory, notes, editors' files and what is not sent apart", () => {
    const fill = known([
      attachment({ type: "instructions", path: "/home/dev/acme/CLAUDE.md", content: "m".repeat(2_800) }),
      attachment({ type: "prompt_snapshot", systemPrompt: ["s".repeat(90_000)] }),
      attachment({ type: "hook_success", hookEvent: "Stop", content: "", stdout: "o".repeat(5_000) }),
      attachment({ type: "skill_listing", content: "k".repeat(5_600), names: ["k".repeat(5_600)] }),
      prompt("Look."),
      prompt("<system-reminder>r</system-reminder>"),
      answer("msg_1", 20_000),
    ]);
    assert.ok(Math.abs((part(fill, "memory")[1] ?? 0) - 1_005) < 3);
    assert.ok(Math.abs((part(fill, "reminders")[1] ?? 0) - 2_023) < 5);
    assert.ok((part(fill, "floor")[1] ?? 0) > 16_900);
    assert.deepEqual(fill.largest[1]?.subject, { kind: "file", name: "CLAUDE.md" });
  });

  it("counts an attachment of any name, also one that objects have as a member", () => {
    const fill = known([
      attachment({ type: "constructor", content: "k".repeat(2_800) }),
      prompt("Look."),
      answer("msg_1", 20_000),
    ]);
    assert.ok(Math.abs((part(fill, "reminders")[1] ?? 0) - 1_005) < 3);
  });

  it("counts an image by its pixels, not by its characters", () => {
    const fill = known([
      prompt("Look."),
      answer("msg_1", 20_000, { output: 50, ...blocks(call("t1", "Read", { file_path: "/a/shot.png" })) }),
      result("t1", [{ type: "image", source: { type: "base64", data: "A".repeat(400_000) } }]),
      answer("msg_2", 21_650),
    ]);
    assert.deepEqual(part(fill, "files"), [1_600, 0]);
  });

  it("begins anew after a compaction, with the floor that was there before", () => {
    const fill = known([
      prompt("Look."),
      answer("msg_1", 20_000),
      prompt("Go on."),
      answer("msg_2", 160_000),
      compactBoundaryRow({ at: at() }),
      prompt("This session is being continued: " + "s".repeat(11_200), {
        isCompactSummary: true,
        isVisibleInTranscriptOnly: true,
      }),
      prompt("And now the tests."),
      answer("msg_3", 32_000, { output: 40 }),
      prompt("Fine."),
      answer("msg_4", 32_046),
    ]);
    assert.ok((part(fill, "floor")[1] ?? 0) > 19_950);
    assert.ok((part(fill, "summary")[1] ?? 0) > 11_900);
    assert.deepEqual(part(fill, "assistant"), [40, 0]);
    assert.equal(part(fill, "user")[0], 6);
  });

  it("says why nothing is known", () => {
    assert.deepEqual(readContextFill(join(folder.path, "none.jsonl")), { kind: "missing" });
    assert.deepEqual(read([prompt("Look.")]), { kind: "without requests" });
    assert.deepEqual(read([prompt("Look."), answer("msg_1", 90_000), compactBoundaryRow({ at: at() })]), {
      kind: "just compacted",
    });
  });

  it("takes old tool results away when the context shrinks, and spares the latest and the rest", () => {
    const rows: Row[] = [
      prompt("Look."),
      answer("msg_0", 20_000, { output: 50, ...blocks(call("t0", "Bash", { command: "ls" })) }),
    ];
    for (let number = 1; number <= 5; number++) {
      rows.push(result(`t${number - 1}`, "x".repeat(9_000)));
      rows.push(
        answer(`msg_${number}`, 20_000 + 3_050 * number, {
          output: 50,
          ...blocks(call(`t${number}`, "Bash", { command: "ls" })),
        }),
      );
    }
    rows.push(result("t5", "x".repeat(9_000)), answer("msg_6", 33_000));
    const fill = known(rows);
    const left = fill.largest.filter((each) => each.part === "toolOutput").map(({ tokens }) => tokens);
    assert.equal(left.filter((tokens) => tokens > 2_900).length, 4);
    assert.ok((part(fill, "floor")[1] ?? 0) > 19_900);
    // What the last result came to is estimated, as nobody knows how much was cleared.
    assert.equal(part(fill, "toolOutput")[0], 9_000);
  });

  it("counts all anew when another model counts", () => {
    const fill = known([
      prompt("Look."),
      answer("msg_1", 20_000, { output: 10_000 }),
      prompt("Go on."),
      answer("msg_2", 30_010, { output: 100 }),
      prompt("Go on."),
      answer("msg_3", 40_000, { model: "claude-sonnet-5-5" }),
    ]);
    assert.ok(fill.parts.every(({ exact }) => exact === 0));
    assert.ok((part(fill, "floor")[1] ?? 0) > 26_000);
  });

  it("takes a long session that goes to and fro between models", () => {
    // A walk over all that was there at each request would outlast any test.
    const fill = known(
      Array.from({ length: 10_000 }, (_, index) => [
        prompt("Go on."),
        answer(`msg_${index}`, 90_000 - index, { output: 5, model: `claude-opus-5-${index % 2}` }),
      ]).flat(),
    );
    assert.equal(fill.total, 80_001);
  });

  it("follows the user back to an earlier prompt", () => {
    const first = answer("msg_1", 20_000, { output: 100, uuid: "a1" });
    const fill = known([
      prompt("Look.", { uuid: "p1" }),
      { ...first, parentUuid: "p1" },
      prompt("Read it all.", { uuid: "p2", parentUuid: "a1" }),
      answer("msg_2", 20_120, {
        output: 50,
        row: { uuid: "a2", parentUuid: "p2" },
        ...blocks(call("t1", "Read", { file_path: "/a" })),
      }),
      { ...result("t1", "x".repeat(90_000)), uuid: "r1", parentUuid: "a2" },
      answer("msg_3", 50_170, { row: { uuid: "a3", parentUuid: "r1" } }),
      prompt("Rather not.", { uuid: "p3", parentUuid: "a1" }),
      answer("msg_4", 20_115, { row: { uuid: "a4", parentUuid: "p3" } }),
    ]);
    assert.deepEqual(part(fill, "files"), [0, 0]);
    assert.deepEqual(part(fill, "assistant"), [100, 0]);
    assert.equal(part(fill, "user")[0], 15);
  });

  it("leaves out a prompt that was stopped and typed anew", () => {
    const typed = (uuid: string) => prompt("w".repeat(2_800), { uuid, parentUuid: "a1" });
    const fill = known([
      prompt("Look.", { uuid: "p1" }),
      answer("msg_1", 20_000, { output: 100, row: { uuid: "a1", parentUuid: "p1" } }),
      typed("p2"),
      typed("p3"),
      answer("msg_2", 21_100, { row: { uuid: "a2", parentUuid: "p3" } }),
    ]);
    assert.equal(part(fill, "user")[0], 1_000);
  });

  it("counts a conversation that stands in the file twice once", () => {
    const rows = [
      prompt("Look.", { uuid: "p1" }),
      answer("msg_1", 20_000, {
        output: 60,
        row: { uuid: "a1", parentUuid: "p1" },
        ...blocks(call("t1", "Read", { file_path: "/a" })),
      }),
      { ...result("t1", "x".repeat(9_000)), uuid: "r1", parentUuid: "a1" },
      answer("msg_2", 23_060, { output: 20, row: { uuid: "a2", parentUuid: "r1" } }),
    ];
    const copies = rows.map((row) => ({
      ...row,
      uuid: `${String(row["uuid"])}b`,
      parentUuid: typeof row["parentUuid"] === "string" ? `${row["parentUuid"]}b` : null,
    }));
    const fill = known([
      ...rows,
      ...copies,
      prompt("Go on.", { uuid: "p2", parentUuid: "a2b" }),
      answer("msg_3", 23_090, { row: { parentUuid: "p2" } }),
    ]);
    assert.deepEqual(part(fill, "files"), [3_000, 0]);
    assert.equal(part(fill, "user")[0], 10);
  });

  it("leaves subagents out, counts a response on several lines once, and loses only what is torn", () => {
    const path = transcriptPath(folder.path);
    const lines = [
      answer("msg_1", 20_000, { output: 9, ...blocks({ type: "text", text: "I look." }) }),
      answer("msg_1", 20_000, { output: 90, ...blocks(call("t1", "Read", { file_path: "/a" })) }),
    ];
    const glued = line(result("t1", "x".repeat(9_000))).trimEnd() + line(answer("msg_2", 23_090));
    writeTranscript(path, [prompt("Look."), ...lines, userRow({ agentId: "a1", text: "t".repeat(90_000) })]);
    appendFileSync(path, `${line(prompt("torn".repeat(500))).slice(0, 700)}\nnot JSON\n`);
    appendFileSync(
      path,
      transcriptText([
        assistantRow({ id: "msg_a", agentId: "a1" }),
        progressRow({ id: "msg_p" }),
        { type: "new-kind", data: {} },
      ]),
    );
    appendFileSync(path, glued);
    const fill = readContextFill(path);
    assert.ok(fill.kind === "known");
    assertSound(fill);
    assert.equal(fill.total, 23_090);
    assert.deepEqual(part(fill, "files"), [3_000, 0]);
    assert.deepEqual(part(fill, "assistant"), [90, 0]);
  });

  it("leaves out what is nested too deep to be measured, and counts the rest of its row", () => {
    const path = join(folder.path, "deep.jsonl");
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const rows = [
      prompt("Look."),
      answer("msg_1", 20_000, { output: 60, ...blocks(call("t1", "Read", { file_path: "/a", deep: "DEEP" })) }),
      result("t1", [{ type: "text", text: "x".repeat(9_000) }]),
      result("t2", [{ type: "new-kind", deep: "DEEP" }]),
      attachment({ type: "new-kind", deep: "DEEP" }),
      answer("msg_2", 23_060, { output: 50, ...blocks({ type: "new-kind", deep: "DEEP" }) }),
    ];
    writeFileSync(path, transcriptText(rows).replaceAll('"DEEP"', deep));
    const fill = readContextFill(path);
    assert.ok(fill.kind === "known");
    assertSound(fill);
    assert.equal(fill.total, 23_060);
    assert.deepEqual(part(fill, "files"), [3_000, 0]);
    assert.deepEqual(part(fill, "assistant"), [60, 0]);
  });

  it("names files and skills on a line, without what would turn or break it, and no sign cut in two", () => {
    const name = `\u202Egpj\u0007.${"x".repeat(53)}😀exe`;
    const fill = known([
      attachment({ type: "file", filename: `/a/${name}`, content: "k".repeat(2_800) }),
      prompt("Base directory for this skill: /a/\u202Elliks\u0007 \nText.", { isMeta: true }),
      prompt("Look."),
      answer("msg_1", 20_000),
    ]);
    const subjects = fill.largest.map(({ subject }) => subject);
    assert.deepEqual(subjects[0], { kind: "file", name: `gpj .${"x".repeat(53)}…` });
    assert.ok(subjects.some((subject) => subject.kind === "tool" && subject.text === "Skill lliks"));
  });

  it("takes a message of more blocks than a call has arguments", () => {
    const many = Array.from({ length: 200_000 }, () => ({ type: "text", text: "" }));
    const fill = known([
      prompt("Look.", { message: { role: "user", content: many } }),
      answer("msg_1", 20_000, { output: 60, message: { content: many } }),
      prompt("Go on."),
      answer("msg_2", 20_070),
    ]);
    assert.equal(fill.total, 20_070);
    assert.deepEqual(part(fill, "assistant"), [60, 0]);
  });

  it("shows the request that was made last, whatever the order in the file", () => {
    const late = answer("msg_1", 30_000, { at: START + 90_000 });
    assert.equal(known([prompt("Look."), late, prompt("Go on."), answer("msg_2", 20_000)]).total, 30_000);
  });

  it("reads the end of a long file where that has a compaction", () => {
    const path = join(folder.path, "long.jsonl");
    const filler = line(result("t9", "x".repeat(1 << 20)));
    writeFileSync(path, transcriptText([prompt("Look."), answer("msg_1", 20_000)]));
    for (let count = 0; count < 26; count++) appendFileSync(path, filler);
    appendFileSync(path, line(answer("msg_2", 900_000)));
    const whole = readContextFill(path);
    assert.ok(whole.kind === "known");
    assertSound(whole);
    assert.ok((part(whole, "floor")[1] ?? 0) < 20_001);
    appendFileSync(
      path,
      transcriptText([compactBoundaryRow({ at: at() }), prompt("So far."), answer("msg_3", 30_000)]),
    );
    const end = readContextFill(path);
    assert.ok(end.kind === "known");
    assertSound(end);
    assert.deepEqual(
      end.parts.map((each) => each.part),
      ["floor", "user"],
    );
  });

  it("adds up to the last request, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        clock = START;
        const fill = read(events.flatMap(rowsOf));
        const told = events.findLast(({ kind }) => kind === "answer" || kind === "compaction");
        if (told === undefined) return assert.equal(fill.kind, "without requests");
        if (told.kind !== "answer") return assert.equal(fill.kind, "just compacted");
        assert.ok(fill.kind === "known");
        assert.equal(fill.total, told.context);
        assertSound(fill);
      }),
      { numRuns: 300 },
    );
  });

  it("calls exact only what was added alone, and a part only where nothing of another was", () => {
    const tools = fc.array(fc.constantFrom("Read", "Grep", "Bash", "mcp__a__b"), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(tools, fc.boolean(), fc.integer({ min: 100, max: 900 }), (names, final, size) => {
        clock = START;
        const calls = names.map((name, index) => call(`t${index}`, name, { file_path: `/a/${index}` }));
        const fields = { output: 50, stopReason: final ? "tool_use" : null, ...blocks(...calls) };
        const fill = known([
          prompt("Look."),
          answer("msg_1", 20_000, fields),
          ...names.map((_, index) => result(`t${index}`, "x".repeat(size * 3))),
          answer("msg_2", 20_050 + size * names.length),
        ]);
        const parts = new Set(names.map(partOfResult));
        for (const name of parts) assert.equal((part(fill, name)[0] ?? 0) > 0, final && parts.size === 1);
        assert.equal(part(fill, "assistant")[0], final ? 50 : 0);
        for (const each of fill.largest.filter(({ part: of }) => parts.has(of)))
          assert.equal(each.exact, final && names.length === 1);
      }),
    );
  });

  it("finds sound figures in real transcripts", function () {
    const corpus = process.env["BURSAR_CORPUS"];
    if (corpus === undefined) return this.skip();
    const fills = globSync(join(corpus, "projects", "*", "*.jsonl")).map((path) => readContextFill(path));
    const found = fills.filter((fill) => fill.kind === "known");
    assert.ok(found.length > 0);
    for (const fill of found) assertSound(fill);
  });
});

/** The parts add up exactly, and nothing is negative. */
function assertSound(fill: Known): void {
  assert.equal(
    fill.parts.reduce((sum, { exact, allocated }) => sum + exact + allocated, 0),
    fill.total,
  );
  for (const { exact, allocated } of fill.parts) {
    assert.ok(Number.isInteger(exact) && Number.isInteger(allocated) && exact >= 0 && allocated >= 0);
    assert.ok(exact + allocated > 0);
  }
  assert.ok(fill.largest.length <= 10);
  fill.largest.forEach(({ tokens, part, exact }, index) => {
    assert.ok(tokens > 0 && tokens <= (fill.largest[index - 1]?.tokens ?? Infinity));
    const whole = fill.parts.find((each) => each.part === part);
    assert.ok(whole && tokens <= (exact ? whole.exact : whole.exact + whole.allocated));
  });
}

type Event =
  | { kind: "prompt" | "result" | "note" | "file"; chars: number; parent: number }
  | { kind: "compaction" }
  | {
      kind: "answer";
      context: number;
      output: number;
      final: boolean;
      thinks: boolean;
      chars: number;
      tool: string;
      model: string;
      parent: number;
    };

const chars = fc.oneof(fc.nat(40), fc.nat(20_000));
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom("prompt", "result", "note", "file"), chars, parent: fc.nat(40) }),
  fc.record({
    kind: fc.constant("answer"),
    context: fc.oneof(fc.nat(300), fc.integer({ min: 10_000, max: 40_000 })),
    output: fc.oneof(fc.nat(5), fc.nat(12_000)),
    final: fc.boolean(),
    thinks: fc.boolean(),
    chars,
    tool: fc.constantFrom("Read", "Bash", "mcp__a__b"),
    model: fc.constantFrom("claude-opus-5-5", "claude-opus-5-5", "claude-haiku-5-5"),
    parent: fc.nat(40),
  }),
  fc.record({ kind: fc.constant("compaction") }),
);

const links = (parent: number, index: number): Row => ({
  uuid: `row_${index}`,
  parentUuid: parent % 5 === 0 ? `row_${parent}` : index === 0 ? null : `row_${index - 1}`,
});

function rowsOf(each: Event, index: number): Row[] {
  if (each.kind === "compaction") return [compactBoundaryRow({ at: at() })];
  return each.kind === "answer" ? answerRows(each, index) : [rowOf(each, index)];
}

function rowOf({ kind, chars, parent }: Exclude<Event, { kind: "answer" | "compaction" }>, index: number): Row {
  const text = "t".repeat(chars);
  const row = {
    prompt: () => prompt(text),
    result: () => result(`tool_${index - 1}`, text),
    note: () => attachment({ type: "task_reminder", content: text }),
    file: () => attachment({ type: "file", filename: "/a/b.ts", content: text }),
  }[kind]();
  return { ...row, ...links(parent, index) };
}

function answerRows(each: Extract<Event, { kind: "answer" }>, index: number): Row[] {
  const content: Row[] = [
    ...(each.thinks ? [{ type: "thinking", thinking: "", signature: "s" }] : []),
    { type: "text", text: "a".repeat(each.chars) },
    call(`tool_${index}`, each.tool, { command: "ls" }),
  ];
  const { context, output, model } = each;
  return content.map((block, number) => {
    const stopReason = each.final && number === content.length - 1 ? "tool_use" : null;
    const row = answer(`msg_${index}`, context, { output, model, stopReason, ...blocks(block) });
    return number === 0 ? { ...row, ...links(each.parent, index) } : row;
  });
}
