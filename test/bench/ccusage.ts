import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export const CCUSAGE_VERSION = "20.0.24";

/** The peer's native binary, or why there is none. */
export type Ccusage = { kind: "installed"; command: string[] } | { kind: "missing"; reason: string };

/** Installs it into `cache` on first use. */
export async function installCcusage(cache: string): Promise<Ccusage> {
  const dir = join(cache, `ccusage-${CCUSAGE_VERSION}`);
  const platform = `ccusage-${process.platform}-${process.arch}`;
  const binary = join(dir, "node_modules", "@ccusage", platform, "bin", "ccusage");
  try {
    if (!existsSync(binary)) {
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, "package.json"), `{ "private": true }\n`);
      const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      await promisify(execFile)("npm", ["install", ...flags, `ccusage@${CCUSAGE_VERSION}`], { cwd: dir });
    }
    // Its install script, which did not run, would do this.
    chmodSync(binary, 0o755);
  } catch (error) {
    return { kind: "missing", reason: error instanceof Error ? error.message : String(error) };
  }
  return { kind: "installed", command: [binary, "claude", "daily", "--offline", "--json"] };
}
