import assert from "node:assert/strict";
import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readPromptEnds } from "./promptEnds.ts";
import { bashCall, editCall } from "./testCalls.ts";
import {
  assistantRow,
  line,
  temporaryFolder,
  transcriptPath,
  userRow,
  writeTranscript,
  type Row,
} from "./testTranscripts.ts";

describe("how work stood at the ends of prompts", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const write = (rows: Row[]) => writeTranscript(transcriptPath(folder.path), rows);
  const prompt = (text: string) => userRow({ text });
  const answer = (id: string, text = "Done.") => assistantRow({ id, text });
  const committed = [
    ...editCall("/home/dev/acme/parser.ts").ok(),
    ...bashCall("git commit -am Parser").ok("[main 1a2b3c4] Parser"),
  ];

  it("tells the state after the last request of each prompt, with what was known by then", () => {
    const path = write([
      prompt("Please tidy the parser."),
      ...committed,
      answer("one"),
      prompt("Now the printer."),
      ...editCall("/home/dev/acme/printer.ts").ok(),
      answer("two"),
      prompt("Are its tests right?"),
      ...bashCall("npm test").failed("3 failing"),
      answer("three"),
    ]);
    assert.deepEqual(readPromptEnds(path), [
      { request: "one", boundary: "commit", midDebug: false },
      { request: "two", boundary: "none", midDebug: false },
      { request: "three", boundary: "none", midDebug: true },
    ]);
  });

  it("knows nothing of the prompt that follows: another topic, or that something is wrong", () => {
    const asked = ["Please tidy the parser.", "Then the parser's tests.", "And document the parser."];
    const rows = asked.flatMap((text, index) => [prompt(text), answer(`a${index}`)]);
    const next = "Translate marketing brochures, invoices, letters, adverts, catalogues, newsletters";
    const ends = readPromptEnds(write([...rows, prompt(next), answer("last")]));
    assert.deepEqual(
      ends?.map(({ boundary }) => boundary),
      ["none", "none", "none", "topic change"],
    );
    const doubted = readPromptEnds(write([...committed, answer("one"), prompt("No, that is wrong"), answer("two")]));
    assert.deepEqual(
      doubted?.map(({ midDebug }) => midDebug),
      [false, null],
    );
  });

  it("leaves subagents out, and what is torn", () => {
    const agentId = "a1b2c3d";
    const path = write([
      prompt("Please tidy the parser."),
      answer("one"),
      userRow({ text: "Look for callers.", agentId }),
      assistantRow({ id: "side", agentId }),
      prompt("Go on"),
      answer("two"),
    ]);
    appendFileSync(path, line(answer("torn")).slice(0, 80));
    assert.deepEqual(
      readPromptEnds(path)?.map(({ request }) => request),
      ["one", "two"],
    );
  });

  it("reads a transcript of any size in order", () => {
    const big = "x".repeat(3 << 20);
    const rows = [0, 1, 2, 3].flatMap((number) => [
      prompt(`Step ${number}`),
      ...bashCall("cat big.txt").ok(number === 2 ? big + big + big : big),
      answer(`a${number}`),
    ]);
    assert.deepEqual(
      readPromptEnds(write([...rows, prompt("Commit it"), ...committed, answer("end")]))?.map(
        ({ request, boundary }) => `${request} ${boundary}`,
      ),
      ["a0 none", "a1 none", "a2 none", "a3 none", "end commit"],
    );
  });

  it("gives null where nothing can be read", () => {
    const path = write([]);
    assert.deepEqual(readPromptEnds(path), []);
    rmSync(path);
    assert.equal(readPromptEnds(path), null);
    assert.equal(readPromptEnds(join(folder.path, "projects")), null);
  });
});
