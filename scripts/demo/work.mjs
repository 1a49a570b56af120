/** What the demo's people work on: projects, tasks, and the steps a request takes. */

export const models = /** @type {const} */ ({
  opus: "claude-opus-5-5",
  sonnet: "claude-sonnet-5-5",
  haiku: "claude-haiku-5-5",
});

/** @type {readonly [string, ...string[]]} */
export const tasks = [
  "Make the order export resumable",
  "Fix the flaky login test",
  "Add paging to the invoices list",
  "Move the mailer to the queue",
  "Explain the slow report query",
  "Tighten the upload limits",
  "Rename customers to accounts",
  "Cache the exchange rates",
  "Write the migration for refunds",
  "Review the retry policy",
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
];
