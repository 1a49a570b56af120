import assert from "node:assert/strict";
import { arithmeticValue } from "./arithmeticText.ts";

describe("arithmeticValue", () => {
  it("writes each unit", () => {
    assert.equal(arithmeticValue({ value: 124_300, unit: "tokens" }), "124K tokens");
    assert.equal(arithmeticValue({ value: 0.47, unit: "usd" }), "$0.47");
    assert.equal(arithmeticValue({ value: 1, unit: "requests" }), "1 request");
    assert.equal(arithmeticValue({ value: 9.89, unit: "requests" }), "9.9 requests");
    assert.equal(arithmeticValue({ value: 1.02, unit: "requests" }), "1 request");
    assert.equal(arithmeticValue({ value: 0.05, unit: "ratio" }), "0.05×");
    assert.equal(arithmeticValue({ value: 1 / 3, unit: "ratio" }), "0.333×");
    assert.equal(arithmeticValue({ value: 3.6, unit: "percent" }), "4%");
    assert.equal(arithmeticValue({ value: 2.46, unit: "minutes" }), "2.5 min");
    assert.equal(arithmeticValue({ value: 41.6, unit: "minutes" }), "42 min");
  });
});
