import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { disablesHooks, statusLineSetting, withCommand, withRaw } from "./statusLineSetting.ts";

const COMMAND = "/bin/sh '/data/bridge/x.sh'";

const connected = (text: string | null): string => {
  const edit = withCommand(text, COMMAND);
  assert.ok(edit.kind === "edited", JSON.stringify(edit));
  return edit.text;
};
const restored = (text: string, raw: string | null): string => {
  const edit = withRaw(text, raw);
  assert.ok(edit.kind === "edited");
  return edit.text;
};

describe("withCommand", () => {
  it("makes the file", () => {
    const text = `{\n  "statusLine": {\n    "type": "command",\n    "command": "${COMMAND}"\n  }\n}\n`;
    for (const nothing of [null, "", " \n"]) assert.equal(connected(nothing), text);
  });

  it("changes the command alone: other members, comments and spacing stay", () => {
    const text = `{\n\t// mine\n\t"statusLine": {"command" : "date \\"x\\"", "padding":0 , "refreshInterval": 5, "type":"command"}, // end\n\t"a": 1\n}\n`;
    assert.equal(connected(text), text.replace(String.raw`"date \"x\""`, JSON.stringify(COMMAND)));
  });

  it("replaces a status line of another kind, and one that is null", () => {
    for (const other of ["null", '"x"', '{"type":"other","command":"x"}', "{}", '{"command":"x"}']) {
      const text = connected(`{ "statusLine": ${other}, "a": 1 }`);
      assert.deepEqual(JSON.parse(text), { statusLine: { type: "command", command: COMMAND }, a: 1 });
    }
  });

  it("takes the last of several, as Claude Code does", () => {
    const text = connected(
      '{"statusLine":{"type":"command","command":"a"},"statusLine":{"type":"command","command":"b"}}',
    );
    assert.deepEqual(JSON.parse(text), { statusLine: { type: "command", command: COMMAND } });
    assert.ok(text.includes('"a"'));
  });

  for (const [name, text] of [
    ["one line", '{"a":1}'],
    ["one empty line", "{}"],
    ["tabs", '{\n\t"a": 1\n}\n'],
    ["CRLF", '{\r\n    "a": 1,\r\n    "b": {\r\n        "c": 2\r\n    }\r\n}\r\n'],
    ["comments around", '// top\n{\n  // first\n  "a": 1 // last, really\n  /* end, */\n}\n// bottom\n'],
    ["a trailing comma", '{\n  "a": 1, // x\n}\n'],
    ["a comment alone", "{\n  // nothing yet\n}\n"],
    ["a byte order mark", '\uFEFF{\n  "a": 1\n}\n'],
  ] as const) {
    it(`puts it behind all others, keeping every character: ${name}`, () => {
      const after = connected(text);
      const value = parse(after.replace("\uFEFF", ""), [], { allowTrailingComma: true }) as Record<string, unknown>;
      assert.deepEqual(value["statusLine"], { type: "command", command: COMMAND });
      assert.equal(Object.keys(value).at(-1), "statusLine");
      assert.equal(after.includes("\r\n"), text.includes("\r\n"));
      assert.ok(!/[^\r]\n/.test(after) || !text.includes("\r\n"), "one kind of line end");
      if (text !== "{}") assert.equal(restored(after, null), text);
    });
  }

  for (const text of ["{", "[]", '"x"', '{"a" 1}', "{}{}"]) {
    it(`leaves ${text} alone`, () => assert.equal(withCommand(text, COMMAND).kind, "broken"));
  }

  it("names the line of the error", () => {
    const edit = withCommand('{\n  "a": 1\n  "b": 2\n}', COMMAND);
    assert.ok(edit.kind === "broken" && edit.reason.includes("line 3"));
  });
});

describe("withRaw", () => {
  it("puts the value back as it was written, in its place or behind all others", () => {
    const raw = '{ "type":"command",  "command":"date" /* mine */ }';
    assert.equal(restored(connected(`{ "statusLine": ${raw}, "a": 1 }`), raw), `{ "statusLine": ${raw}, "a": 1 }`);
    assert.equal(restored('{\n  "a": 1\n}\n', raw), `{\n  "a": 1,\n  "statusLine": ${raw}\n}\n`);
    assert.equal(restored("", raw), `{\n  "statusLine": ${raw}\n}\n`);
  });

  it("takes the member out wherever it stands, with its comma", () => {
    assert.equal(restored('{\n  "statusLine": {},\n  "a": 1\n}\n', null), '{\n  "a": 1\n}\n');
    assert.equal(restored('{"b":2,"statusLine":{},"a":1}', null), '{"b":2,"a":1}');
    assert.equal(restored('{"b":2, "statusLine":{}}', null), '{"b":2}');
    assert.equal(restored('{\n  "b": 2, // note, two\n  "statusLine": {}\n}\n', null), '{\n  "b": 2 // note, two\n}\n');
    assert.equal(restored('{"a":1}', null), '{"a":1}');
  });
});

describe("statusLineSetting", () => {
  it("gives the value as written and its command", () => {
    assert.deepEqual(statusLineSetting('{"statusLine": {"command": "d"} }'), { raw: '{"command": "d"}', command: "d" });
    assert.deepEqual(statusLineSetting('{"statusLine": 7}'), { raw: "7", command: null });
    assert.deepEqual(statusLineSetting("{}"), { raw: null, command: null });
    assert.equal(statusLineSetting("["), null);
  });
});

describe("disablesHooks", () => {
  it("holds for true alone", () => {
    assert.equal(disablesHooks('{"disableAllHooks": true}'), true);
    for (const text of ['{"disableAllHooks": "true"}', "{}", "", "{"]) assert.equal(disablesHooks(text), false);
  });
});
