/** Takes the reference screenshots, and the README's among them. */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDir, root } from "../../scripts/lib/paths.mjs";
import { compareLooks } from "./compareLooks.ts";
import { launchBrowser } from "./dashboardSuite.ts";
import { serveDashboard } from "./dashboardServer.ts";
import { LOOKS_DIR, referenceFile } from "./lookFiles.ts";
import { looks } from "./looks.ts";
import { openLook, takeLook } from "./takeLook.ts";

const IN_VSCODE = "media/dashboard.png";

/** `env` is for the browser. Writes each look that differs from its reference, and removes references that no look has. Returns the names written. */
export async function updateLooks(env: NodeJS.ProcessEnv): Promise<string[]> {
  await mkdir(LOOKS_DIR, { recursive: true });
  for (const file of await readdir(LOOKS_DIR)) {
    if (!looks.some(({ name }) => file === `${name}.png`)) await rm(join(LOOKS_DIR, file));
  }
  const server = await serveDashboard();
  const browser = await launchBrowser(env);
  const written: string[] = [];
  try {
    for (const look of looks) {
      const dashboard = await openLook(browser, server.url, look);
      const actual = await takeLook(dashboard);
      await dashboard.page.close();
      const expected = await readFile(referenceFile(look.name)).catch(() => null);
      if (expected !== null && compareLooks(actual, expected).kind === "same") continue;
      await writeFile(referenceFile(look.name), actual);
      written.push(look.name);
    }
  } finally {
    await browser.close();
    server.close();
  }
  return written;
}

/**
 * Copies what the README shows to `media/`: references, and the dashboard in VS Code as the last run of the workbench
 * tests saw it. Returns the paths there.
 */
export async function copyToReadme(): Promise<string[]> {
  const shown = looks.flatMap(({ name, readme }) =>
    readme === undefined ? [] : [{ name, path: `media/${readme}.png` }],
  );
  for (const { name, path } of shown) await copyFile(referenceFile(name), join(root, path));
  await copyFile(join(cacheDir, "workbench", "overview.png"), join(root, IN_VSCODE));
  return [IN_VSCODE, ...shown.map(({ path }) => path)];
}
