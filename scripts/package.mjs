/** `npm run package`: builds, then packs bursar-<version>.vsix into the project's folder. */
import { stat } from "node:fs/promises";
import { packVsix } from "./lib/vsix.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const vsix = await packVsix();
console.log(`${vsix} (${Math.round((await stat(vsix)).size / 1024)} KB)`);
