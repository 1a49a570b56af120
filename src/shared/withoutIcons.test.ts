import assert from "node:assert/strict";
import fc from "fast-check";
import { withoutIcons } from "./withoutIcons.ts";

describe("withoutIcons", () => {
  it("leaves no icon in any text, and every character there was", () => {
    const signs = fc.string({ unit: fc.constantFrom("$", "(", "a", ")", " ") });
    fc.assert(
      fc.property(signs, (text) => {
        const plain = withoutIcons(text);
        assert.doesNotMatch(plain, /\$\(/);
        assert.equal(plain.replaceAll(" ", ""), text.replaceAll(" ", ""));
      }),
    );
  });
  it("keeps an icon's syntax readable", () => {
    assert.equal(withoutIcons("$(flame) x"), "$ (flame) x");
    assert.equal(withoutIcons("$$(zap)"), "$$ (zap)");
  });
});
