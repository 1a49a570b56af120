/**
 * `npm test [-- SUITE…]`: sets everything up, runs the suites (unit, fault, host, webview, workbench; all when none is named)
 * and ends with one line, `N passed, N failed`.
 */
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { testAll } = await import("./lib/testAll.mjs");
process.exitCode = await testAll(process.argv.slice(2));
