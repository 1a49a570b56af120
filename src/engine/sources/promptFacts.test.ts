import assert from "node:assert/strict";
import { appendFileSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MAX_TAIL_BYTES, readPromptFacts, type PromptFacts } from "./promptFacts.ts";
import { bashCall, editCall, toolCall } from "./testCalls.ts";
import {
  assistantRow,
  temporaryFolder,
  toolResultRow,
  transcriptText,
  userRow,
  writeTranscript,
  type AssistantFields,
  type Row,
} from "./testTranscripts.ts";

let ids = 0;
const say = (text: string, row: Row = {}) => userRow({ text, row });
const answer = () => assistantRow({ id: `msg_${++ids}`, output: 50 });
const next = () => say("Thanks. Now the other one, please.");

describe("readPromptFacts", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const read = (rows: Row[], prompts = 10) =>
    readPromptFacts({ path: writeTranscript(join(folder.path, "t.jsonl"), rows), prompts });
  const readOne = (...rows: Row[]): PromptFacts => {
    const [first, ...others] = read([...rows, next(), answer()]);
    assert.ok(first);
    assert.equal(others.length, 0);
    return first;
  };

  it("counts what a prompt came to", () => {
    const made = toolCall("Write", { file_path: "/acme/src/new.ts", content: "x" });
    const facts = readOne(
      say("Tidy the parser."),
      ...toolCall("Read", { file_path: "/acme/src/parser.ts" }).ok(),
      ...editCall("/acme/src/parser.ts").ok(),
      ...editCall("/acme/src/parser.ts").ok(),
      made.row,
      made.result(false, "File created", { type: "create", filePath: "/acme/src/new.ts" }),
      ...bashCall("npm test").ok(),
      ...bashCall("git status").failed("Exit code 128"),
      answer(),
    );
    assert.deepEqual(facts, {
      at: Date.UTC(2026, 2, 2, 9),
      model: "claude-opus-5-5",
      effort: "medium",
      planMode: false,
      risks: [],
      tools: { Read: 1, Edit: 2, Write: 1, Bash: 2 },
      commands: { check: 1, git: 1 },
      filesEdited: 2,
      filesCreated: 1,
      failedTools: 1,
      checks: "passed",
      requests: 7,
      outputTokens: 650,
      corrected: false,
      repeated: false,
    });
  });

  it("hands over nothing that was written", () => {
    const secret = "hunter2-7781";
    const rows = [
      say(`The password is ${secret}.`),
      ...bashCall(`curl ${secret}`).failed(secret),
      ...editCall(`/${secret}`).ok(),
    ];
    assert.equal(JSON.stringify(readOne(...rows)).includes(secret), false);
  });

  it("gives the last prompts, oldest first, without the very last, whose outcome is open", () => {
    const rows = [1, 2, 3, 4].flatMap((n) => [say(`Task number ${n}.`), ...Array.from({ length: n }, answer)]);
    assert.deepEqual(
      read(rows).map(({ requests }) => requests),
      [1, 2, 3],
    );
    assert.deepEqual(
      read(rows, 2).map(({ requests }) => requests),
      [2, 3],
    );
  });

  it("counts the lines of one response once, and leaves subagents and failed requests out", () => {
    const part = (output: number, fields: AssistantFields = {}) => assistantRow({ id: "msg_same", output, ...fields });
    const facts = readOne(
      say("Look."),
      part(3),
      part(40),
      part(500, { agentId: "a1", id: "msg_agent" }),
      assistantRow({ id: "msg_error", model: "<synthetic>", output: 9, row: { isApiErrorMessage: true } }),
    );
    assert.deepEqual([facts.requests, facts.outputTokens, facts.model], [1, 40, "claude-opus-5-5"]);
  });

  it("judges a subagent by its task, which needs no further prompt to be over", () => {
    const path = join(folder.path, "agent-a1.jsonl");
    const row = { isSidechain: true, agentId: "a1" };
    writeTranscript(path, [say("List the tests.", row), assistantRow({ id: "msg_agent", output: 12, agentId: "a1" })]);
    const facts = readPromptFacts({ path, prompts: 10, ofSubagent: true });
    assert.deepEqual(
      facts.map(({ requests, outputTokens }) => [requests, outputTokens]),
      [[1, 12]],
    );
    assert.deepEqual(readPromptFacts({ path, prompts: 10 }), []);
  });

  it("takes what the user did not write for part of the prompt before it", () => {
    const facts = readOne(
      say("Look."),
      answer(),
      say("<task-notification>\n<task-id>a</task-id>"),
      answer(),
      say("This session is being continued", { isCompactSummary: true }),
      answer(),
      say("<local-command-stdout>Compacted"),
      answer(),
    );
    assert.equal(facts.requests, 4);
  });

  it("knows plan mode by the prompt, by the mode that was set, and by its tools", () => {
    assert.ok(readOne(say("Plan.", { permissionMode: "plan" }), answer()).planMode);
    const set = { type: "permission-mode", permissionMode: "plan", sessionId: "s" };
    assert.ok(readOne(set, say("Plan.", { permissionMode: undefined }), answer()).planMode);
    assert.ok(readOne(say("Plan."), ...toolCall("ExitPlanMode", { plan: "…" }).ok()).planMode);
    assert.equal(readOne(set, say("Do.", { permissionMode: "default" }), answer()).planMode, false);
  });

  it("finds risky subjects in prompts, paths and commands", () => {
    const risksOf = (...rows: Row[]) => readOne(...rows, answer()).risks;
    assert.deepEqual(risksOf(say("Fix the race condition.")), ["concurrency"]);
    assert.deepEqual(risksOf(say("Tidy."), ...editCall("/acme/src/userMigration.ts").ok()), ["migration"]);
    assert.deepEqual(risksOf(say("Tidy."), ...editCall("/acme/src/auth/login.ts").ok()), ["security"]);
    assert.deepEqual(risksOf(say("Run it."), ...bashCall("stripe listen").ok()), ["payment"]);
    assert.deepEqual(risksOf(say("Name the authors of the embrace function, then git checkout main.")), []);
  });

  it("tells checks that passed from those that failed and those of which a pipe hides it", () => {
    const checksOf = (...rows: Row[][]) => readOne(say("Go."), ...rows.flat(), answer()).checks;
    assert.equal(checksOf(bashCall("ls").ok()), "none");
    assert.equal(checksOf(bashCall("npm test | tail -3").ok()), "unclear");
    assert.equal(checksOf(bashCall("npm test | tail -3").ok(), bashCall("npx tsc").ok()), "passed");
    assert.equal(
      checksOf(bashCall("npm test").failed("Exit code 1"), editCall("/a.ts").ok(), bashCall("npm test").ok()),
      "failed",
    );
    assert.equal(checksOf(toolCall("Bash", { command: "npm test", run_in_background: true }).ok()), "unclear");
  });

  it("sees when the user stops the work, refuses a step, corrects it or asks again", () => {
    const correctedBy = (...rows: Row[]) =>
      read([say("Please tidy the parser of the config."), answer(), ...rows, answer()]).map((facts) => facts.corrected);
    const refused = editCall("/a.ts").failed("The user doesn't want to proceed with this tool use.");
    assert.deepEqual(correctedBy(say("[Request interrupted by user for tool use]"), next()), [true]);
    assert.deepEqual(correctedBy(...refused, next()), [true]);
    assert.deepEqual(correctedBy(next()), [false]);
    for (const text of [
      "No, the other one.",
      "it still doesn't work",
      "but you got rid of the names",
      "Why did that go?",
    ]) {
      assert.deepEqual(correctedBy(say(text)), [true], text);
    }
    const again = read([
      say("Please tidy the parser of the config."),
      answer(),
      say("please tidy the  parser of the config."),
      answer(),
      next(),
      answer(),
    ]);
    assert.deepEqual(
      again.map(({ corrected, repeated }) => [corrected, repeated]),
      [
        [true, false],
        [false, true],
      ],
    );
    const yes = read([say("yes"), answer(), say("yes"), answer(), next(), answer()]);
    assert.deepEqual(
      yes.map(({ repeated }) => repeated),
      [false, false],
    );
  });

  it("finds the user's words behind what an editor put before them", () => {
    const ide = (text: string) =>
      userRow({
        row: {
          message: {
            role: "user",
            content: [
              { type: "text", text: "<ide_opened_file>The user opened /acme/a.ts.</ide_opened_file>" },
              { type: "text", text },
            ],
          },
        },
      });
    const facts = read([ide("Tidy the parser."), answer(), ide("No, the other one."), answer(), next(), answer()]);
    assert.deepEqual(
      facts.map(({ corrected }) => corrected),
      [true, false],
    );
  });

  it("has no effort where none was noted", () => {
    assert.equal(readOne(say("Go."), assistantRow({ row: { effort: undefined } })).effort, null);
  });

  it("reads the end of a long transcript only, from a whole prompt on", () => {
    const path = writeTranscript(join(folder.path, "long.jsonl"), [say("Cut off."), answer()]);
    appendFileSync(path, transcriptText([toolResultRow({ text: "x".repeat(MAX_TAIL_BYTES) })]));
    appendFileSync(path, transcriptText([answer(), say("Whole."), answer(), answer(), next(), answer()]));
    assert.deepEqual(
      readPromptFacts({ path, prompts: 10 }).map(({ requests }) => requests),
      [2],
    );
  });

  it("gets along with broken lines, with no file and with a folder", () => {
    const path = join(folder.path, "broken.jsonl");
    writeFileSync(path, `{"type":"user","mess\n${transcriptText([say("Go."), answer()])}"type":"user"\n[]\n`);
    appendFileSync(path, transcriptText([next(), answer()]));
    assert.equal(readPromptFacts({ path, prompts: 10 }).length, 1);
    assert.deepEqual(readPromptFacts({ path: join(folder.path, "none"), prompts: 10 }), []);
    assert.deepEqual(readPromptFacts({ path: folder.path, prompts: 10 }), []);
  });

  it("finds sound figures in real transcripts", function () {
    const corpus = process.env["BURSAR_CORPUS"];
    if (corpus === undefined) return this.skip();
    const found = globSync(join(corpus, "projects", "*", "*.jsonl")).flatMap((path) =>
      readPromptFacts({ path, prompts: 10 }),
    );
    assert.ok(found.length > 0);
    for (const { requests, model, filesEdited, filesCreated } of found) {
      assert.ok(requests > 0 && model !== "" && filesCreated <= filesEdited);
    }
  });
});
