/**
 * `npm run dashboard [-- --port 5227]`: the dashboard alone, for a browser on this machine, with made-up Snapshots: every
 * state, page, theme, language and width is one click away, and in the address. Builds again on every change of a source.
 */
import { parseArgs } from "node:util";
import { onEnd } from "./lib/processes.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const { values } = parseArgs({ options: { port: { type: "string", default: "5227" } } });
const { serveDesign } = await import("../test/webview/design/serve.ts");
const server = await serveDesign(Number(values.port));
onEnd(server.close);
console.log(`The dashboard is at ${server.url} until you press Ctrl+C.`);
