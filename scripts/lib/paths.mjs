import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's top folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** What set-up and tests make; git ignores it, deleting it only costs time. */
export const cacheDir = join(root, ".cache");

/** Node 24 from the `node` package, whatever Node the machine has. */
export const houseNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** @param {string} path a path inside node_modules */
export const inModules = (path) => join(root, "node_modules", path);

/** The command-line entry files of the tools, run by `houseNode`. */
export const tools = {
  mocha: inModules("mocha/bin/mocha.js"),
  oxfmt: inModules("oxfmt/bin/oxfmt"),
  oxlint: inModules("oxlint/bin/oxlint"),
  tsc: inModules("typescript/bin/tsc"),
  vsce: inModules("@vscode/vsce/vsce"),
};
