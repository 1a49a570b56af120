import assert from "node:assert/strict";
import fc from "fast-check";
import { codeSpans } from "./codeSpans.ts";

describe("codeSpans", () => {
  it("tells code from prose", () => {
    assert.deepEqual(codeSpans("`/model` also changes the default; see `/effort`."), [
      { text: "/model", code: true },
      { text: " also changes the default; see ", code: false },
      { text: "/effort", code: true },
      { text: ".", code: false },
    ]);
  });
  it("loses nothing of a sentence", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", "`") }), (sentence) => {
        const parts = codeSpans(sentence).map(({ text, code }) => (code ? `\`${text}\`` : text));
        assert.equal(parts.join(""), sentence);
      }),
    );
  });
});
