import assert from "node:assert/strict";
import Mocha from "mocha";
import { outcomeLine, parseOutcome, runMocha } from "./outcome.mjs";

describe("outcome", () => {
  it("names skipped tests only when there are some", () => {
    assert.equal(outcomeLine({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
    assert.equal(outcomeLine({ passed: 3, failed: 1, skipped: 2 }), "3 passed, 1 failed, 2 skipped");
  });

  it("reads only a whole outcome", () => {
    assert.deepEqual(parseOutcome('{"passed":1,"failed":2,"skipped":3}'), { passed: 1, failed: 2, skipped: 3 });
    for (const text of ["", "null", "{}", '{"passed":1,"failed":2}']) assert.equal(parseOutcome(text), undefined);
  });

  it("counts passed, failed and skipped tests, and a failed hook as a failure", async () => {
    const mocha = new Mocha({ reporter: Mocha.reporters.Base });
    const test = (/** @type {string} */ title, /** @type {(() => void) | undefined} */ body) =>
      mocha.suite.addTest(new Mocha.Test(title, body));
    test("passes", () => {});
    test("fails", () => assert.fail());
    test("is left out", undefined);
    mocha.suite.afterAll(() => assert.fail());
    assert.deepEqual(await runMocha(mocha), { passed: 1, failed: 2, skipped: 1 });
  });
});
