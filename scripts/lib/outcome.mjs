/**
 * @typedef {object} Outcome what a suite's tests came to
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Runs a mocha whose files are loaded, and counts.
 * @param {import("mocha")} mocha
 * @returns {Promise<Outcome>}
 */
export function runMocha(mocha) {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}

/**
 * The line `npm test` ends with.
 * @param {Outcome} outcome
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
    const { passed, failed, skipped } = /** @type {Record<string, unknown>} */ (JSON.parse(text));
    if (typeof passed !== "number" || typeof failed !== "number" || typeof skipped !== "number") return undefined;
    return { passed, failed, skipped };
  } catch {
    return undefined;
  }
}
