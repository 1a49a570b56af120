/** The real Claude Code for the tests that run it: fetched from npm into the cache, never shipped. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { cacheDir } from "./paths.mjs";
import { mustRun, npmCommand, run } from "./processes.mjs";

const version = "2.1.330";
const packageName = "@anthropic-ai/claude-code-linux-x64";
/** Of the tarball, as npm writes it in lock files. */
const integrity = "sha512-9Gn+V7DtJ8M1nztP9CeDVl9g3RtrepI7rOFTyPRRnZe8D6zebIHKmC7OvBauucuAP0X0k85SDN/LPVZyjsGezQ==";

const installDir = join(cacheDir, `claude-code-${version}`);

/** The folder that holds the `claude` command, once it was fetched. */
export const claudeCodeDir = join(installDir, "package");

/**
 * Puts Claude Code into the cache unless it is there. Safe to interrupt: the folder appears when it is complete.
 * @returns {Promise<{ kind: "ready" } | { kind: "unavailable", why: string }>} throws when what came is not what is pinned
 */
export async function fetchClaudeCode() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { kind: "unavailable", why: `They run on linux-x64; this is ${process.platform}-${process.arch}.` };
  }
  if (existsSync(join(claudeCodeDir, "claude"))) return { kind: "ready" };
  console.log(`Fetching Claude Code ${version} from npm (170 MB), once…`);
  await mkdir(cacheDir, { recursive: true });
  const dir = await mkdtemp(join(cacheDir, "claude-code-new-"));
  try {
    const [npm, ...npmArgs] = npmCommand();
    const packed = await run(npm, [...npmArgs, "pack", `${packageName}@${version}`, "--loglevel=error"], {
      cwd: dir,
      output: "pipe",
    });
    if (packed.code !== 0) {
      if (/\b(E404|ETARGET)\b/.test(packed.output)) {
        return { kind: "unavailable", why: `The npm registry in use does not have ${packageName} ${version}.` };
      }
      throw new Error(`npm could not fetch Claude Code:\n${packed.output}`);
    }
    const [tarball = ""] = await readdir(dir);
    const actual = await integrityOf(join(dir, tarball));
    if (actual !== integrity) throw new Error(`${packageName} ${version} is ${actual}, not the pinned ${integrity}.`);
    await mustRun("tar", ["-xzf", tarball], { cwd: dir, output: "pipe" });
    await rm(join(dir, tarball));
    await rename(dir, installDir);
    return { kind: "ready" };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function integrityOf(file) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest("base64")}`;
}
