/**
 * `npm start [-- --demo]`: sets everything up and opens Bursar in a VS Code: the installed one, else the one that npm
 * carries. Shows your own sessions; with `--demo`, or when there are none, made-up ones.
 */
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { startBursar } = await import("./lib/startBursar.mjs");
await startBursar({ demo: process.argv.includes("--demo") });
