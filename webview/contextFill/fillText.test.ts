import assert from "node:assert/strict";
import { NOW } from "../../test/webview/snapshots.ts";
import { asOfText, tokensText } from "./fillText.ts";

describe("tokensText", () => {
  it("counts", () => assert.deepEqual([0, 1, 12_345].map(tokensText), ["0 tokens", "1 token", "12,345 tokens"]));
});

describe("asOfText", () => {
  it("counts", () => {
    assert.match(asOfText({ total: 1, asOf: NOW }, NOW), /^1 token, \d/);
    assert.match(asOfText({ total: 164_300, asOf: NOW }, NOW), /^164,300 tokens, \d/);
  });
});
