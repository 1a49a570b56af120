/** Which files hold the tests of each suite. */
export const suiteFiles = {
  /** Beside what they test. */
  unit: ["src/**/*.test.ts", "webview/**/*.test.ts", "scripts/**/*.test.mjs", "test/{bench,simulation}/**/*.test.ts"],
  /** What goes wrong: processes killed, disks full, stores and transcripts damaged, mounts that stall. */
  fault: ["test/fault/**/*.test.ts"],
  /** Run inside the extension host of a real VS Code. */
  host: ["test/host/**/*.test.ts"],
  /** The dashboard in a real browser. */
  webview: ["test/webview/**/*.test.ts"],
  /** The VSIX, installed, used by a person's means. */
  workbench: ["test/workbench/**/*.test.ts"],
};
