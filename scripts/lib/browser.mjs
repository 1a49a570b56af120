/** A Chromium to drive: the machine's own, else Debian's package. */
import { accessSync, constants } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { mustRun } from "./processes.mjs";

const commands = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];

/** Where the installers of macOS and Windows put them. */
const programs = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[process.env["ProgramFiles"], process.env["ProgramFiles(x86)"], process.env["LOCALAPPDATA"]].flatMap((dir) =>
    dir === undefined
      ? []
      : [join(dir, "Google/Chrome/Application/chrome.exe"), join(dir, "Microsoft/Edge/Application/msedge.exe")],
  ),
];

/** Flags under which it runs as root, without a display, and calls nobody. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {string | undefined} the path of a Chrome, Chromium or Edge; BURSAR_CHROMIUM names another */
function installedBrowser() {
  const named = process.env["BURSAR_CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  const dirs = (process.env["PATH"] ?? "").split(delimiter);
  return [...commands.flatMap((command) => dirs.map((dir) => join(dir, command))), ...programs].find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser's path. Installs Debian's package when there is none and that is possible.
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const found = installedBrowser();
  if (found !== undefined) return found;
  if (await canInstall()) {
    console.log("Installing a browser (Debian's chromium), once…");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await mustRun("apt-get", ["update"], { env, output: "pipe" });
    await mustRun("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
      env,
      output: "pipe",
    });
    const installed = installedBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "These tests need a browser and none was found. Install Chrome, Chromium or Edge, " +
      "or set BURSAR_CHROMIUM to the path of one. (On Debian, as root, it is installed for you.)",
  );
}

async function canInstall() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID=debian$/m.test(release) && isExecutable("/usr/bin/apt-get");
}
