import assert from "node:assert/strict";
import { toolResultRow, userRow, type Row } from "./testTranscripts.ts";
import { userWords } from "./userWords.ts";

describe("userWords", () => {
  const blocks = (...texts: string[]) =>
    userRow({ row: { message: { role: "user", content: texts.map((text) => ({ type: "text", text })) } } });
  const TABLE: [what: string, row: Row, expected: string | null][] = [
    ["a prompt", userRow({ text: "Tidy the <div> parser. " }), "Tidy the <div> parser."],
    ["blocks", blocks("<ide_selection>x</ide_selection>", "Fix it", "[Image #1]"), "Fix it"],
    ["a reminder", blocks("Go.<system-reminder>x\ny</system-reminder>"), "Go."],
    ["a command", userRow({ text: "<command-name>/x</command-name>\n<command-args>a b</command-args>" }), "a b"],
    ["a command alone", userRow({ text: "<command-name>/x</command-name><command-args></command-args>" }), null],
    ["output of a command", userRow({ text: "<local-command-stdout>Set</local-command-stdout>" }), null],
    ["a shell's input", userRow({ text: "<bash-input>ls</bash-input>" }), null],
    ["a task's end", userRow({ text: "<task-notification>\n<task-id>a</task-id>" }), null],
    ["an interruption", userRow({ text: "[Request interrupted by user]" }), null],
    ["a summary", userRow({ text: "It went on.", row: { isCompactSummary: true } }), null],
    ["a note", userRow({ text: "Note.", row: { isMeta: true } }), null],
    ["a result", toolResultRow(), null],
  ];
  for (const [what, row, expected] of TABLE) {
    it(`of ${what} gives ${JSON.stringify(expected)}`, () => assert.equal(userWords(row), expected));
  }
});
