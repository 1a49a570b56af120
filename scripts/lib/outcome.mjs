/**
 * @typedef {object} Outcome what a suite's tests came to
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures for each failed test, its full title and below it what it said
 */

/**
 * Runs a mocha whose files are loaded, and counts.
 * @param {import("mocha")} mocha
 * @returns {Promise<Outcome>}
 */
export function runMocha(mocha) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const told = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending, failures: told });
    });
    runner.on("fail", (test, /** @type {Error} */ error) => {
      told.push(`${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}

/**
 * The line `npm test` ends with.
 * @param {Omit<Outcome, "failures">} outcome
 */
export function outcomeLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/**
 * Reads an outcome that a suite wrote.
 * @param {string} text
 * @returns {Outcome | undefined} undefined when it is not one
 */
export function parseOutcome(text) {
  try {
    const { passed, failed, skipped, failures } = /** @type {Record<string, unknown>} */ (JSON.parse(text));
    if (typeof passed !== "number" || typeof failed !== "number" || typeof skipped !== "number") return undefined;
    if (!Array.isArray(failures) || !failures.every((failure) => typeof failure === "string")) return undefined;
    return { passed, failed, skipped, failures };
  } catch {
    return undefined;
  }
}
