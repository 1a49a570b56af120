/** The dashboard as VS Code would load it: the host's own page with its policy, from a loopback server. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { webviewScript, webviewStyle } from "../../scripts/lib/webviewBundle.mjs";
import { builtFiles, pageHtml, SHIPPED_FONT, send, urlOf } from "./pageFiles.ts";

export interface DashboardServer {
  url: string;
  /** Bytes of the bundled script, minified. */
  scriptSize: number;
  close: () => void;
}

export async function serveDashboard(): Promise<DashboardServer> {
  const options = { minify: true, write: false } as const;
  const results = await Promise.all([webviewScript, webviewStyle].map((of) => build({ ...of, ...options })));
  const files = new Map(results.flatMap(builtFiles));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = urlOf(request);
    if (pathname === "/") {
      void pageHtml(searchParams.get("locale")).then(
        (html) => send(response, "index.html", html),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    } else if (pathname === SHIPPED_FONT.path) {
      void readFile(SHIPPED_FONT.file).then(
        (font) => send(response, pathname, font),
        () => response.writeHead(404).end(),
      );
    } else send(response, pathname, files.get(pathname));
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
