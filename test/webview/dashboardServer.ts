/** The dashboard as VS Code would load it: the host's own page with its policy, from a loopback server. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { dashboardHtml } from "../../src/host/dashboardHtml.ts";
import { root } from "../../scripts/lib/paths.mjs";

const CONTENT_TYPES: Record<string, string> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

export interface DashboardServer {
  url: string;
  /** Bytes of the bundled script, minified. */
  scriptSize: number;
  close: () => void;
}

export async function serveDashboard(): Promise<DashboardServer> {
  const files = await bundle();
  const html = dashboardHtml({ script: "/webview.js", style: "/webview.css", cspSource: "'self'", nonce: "bm9uY2U" });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = files.get(path);
    if (path === "/") response.setHeader("content-type", "text/html").end(html);
    else if (file === undefined) response.writeHead(404).end();
    else response.setHeader("content-type", CONTENT_TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain").end(file);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    scriptSize: files.get("/webview.js")?.byteLength ?? 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Bundles as scripts/build.mjs does, into memory. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const outdir = join(root, "dist");
  const common = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    minify: true,
    write: false,
    legalComments: "none",
    platform: "browser",
    target: "chrome142",
  } as const satisfies BuildOptions;
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: { webview: "webview/main.ts" },
      format: "iife",
      define: { "process.env.NODE_ENV": '"production"' },
    }),
    build({
      ...common,
      entryPoints: { webview: "webview/styles.css" },
      loader: { ".ttf": "copy" },
      assetNames: "[name]",
    }),
  ]);
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  return new Map(files.map(({ path, contents }) => [path.slice(outdir.length), contents]));
}
