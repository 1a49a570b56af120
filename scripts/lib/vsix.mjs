import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { houseNode, root, tools } from "./paths.mjs";
import { mustRun } from "./processes.mjs";

/** The VSIX that `packVsix` makes. */
export async function vsixPath() {
  /** @type {unknown} */
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) {
    throw new Error("package.json names no version.");
  }
  return join(root, `bursar-${String(manifest.version)}.vsix`);
}

/** Builds and packs the extension; returns the VSIX's path. */
export async function packVsix() {
  await mustRun(houseNode, [join(root, "scripts", "build.mjs")], { cwd: root });
  const vsix = await vsixPath();
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix];
  await mustRun(houseNode, [tools.vsce, "package", ...flags], { cwd: root, output: "pipe", timeoutMs: 2 * 60_000 });
  return vsix;
}
