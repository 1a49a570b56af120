/** `npm run check`: types, lint, format and unit tests, side by side; prints what each says, fails if one does. */
import { run } from "./lib/processes.mjs";
import { houseNode, root, tools } from "./lib/paths.mjs";
import { isolatedHome } from "./lib/isolatedHome.mjs";
import { suiteFiles } from "./lib/suites.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);

const home = await isolatedHome();
const checks = [
  { name: "types", args: [tools.tsc, "--noEmit"] },
  { name: "lint", args: [tools.oxlint] },
  { name: "format", args: [tools.oxfmt, "--check", "."] },
  { name: "unit tests", args: [tools.mocha, "--reporter", "dot", ...suiteFiles.unit] },
];
const results = await Promise.all(
  checks.map(async ({ name, args }) => {
    const started = performance.now();
    const { code, output } = await run(houseNode, args, {
      cwd: root,
      env: home.env,
      output: "pipe",
      timeoutMs: 5 * 60_000,
    });
    return { name, code, output, seconds: (performance.now() - started) / 1000 };
  }),
);
await home.remove();

for (const { name, code, output, seconds } of results) {
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output);
}
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
