/**
 * `npm run bench [-- MEASUREMENT…] [--size 1GiB] [--rounds 5]`: measures speed and memory and prints tables; it judges
 * counts, never times. Measurements: cold, unchanged, watch, idle, host, forecast, dashboard; all when none is named.
 */
import { join } from "node:path";
import { houseNode, root } from "./lib/paths.mjs";
import { mustRun } from "./lib/processes.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
await mustRun(houseNode, [join(root, "scripts", "build.mjs")], { cwd: root });
const { bench } = await import("../test/bench/main.ts");
process.exitCode = await bench(process.argv.slice(2));
