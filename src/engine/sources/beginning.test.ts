import assert from "node:assert/strict";
import { beginning } from "./beginning.ts";

describe("beginning", () => {
  it("is the whole of a short text", () => assert.equal(beginning("abc", 3), "abc"));
  it("cuts a long one", () => assert.equal(beginning("abcd", 3), "abc"));
  it("cuts no character in two", () => {
    assert.equal(beginning("ab😀", 3), "ab");
    assert.equal(beginning("ab😀c", 4), "ab😀");
  });
});
