import assert from "node:assert/strict";
import { jsonText } from "./jsonText.ts";

describe("jsonText", () => {
  it("is the value as JSON", () => assert.equal(jsonText({ a: [1, "b"] }), '{"a":[1,"b"]}'));
  it("is empty where there is none", () => assert.equal(jsonText(undefined), ""));
  it("is empty where the value is nested deeper than the stack goes", () => {
    const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    assert.throws(() => JSON.stringify(deep), RangeError);
    assert.equal(jsonText(deep), "");
  });
});
