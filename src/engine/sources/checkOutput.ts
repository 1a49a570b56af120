/** What the output of tests, linters and compilers says of their outcome where no exit code tells it. */

const FAILED =
  /\b[1-9]\d* (tests? |specs? |suites? )?(failed|failing|failures?|errors?)\b|\bFAILED\b|^\s*--- FAIL|^\s*FAIL\b|error TS\d+|\berror\[E\d+\]|BUILD FAILURE|# fail [1-9]|npm ERR!|ELIFECYCLE/m;
const PASSED =
  /\b[1-9]\d* (tests? )?(passed|passing|pass)\b|\b[1-9]\d* (tests?|specs?|examples?|doctests?)\b.*\b0 failures|test result: ok|^OK( \(|$)|# fail 0|^ok\s+\S|all (tests|checks) passed|BUILD SUCCESS|no (issues|errors) found|found no issues|\b0 errors\b/im;
/** Of a run without a summary; passing tests may print such lines too. */
const BROKE = /^Traceback \(most|^\s*\w*(Error|Exception): |\bExit code [1-9]/m;
/** A summary stands at the end. */
const END_CHARS = 8_000;

/** What Claude Code adds. */
const ADDED = /^(Shell cwd was reset to .*|\(Bash completed with no output\))$/gm;

/** Null when it says neither; a failure counts first. Compilers and linters that find nothing are silent. */
export function checkOutcome(output: string): "passed" | "failed" | null {
  const end = output.slice(-END_CHARS);
  if (FAILED.test(end)) return "failed";
  if (PASSED.test(end)) return "passed";
  if (BROKE.test(end)) return "failed";
  return end.replaceAll(ADDED, "").trim() === "" ? "passed" : null;
}
