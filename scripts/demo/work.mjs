/** What the demo's people work on: projects, tasks, and the steps a request takes. */

export const models = /** @type {const} */ ({
  opus: "claude-opus-5-5",
  sonnet: "claude-sonnet-5-5",
  haiku: "claude-haiku-5-5",
});

/** The sessions that run while you look: `waiting` in VS Code's terminal, `working` beside it. */
export const liveSessions = /** @type {const} */ ({
  waiting: {
    sessionId: "00000000-0000-4000-8000-0000000d3a01",
    model: models.opus,
    title: "Make the order export resumable",
  },
  working: {
    sessionId: "00000000-0000-4000-8000-0000000d3a02",
    model: models.sonnet,
    title: "Add paging to the invoices list",
  },
});

/** @type {readonly string[]} */
export const tasks = [
  "Let the nightly import be run twice",
  "Fix the flaky login test",
  "Sort the customers by their last order",
  "Move the mailer to the queue",
  "Explain the slow report query",
  "Tighten the upload limits",
  "Rename customers to accounts",
  "Cache the exchange rates",
  "Write the migration for refunds",
  "Review the retry policy",
  "Show the delivery date in the basket",
  "Drop the old voucher table",
  "Let a password be reset by mail",
  "Round the taxes per line",
  "Split the checkout page",
  "Log out of all devices",
  "Bring the price list up to date",
  "Stop the double webhook",
  "Read the bank file in pieces",
  "Add a health check",
  "Make the search forgive typos",
  "Translate the invoices",
  "Keep the basket after the login",
  "Measure the start-up time",
  "Lock an order while it is packed",
  "Undo a cancelled order",
  "Replace the date picker",
  "Delete unused pictures",
  "Warn before a card expires",
  "Print labels in batches",
];

/** @typedef {{ text: string, name: string, input: Record<string, string>, result: string }} Step */

/** @type {readonly [Step, ...Step[]]} */
export const steps = [
  {
    text: "Looking at the route first.",
    name: "Read",
    input: { file_path: "src/routes/orders.ts" },
    result: "1\timport { exportOrders } from '../jobs/export.ts';",
  },
  {
    text: "Where is the export called?",
    name: "Grep",
    input: { pattern: "exportOrders", path: "src" },
    result: "src/routes/orders.ts\nsrc/jobs/export.ts",
  },
  {
    text: "And what does the job do?",
    name: "Read",
    input: { file_path: "src/jobs/export.ts" },
    result: "1\texport function exportOrders(",
  },
  {
    text: "The cursor belongs in the job.",
    name: "Edit",
    input: { file_path: "src/jobs/export.ts", old_string: "offset", new_string: "cursor" },
    result: "The file src/jobs/export.ts has been updated.",
  },
  { text: "Running the tests.", name: "Bash", input: { command: "npm test" }, result: "41 passed, 1 failed" },
  {
    text: "One test still expects the old field.",
    name: "Read",
    input: { file_path: "src/jobs/export.test.ts" },
    result: "1\timport assert from 'node:assert/strict';",
  },
  {
    text: "It should start from the last row.",
    name: "Edit",
    input: { file_path: "src/jobs/export.test.ts", old_string: "offset: 0", new_string: "cursor: null" },
    result: "The file src/jobs/export.test.ts has been updated.",
  },
  { text: "Again.", name: "Bash", input: { command: "npm test -- export" }, result: "6 passed, 0 failed" },
  {
    text: "That holds; committing it.",
    name: "Bash",
    input: { command: "git commit -am 'Let the export go on where it stopped'" },
    result: "[main 4d1c9e2] Let the export go on where it stopped",
  },
];

const charactersPerToken = 4;
const filler = "  // made up: a line that a tool showed, for its length alone\n";

/**
 * The steps one after another, from the first again.
 * @param {number} index
 * @param {number} tokens that its result has about
 * @returns {Step}
 */
export function stepOf(index, tokens) {
  const step = steps[index % steps.length] ?? steps[0];
  const missing = tokens * charactersPerToken - step.result.length;
  if (missing < filler.length) return step;
  // The outcome of a command stands at its end.
  return { ...step, result: filler.repeat(missing / filler.length) + step.result };
}
