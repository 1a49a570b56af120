import assert from "node:assert/strict";
import { checkOutcome } from "./checkOutput.ts";

const TABLE: [expected: ReturnType<typeof checkOutcome>, outputs: string[]][] = [
  [
    "failed",
    [
      "  10 passing\n  1 failing",
      "Tests: 2 failed, 5 passed, 7 total",
      "14 doctests, 297 tests, 11 failures",
      "FAIL\tgithub.com/acme/x\t6.0s",
      "src/a.ts(1,2): error TS2322: no",
      "# pass 4\n# fail 1",
      "Found 3 errors in 2 files.",
      "Traceback (most recent call last):\n  File",
    ],
  ],
  [
    "passed",
    [
      "  10 passing (1s)",
      "==== 66 passed, 2 warnings in 3.84s ====",
      "14 doctests, 297 tests, 0 failures",
      "ok  \tgithub.com/acme/x\t6.0s",
      "# pass 4\n# fail 0",
      "test result: ok. 3 passed; 0 failed",
      "Error: printed by a test\n12 passed",
      "Success: no issues found in 4 source files",
      "",
      "(Bash completed with no output)\nShell cwd was reset to /acme",
    ],
  ],
  [null, ["Compiling 76 files", "done", "  at line 10"]],
];

describe("checkOutcome", () => {
  for (const [expected, outputs] of TABLE) {
    for (const output of outputs) {
      it(`takes ${JSON.stringify(output)} for ${expected}`, () => assert.equal(checkOutcome(output), expected));
    }
  }

  it("looks at the end only", () => assert.equal(checkOutcome(`1 failed\n${"x\n".repeat(5_000)}3 passed`), "passed"));
});
