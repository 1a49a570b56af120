import assert from "node:assert/strict";
import Mocha from "mocha";
import { outcomeLine, parseOutcome, runMocha } from "./outcome.mjs";

describe("outcome", () => {
  it("names skipped tests only when there are some", () => {
    assert.equal(outcomeLine({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
    assert.equal(outcomeLine({ passed: 3, failed: 1, skipped: 2 }), "3 passed, 1 failed, 2 skipped");
  });

  it("reads only a whole outcome", () => {
    const outcome = { passed: 1, failed: 1, skipped: 3, failures: ["a test"] };
    assert.deepEqual(parseOutcome(JSON.stringify(outcome)), outcome);
    for (const key of Object.keys(outcome)) {
      assert.equal(parseOutcome(JSON.stringify({ ...outcome, [key]: undefined })), undefined);
    }
    for (const text of ["", "null", "{}", JSON.stringify({ ...outcome, failures: [1] })]) {
      assert.equal(parseOutcome(text), undefined);
    }
  });

  it("counts passed, failed and skipped tests, and a failed hook as a failure, and says what failed", async () => {
    const mocha = new Mocha({ reporter: Mocha.reporters.Base });
    const test = (/** @type {string} */ title, /** @type {(() => void) | undefined} */ body) =>
      mocha.suite.addTest(new Mocha.Test(title, body));
    test("passes", () => {});
    test("fails", () => assert.fail("no such luck"));
    test("is left out", undefined);
    mocha.suite.afterAll(() => assert.fail());
    const { failures, ...counts } = await runMocha(mocha);
    assert.deepEqual(counts, { passed: 1, failed: 2, skipped: 1 });
    assert.equal(failures.length, 2);
    assert.match(failures[0] ?? "", /^fails\n.*no such luck/);
    assert.match(failures[1] ?? "", /after all/);
  });
});
