/**
 * `npm run simulate [-- --runs 200]`: runs calibration and forecast on made-up histories and prints how often their
 * intervals held the truth; it fails where one did so in less than 70 % or more than 90 %.
 */
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { simulate } = await import("../test/simulation/simulation.ts");
process.exitCode = simulate(process.argv.slice(2));
