/**
 * `npm run looks -- --update`: takes the reference screenshots again that differ from what the dashboard looks like now.
 * `npm run looks -- --readme`: copies those that the README shows to `media/`; both may be given.
 */
import { parseArgs } from "node:util";
import { isolatedHome } from "./lib/isolatedHome.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const options = /** @type {const} */ ({
  update: { type: "boolean", default: false },
  readme: { type: "boolean", default: false },
});
const { values } = parseArgs({ options });
if (!values.update && !values.readme) {
  console.error("Usage: npm run looks -- [--update] [--readme]");
  process.exit(2);
}
const { copyToReadme, updateLooks } = await import("../test/webview/updateLooks.ts");
if (values.update) {
  const home = await isolatedHome();
  try {
    const written = await updateLooks(home.env);
    console.log(written.length === 0 ? "Every look is as it was." : `Taken again: ${written.join(", ")}.`);
  } finally {
    await home.remove();
  }
}
if (values.readme) console.log(`For the README: ${(await copyToReadme()).join(", ")}.`);
