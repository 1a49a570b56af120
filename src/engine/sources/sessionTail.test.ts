import assert from "node:assert/strict";
import { appendFileSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { MAX_SESSION_TAIL_BYTES, readSessionTail, type SessionTail } from "./sessionTail.ts";
import { bashCall, editCall, toolCall } from "./testCalls.ts";
import {
  assistantRow,
  compactBoundaryRow,
  START,
  temporaryFolder,
  titleRow,
  toolResultRow,
  transcriptText,
  userRow,
  writeTranscript,
  type AssistantFields,
  type Row,
} from "./testTranscripts.ts";

let ids = 0;
const say = (text = "Please tidy the parser.", row: Row = {}) => userRow({ text, row });
const answer = (fields: AssistantFields = {}) => assistantRow({ id: `msg_${++ids}`, ...fields });
/** An answer to a prompt of this size. */
const sized = (context: number, fields: AssistantFields = {}) =>
  answer({ input: 0, cacheRead: context, cacheWrite1h: 0, ...fields });

const commit = (fields?: AssistantFields) =>
  bashCall(`git add -A && git commit -m "Tidy; 'really'"`, fields).ok("[main 1a2b3c4] Tidy\n 1 file changed");
const tests = () => bashCall("npm test").ok("12 passing");
const edit = () => editCall("/acme/src/parser.ts").ok();
const read = () => toolCall("Read", { file_path: "/acme/src/parser.ts" }).ok();
const todos = (...statuses: string[]) =>
  toolCall("TodoWrite", { todos: statuses.map((status, n) => ({ content: `Step ${n + 1}`, status })) }).ok();

describe("readSessionTail", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const path = () => join(folder.path, "t.jsonl");
  const readRows = (rows: readonly Row[]): SessionTail => {
    const tail = readSessionTail({ path: writeTranscript(path(), rows), prompts: 10 });
    assert.ok(tail);
    return tail;
  };
  const boundaryOf = (...rows: (Row | Row[])[]) => readRows([say(), rows].flat(2)).boundary.kind;
  const debugging = (...rows: (Row | Row[])[]) => readRows([say(), rows].flat(2)).midDebug;

  describe("where the work can be cut", () => {
    const create = (id: number, subject: string) =>
      toolCall("TaskCreate", { subject }).ok(`Task #${id} created successfully: ${subject}`);
    const complete = (id: number) => toolCall("TaskUpdate", { taskId: String(id), status: "completed" }).ok();

    const TABLE: [what: string, expected: string, rows: () => (Row | Row[])[]][] = [
      ["a commit", "commit", () => [edit(), commit(), answer()]],
      ["a quiet commit", "commit", () => [bashCall("git commit -qam x").ok("")]],
      ["a commit and what only looks", "commit", () => [commit(), bashCall("git status").ok(), read()]],
      ["a commit that failed", "none", () => [bashCall("git commit -m x").failed("hook failed")]],
      ["a commit of which a pipe hides the end", "none", () => [bashCall("git commit -m x | cat").ok("?")]],
      ["a commit before an edit", "none", () => [commit(), edit()]],
      ["a commit before a command that may change files", "none", () => [commit(), bashCall("node gen.js").ok()]],
      ["a commit before a subagent", "none", () => [commit(), toolCall("Agent", { prompt: "x" }).ok()]],
      ["a commit before a reset", "none", () => [commit(), bashCall("git reset HEAD~1").ok()]],
      ["a commit before a refused edit", "commit", () => [commit(), editCall("/a").failed("The user doesn't want to proceed with this tool use.")]],
      ["a commit before a further prompt", "commit", () => [commit(), answer(), say("Nice.")]],
      ["a commit before work for a further prompt", "none", () => [commit(), answer(), say("Now more."), read()]],
      ["tests that passed", "tests passed", () => [edit(), tests()]],
      ["tests that passed behind a pipe", "tests passed", () => [bashCall("npm test | tail -3").ok("  12 passing")]],
      ["tests of which nothing is known", "none", () => [bashCall("npm test | tail -3").ok("done")]],
      ["tests that failed after they passed", "none", () => [tests(), bashCall("npm test").failed()]],
      ["a linter that passed", "none", () => [bashCall("npx eslint src").ok("")]],
      ["all todos done", "todos done", () => [edit(), todos("completed", "completed")]],
      ["one todo open", "none", () => [edit(), todos("completed", "in_progress")]],
      ["a single todo", "none", () => [todos("completed")]],
      ["all tasks done", "todos done", () => [create(1, "a"), create(2, "b"), complete(1), complete(2)]],
      ["a task open", "none", () => [create(1, "a"), create(2, "b"), complete(2)]],
      ["tasks of which the first were not seen", "none", () => [create(3, "c"), create(4, "d"), complete(3), complete(4)]],
      ["a task that was not seen to be made", "none", () => [complete(7)]],
      ["the latest of several", "todos done", () => [tests(), commit(), todos("completed", "completed")]],
    ]; // prettier-ignore
    for (const [what, expected, rows] of TABLE) {
      it(`takes ${what} for ${expected}`, () => assert.equal(boundaryOf(...rows()), expected));
    }

    it("says when", () => {
      const rows = [say(), ...commit({ at: START + 5_000 }), answer({ at: START + 9_000 })];
      assert.deepEqual(readRows(rows).boundary, { kind: "commit", at: START + 5_000 });
    });
  });

  describe("a hunt for a failure", () => {
    const fail = () => bashCall("npm test").failed("Exit code 1");

    const TABLE: [what: string, expected: boolean | null, rows: () => (Row | Row[])[]][] = [
      ["no calls", false, () => [answer()]],
      ["calls that succeed", false, () => [read(), edit(), answer()]],
      ["tests that failed", true, () => [fail(), edit()]],
      ["tests that failed behind a pipe", true, () => [bashCall("npm test | tail").ok("1 failing")]],
      ["tests that failed, then passed", false, () => [fail(), edit(), tests()]],
      ["tests that failed, then a commit", false, () => [fail(), commit()]],
      ["tests that failed, then prompts and calls without any", false, () => [fail(), say("Look."), say("Look there."), ...Array.from({ length: 20 }, read)]],
      ["a compiler that says nothing behind a pipe", false, () => [bashCall("npx tsc | head").ok("")]],
      ["a check of which nothing is known", null, () => [bashCall("npm test | tail").ok("done")]],
      ["an exit code that the output speaks against", null, () => [bashCall("npm test").ok("2 failed, 3 passed")]],
      ["one failed call", false, () => [read(), editCall("/a").failed()]],
      ["two failed calls of the last three", true, () => [editCall("/a").failed(), read(), editCall("/b").failed()]],
      ["two failed calls before three good ones", false, () => [editCall("/a").failed(), editCall("/b").failed(), read(), read(), read()]],
      ["refused calls", false, () => [1, 2].map(() => editCall("/a").failed("The user doesn't want to proceed with this tool use."))],
      ["the same failing call again", true, () => [editCall("/a").failed(), read(), read(), read(), editCall("/a").failed(), read(), read()]],
      ["a prompt that finds something wrong", null, () => [edit(), answer(), say("It still doesn't work."), read()]],
      ["such a prompt, then tests that pass", false, () => [say("It still doesn't work."), edit(), tests()]],
      ["a commit that its hook stopped", true, () => [bashCall("git commit -m x").failed("lint failed")]],
      ["nothing to commit", false, () => [bashCall("git commit -m x").failed("On branch main\nnothing to commit")]],
    ]; // prettier-ignore
    for (const [what, expected, rows] of TABLE) {
      it(`takes ${what} for ${expected}`, () => assert.equal(debugging(...rows()), expected));
    }

    it("is unknown without a conversation", () => assert.equal(readRows([titleRow("x")]).midDebug, null));
  });

  describe("whether the task is finished", () => {
    const thanks = () => [say("Excellent work, thank you!"), answer({ text: "You are welcome." })];
    const finished = (...rows: (Row | Row[])[]) =>
      readRows([say(), rows].flat(2)).taskFinished?.map(({ kind }) => kind) ?? null;

    it("takes thanks with a sign, or a merge, for it", () => {
      assert.deepEqual(finished(edit(), commit(), answer(), thanks()), ["committed", "thanked"]);
      assert.deepEqual(finished(edit(), tests(), todos("completed", "completed"), answer(), thanks()), [
        "todos done",
        "tests passed",
        "thanked",
      ]);
      assert.deepEqual(finished(commit(), bashCall("gh pr merge 7 --squash").ok(""), answer()), ["merged"]);
    });

    it("is silent where anything speaks against it", () => {
      const open = todos("completed", "pending");
      assert.equal(finished(commit(), answer()), null);
      assert.equal(finished(edit(), answer(), thanks()), null);
      assert.equal(finished(commit(), answer(), say("Thanks. Now the other one, and then its tests too."), answer()), null);
      assert.equal(finished(commit(), answer(), say("Thank you?"), answer()), null);
      assert.equal(finished(commit(), answer(), say("Thanks!"), edit(), answer()), null);
      assert.equal(finished(open, commit(), answer(), thanks()), null);
      assert.equal(finished(commit(), answer(), say("Thanks!"), answer({ text: "Shall I push it?" })), null);
      assert.equal(finished(commit(), answer(), say("Thanks!"), answer({ stopReason: null })), null);
      assert.equal(finished(commit(), answer(), say("Thanks!")), null);
      const waiting = { type: "system", subtype: "turn_duration", pendingBackgroundAgentCount: 1 };
      assert.equal(finished(commit(), answer(), thanks(), waiting), null);
    }); // prettier-ignore
  });

  describe("a change of topic", () => {
    const BEFORE = [
      say("The tokenizer of our parser drops trailing whitespace inside templates."),
      answer({ text: "I found the tokenizer bug: the lexer trims every template chunk." }),
      ...read(),
      say("Keep the whitespace unless the chunk is indentation."),
      answer(),
      say("And add a regression case for nested templates."),
      ...edit(),
      answer(),
    ];
    const OTHER = say(
      "Draft an invitation letter for the summer gardening party, mention lemonade, music and parking.",
    );
    const changeOf = (...rows: Row[]) => readRows(rows).topicChange;

    it("is seen when hardly a word came up before", () => {
      const tail = readRows([...BEFORE, OTHER]);
      assert.deepEqual(tail.topicChange, { known: 0, words: 10 });
      assert.equal(tail.boundary.kind, "topic change");
      assert.ok(changeOf(...BEFORE, OTHER, answer()) !== null);
      const chinese = BEFORE.map((row) => (row["type"] === "user" && !Array.isArray((row["message"] as Row)["content"]) ? say("解析器会删除模板中的空白字符") : row));
      assert.ok(changeOf(...chinese, say("请写一封夏季花园聚会的邀请信")) !== null);
      assert.equal(changeOf(...chinese, say("解析器不再删除模板中的空白")), null);
    }); // prettier-ignore

    it("is not seen while words, files or work go on, or too little is known", () => {
      assert.equal(changeOf(...BEFORE, say("Handle whitespace in templates when the lexer meets indentation chunks.")), null);
      assert.equal(changeOf(...BEFORE, OTHER, ...read()), null);
      assert.equal(changeOf(...BEFORE, OTHER, ...editCall("/acme/letter.md").ok()), null);
      assert.equal(changeOf(...BEFORE, say("Lemonade, music?")), null);
      assert.equal(changeOf(...BEFORE.slice(0, 2), OTHER), null);
    }); // prettier-ignore
  });

  describe("large results", () => {
    const big = (bytes: number) =>
      toolCall("Read", { file_path: "/a" }, { cacheRead: 20_000, input: 0, cacheWrite1h: 0 }).ok("x".repeat(bytes));
    const large = (...rows: (Row | Row[])[]) => readRows([say(), rows].flat(2)).largeResults; // prettier-ignore

    it("are those above 10,000 tokens, with the requests that carried them", () => {
      assert.deepEqual(large(big(30_000), sized(40_000), sized(41_000)), [
        { tool: "Read", tokens: 12_000, requestsCarried: 2 },
      ]);
      assert.deepEqual(large(big(25_000), sized(40_000)), []);
      assert.deepEqual(large(big(30_000)), []);
    });

    it("are no larger than what the prompt grew by", () => {
      assert.equal(large(big(100_000), sized(35_000))[0]?.tokens, 15_000);
      assert.deepEqual(large(big(100_000), sized(25_000)), []);
    });

    it("are gone after a compaction, and when the prompt shrank", () => {
      assert.deepEqual(large(big(30_000), sized(40_000), compactBoundaryRow(), sized(41_000)), []);
      assert.deepEqual(large(big(30_000), sized(40_000), sized(30_000)), []);
    });

    it("leave images and subagents out", () => {
      const image = { type: "image", source: { type: "base64", data: "x".repeat(90_000) } };
      const call = toolCall("Read", { file_path: "/a.png" }, { cacheRead: 20_000 });
      const result = call.result();
      const content = (result["message"] as { content: Row[] }).content[0];
      assert.ok(content);
      content["content"] = [image];
      assert.deepEqual(large(call.row, result, sized(70_000)), []);
      const sub = toolCall("Read", { file_path: "/a" }, { agentId: "a1" });
      assert.deepEqual(large(sub.row, sub.result(false, "x".repeat(50_000)), sized(70_000)), []);
    });
  });

  describe("sizes", () => {
    it("are the median growth and output since the last compaction, each response once", () => {
      const rows = [
        sized(900_000),
        compactBoundaryRow(),
        sized(40_000, { id: "msg_same", output: 1 }),
        sized(40_000, { id: "msg_same", output: 100 }),
        sized(41_000, { output: 300 }),
        sized(41_000, { output: 9, stopReason: null }),
        sized(44_000, { output: 200 }),
      ];
      const { growth, output, requestsSinceCompaction } = readRows([say(), ...rows]);
      assert.deepEqual(growth, { tokens: 2_000, samples: 2 });
      assert.deepEqual(output, { tokens: 200, samples: 3 });
      assert.equal(requestsSinceCompaction, 4);
    });

    it("tell what compactions left", () => {
      const after = (first: number) => Array.from({ length: 12 }, (_, n) => sized(first + n * 1_000));
      const warm = answer({ input: 10, cacheRead: 21_500, cacheWrite1h: 20_000 });
      const rows = [sized(160_000), compactBoundaryRow(), ...after(30_000), compactBoundaryRow(), warm, sized(45_000)];
      const tail = readRows([say(), ...rows]);
      assert.deepEqual(tail.afterCompactions, [[34_000, 35_000, 36_000, 37_000, 38_000, 39_000], []]);
      assert.equal(tail.cachedPrefix, 21_500);
      assert.equal(readRows([say(), warm]).cachedPrefix, null);
      assert.equal(readRows([say(), compactBoundaryRow(), answer({ cacheRead: 0 })]).cachedPrefix, null);
    });

    it("are unknown without requests", () => {
      const { growth, output, cachedPrefix } = readRows([say()]);
      assert.deepEqual([growth, output, cachedPrefix], [null, null, null]);
    });
  });

  describe("the last stop", () => {
    const at = START + 60_000;
    const TABLE: [expected: string, idle: boolean, rows: () => Row[]][] = [
      ["answered", true, () => [answer({ at })]],
      ["tool call", false, () => [editCall("/a", { at }).row]],
      ["tool call", false, () => editCall("/a", { at }).ok()],
      ["prompt", false, () => [answer(), userRow({ at, text: "More." })]],
      ["prompt", false, () => [answer(), userRow({ at, text: "<task-notification>\n<task-id>a</task-id>" })]],
      ["interrupted", true, () => [answer(), userRow({ at, text: "[Request interrupted by user]" })]],
      ["failed", true, () => [assistantRow({ at, model: "<synthetic>", row: { isApiErrorMessage: true } })]],
      ["unclear", false, () => [answer({ at, stopReason: null })]],
      ["answered", true, () => [answer({ at }), userRow({ text: "<command-name>/model</command-name>", at: at + 1 })]],
    ];
    for (const [expected, idle, rows] of TABLE) {
      it(`is ${expected}`, () => {
        const { lastStop, idleSince } = readRows([say(), ...rows()]);
        assert.deepEqual([lastStop, idleSince], [expected, idle ? at : null]);
      });
    }
  });

  it("takes effort and mode from the rows that tell them", () => {
    assert.equal(readRows([say(), answer({ row: { effort: "high" } })]).effort, "high");
    assert.equal(readRows([say(), answer({ row: { effort: undefined } })]).effort, null);
    assert.equal(readRows([say("Plan.", { permissionMode: "plan" })]).planMode, true);
    assert.equal(readRows([say(), { type: "permission-mode", permissionMode: "plan" }]).planMode, true);
    const left = toolCall("ExitPlanMode", { plan: "…" }).ok();
    assert.equal(readRows([say("Plan.", { permissionMode: "plan" }), ...left]).planMode, false);
    assert.equal(readRows([answer()]).planMode, null);
  });

  it("proposes a focus from the task in work or the title, and the files", () => {
    const rows = [say(), titleRow("Made up"), ...editCall("/acme/src/lexer.ts").ok(), ...edit()];
    assert.equal(readRows(rows).focus, "Focus on Made up; files: parser.ts, lexer.ts");
    assert.equal(readRows([...rows, titleRow("Mine", true)]).focus, "Focus on Mine; files: parser.ts, lexer.ts");
    assert.equal(readRows([...rows, ...todos("in_progress", "pending")]).focus, "Focus on Step 1; files: parser.ts, lexer.ts"); // prettier-ignore
    assert.equal(readRows([say(), answer()]).focus, null);
  });

  it("hands over the facts of the last prompts", () => {
    const prompts = [1, 2, 3].flatMap((n) => [say(`Task number ${n}.`), ...Array.from({ length: n }, () => answer())]);
    const tail = readSessionTail({ path: writeTranscript(path(), prompts), prompts: 1 });
    assert.deepEqual(tail?.prompts.map(({ requests }) => requests), [2]); // prettier-ignore
  });

  it("hands over nothing that was written but the focus", () => {
    const secret = "hunter2-7781";
    const rows = [say(`It is ${secret}.`), answer({ text: secret }), ...bashCall(`curl ${secret}`).failed(secret)];
    assert.equal(JSON.stringify(readRows([...rows, say(`Not ${secret}!`)])).includes(secret), false);
  });

  it("reads the end of a long transcript only, and says so", () => {
    writeTranscript(path(), [say(), ...commit()]);
    assert.equal(readSessionTail({ path: path(), prompts: 10 })?.cut, false);
    appendFileSync(path(), transcriptText([toolResultRow({ text: "x".repeat(MAX_SESSION_TAIL_BYTES) })]));
    appendFileSync(path(), transcriptText([say(), ...tests()]));
    appendFileSync(path(), '{"type":"user","mess');
    const tail = readSessionTail({ path: path(), prompts: 10 });
    assert.deepEqual([tail?.cut, tail?.boundary.kind], [true, "tests passed"]);
  });

  it("gets along with no file, a folder and an empty file", () => {
    assert.equal(readSessionTail({ path: join(folder.path, "none"), prompts: 10 }), null);
    assert.equal(readSessionTail({ path: folder.path, prompts: 10 }), null);
    assert.deepEqual(readRows([]).boundary, { kind: "none" });
  });

  const CONVERSATION = () => [
    titleRow("Tidy the parser"),
    compactBoundaryRow(),
    say("The tokenizer drops whitespace."),
    ...Array.from({ length: 12 }, (_, n) => [say(`Step ${n} of the parser.`), ...read(), ...edit(), answer()]).flat(),
    ...todos("completed", "completed"),
    ...tests(),
    ...commit(),
    answer(),
  ];

  it("gives the same whatever stood before what counts", () => {
    const conversation = CONVERSATION();
    const expected = readRows(conversation);
    const before = fc.constantFrom<() => Row[]>(
      () => [say("Something else entirely, about gardening.")],
      () => [sized(300_000)],
      () => bashCall("npm test").failed(),
      () => toolCall("Read", { file_path: "/b" }).ok("x".repeat(40_000)),
      () => todos("in_progress", "pending"),
      () => [titleRow("Other")],
      () => [{ type: "permission-mode", permissionMode: "plan" }],
    );
    fc.assert(
      fc.property(fc.array(before, { maxLength: 8 }), (parts) => {
        const { focus, ...others } = readRows([...parts.flatMap((part) => part()), ...conversation]);
        assert.equal(focus, expected.focus);
        assert.deepEqual({ focus, ...others }, expected);
      }),
      { numRuns: 50 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    const text = transcriptText(CONVERSATION());
    const values = ["null", "0", '""', "[]", "{}", "[null]", '"\\ud800"', '{"a":[{}]}'];
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(text.length), drop: fc.nat(40), put: fc.constantFrom(...values) }), { maxLength: 30 }),
        (changes) => {
          let broken = text;
          for (const { at, drop, put } of changes) broken = broken.slice(0, at) + put + broken.slice(at + drop);
          writeFileSync(path(), broken);
          assert.ok(readSessionTail({ path: path(), prompts: 10 }));
        },
      ),
      { numRuns: 100 },
    );
    // Whole rows, of which single members are something else.
    const rows = CONVERSATION();
    fc.assert(
      fc.property(fc.infiniteStream(fc.tuple(fc.nat(12), fc.jsonValue({ maxDepth: 2 }))), (stream) => {
        const replaced = (value: unknown): unknown => {
          const [chance, other] = stream.next().value as [number, unknown];
          if (chance === 0) return other;
          if (Array.isArray(value)) return value.map(replaced);
          return typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member)]))
            : value;
        };
        const kept = rows.map((row) => ({ ...(replaced(row) as Row), type: row["type"] }));
        assert.ok(readRows(kept));
      }),
      { numRuns: 100 },
    );
  }).timeout(20_000); // prettier-ignore

  it("finds sound figures in real transcripts", function () {
    const corpus = process.env["BURSAR_CORPUS"];
    if (corpus === undefined) return this.skip();
    const found = globSync(join(corpus, "projects", "*", "*.jsonl")).flatMap(
      (file) => readSessionTail({ path: file, prompts: 10 }) ?? [],
    );
    assert.ok(found.length > 0);
    for (const { focus, growth, largeResults } of found) {
      assert.ok(focus === null || (focus.length <= 200 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(focus)));
      assert.ok(growth === null || growth.tokens > 0);
      assert.ok(largeResults.every(({ tokens, requestsCarried }) => tokens > 10_000 && requestsCarried > 0));
    }
  });
});
