/**
 * `npm run test:live`: Bursar with the real Claude Code in the real VS Code, against an API of our own on loopback.
 * The last line is `N passed, N failed`.
 */
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { testLive } = await import("./lib/testLive.mjs");
process.exitCode = await testLive();
