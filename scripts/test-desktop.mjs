/**
 * `npm run test:desktop`: the host suite in a desktop VS Code, which @vscode/test-electron downloads.
 * VSCODE_VERSION picks another than the newest stable one: a version, or "insiders".
 */
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { testDesktop } = await import("./lib/testDesktop.mjs");
process.exitCode = await testDesktop(process.env["VSCODE_VERSION"] ?? "stable");
