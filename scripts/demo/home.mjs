/** The folders of a made-up person who has worked with Claude Code and Bursar for eight weeks. All of it is invented. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAccount } from "./account.mjs";
import { useElsewhere } from "./elsewhere.mjs";
import { days, makeHistory } from "./history.mjs";
import { writePast } from "./ledger.mjs";
import { Meter } from "./meter.mjs";
import { Past } from "./past.mjs";
import { seededRandom } from "./random.mjs";
import { makeToday, waitingSince } from "./today.mjs";

/** @typedef {Awaited<ReturnType<typeof makeDemoHome>>} DemoHome */

const day = 24 * 3_600_000;

/**
 * Makes it afresh, up to the last full minute: windows begin at full minutes, so it comes out the same at every time.
 * @param {string} dir
 * @param {number} moment
 */
export async function makeDemoHome(dir, moment) {
  const now = moment - (moment % 60_000);
  const configDir = join(dir, "claude");
  const dataDir = join(dir, "bursar");
  const workspace = join(dir, "atlas-api");
  const otherProject = join(dir, "atlas-web");
  await rm(dir, { recursive: true, force: true });
  for (const folder of [configDir, workspace, otherProject]) await mkdir(folder, { recursive: true });

  const meter = new Meter(now + 2.2 * day, useElsewhere(now, days));
  const past = new Past(seededRandom(12), meter);
  makeHistory(past, { configDir, workspace, otherProject }, now, now - waitingSince);
  makeToday(past, { configDir, workspace, otherProject }, now);
  await writeAccount(configDir, { at: now, limits: meter.limits(now) });
  await writePast(past, { configDir, dataDir, advised: advisedOf(past) });
  await writeProject(workspace);
  return { configDir, dataDir, workspace, otherProject, meter };
}

/**
 * The compactions that Bursar advised: the last ones of sessions that went on for long enough to see what came of it.
 * @param {Past} past
 */
function advisedOf({ files, compactions }) {
  const lastOf = new Map(compactions.map((compaction) => [compaction.sessionId, compaction]));
  return [...lastOf.values()].filter(({ file, rows }) => (files.get(file)?.length ?? 0) - rows > 50).slice(-6);
}

/** @param {string} workspace */
async function writeProject(workspace) {
  const files = {
    "README.md": "# atlas-api\n\nA made-up project for Bursar's demo.\n",
    "src/routes/orders.ts":
      'import { exportOrders } from "../jobs/export.ts";\n\nexport const orders = { export: exportOrders };\n',
    "src/jobs/export.ts": "export function exportOrders(cursor: string | null): string | null {\n  return cursor;\n}\n",
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(workspace, name);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }
}
