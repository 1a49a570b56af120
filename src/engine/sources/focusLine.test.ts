import assert from "node:assert/strict";
import fc from "fast-check";
import { focusLine } from "./focusLine.ts";

describe("focusLine", () => {
  const TABLE: [subject: string | null, files: string[], expected: string | null][] = [
    [null, [], null],
    ["Fix the login", [], "Focus on Fix the login"],
    [null, ["/a/b.ts"], "Focus on the work in b.ts"],
    ["T", ["/1.ts", "/2.ts", "C:\\x\\3.ts", "/4.ts", "/5.ts"], "Focus on T; files: 5.ts, 4.ts, 3.ts, 2.ts"],
    ["T", ["/a/index.ts", "/b/index.ts"], "Focus on T; files: index.ts"],
    ["T", ["/tmp/x.ts", "/home/dev/.claude/plans/p.md"], "Focus on T"],
    ["T", ["/a/@types.ts", "/a/a\nb.ts", "/a/ev\u202eil.ts", `/a/${"x".repeat(60)}`], "Focus on T"],
    ["use @file and `rm` \u202e\u0007\n!now", [], "Focus on use and rm now"],
    ["token ghp_abcdefgh12345678 key=9f8a7b6c5d4e3f2a1b0c of https://u:p@h", [], "Focus on token of"],
    ["\u202e\n", [], null],
    ["解析器", ["/a/解析.ts"], "Focus on 解析器; files: 解析.ts"],
  ];
  for (const [subject, files, expected] of TABLE) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(subject)} and ${files.length} files`, () =>
      assert.equal(focusLine({ subject, files }), expected));
  }

  it("is one printable line of at most 200 characters, whatever it is made of", () => {
    const text = fc.string({ unit: "binary", maxLength: 400 });
    fc.assert(
      fc.property(fc.option(text), fc.array(text, { maxLength: 6 }), (subject, files) => {
        const line = focusLine({ subject, files });
        if (line !== null) assert.match(line, /^Focus on [\p{L}\p{M}\p{N} .,:;()_+'/&-]{1,191}$/u);
      }),
    );
  });
});
