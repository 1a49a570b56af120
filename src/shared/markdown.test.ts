import assert from "node:assert/strict";
import fc from "fast-check";
import { escapeMarkdown } from "./markdown.ts";

describe("escapeMarkdown", () => {
  const cases: [string, string][] = [
    ["plain words", "plain words"],
    ["a|b", String.raw`a\|b`],
    ["[x](command:evil)", String.raw`\[x\]\(command\:evil\)`],
    ["<b>&amp;", String.raw`\<b\>\&amp\;`],
    ["two\r\nlines\u2028more", "two lines more"],
    ["\u202Eevil\u2066", "evil"],
    ["", ""],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      assert.equal(escapeMarkdown(text), expected);
    });
  }

  it("leaves no line break and no unescaped punctuation", function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(escapeMarkdown(text).replaceAll(/\\[!-/:-@[-`{-~]/g, ""), /[\n\r!-/:-@[-`{-~]/);
      }),
    );
  });
});
