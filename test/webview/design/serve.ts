/** Serves the dashboard inside its frame on loopback, and builds both again whenever a source changes. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type BuildOptions, context, formatMessages, type Plugin } from "esbuild";
import { webviewScript, webviewStyle } from "../../../scripts/lib/webviewBundle.mjs";
import { builtFiles, NONCE, pageHtml, send, urlOf } from "../pageFiles.ts";
import { chosenIn } from "./choices.ts";

const FRAME = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Bursar's dashboard</title><link rel="stylesheet" href="/frame.css"></head>
<body><script src="/frame.js"></script></body>
</html>
`;

export interface DesignServer {
  url: string;
  close: () => Promise<void>;
}

/** Resolves when everything was built once, with or without success. `port` 0: any that is free. */
export async function serveDesign(port: number): Promise<DesignServer> {
  const files = new Map<string, Uint8Array>();
  const failures = new Map<string, string>();
  const listeners = new Set<ServerResponse>();

  async function tellOf(name: string, errors: Parameters<typeof formatMessages>[0]): Promise<void> {
    if (errors.length === 0) failures.delete(name);
    else failures.set(name, (await formatMessages(errors, { kind: "error" })).join("\n"));
    for (const listener of listeners) tell(listener);
  }
  const tell = (listener: ServerResponse): boolean => listener.write(buildEvent([...failures.values()].join("\n")));

  async function keepBuilding(name: string, options: BuildOptions): Promise<() => Promise<void>> {
    const built = Promise.withResolvers<void>();
    const keep: Plugin = {
      name: "keep",
      setup: (build) =>
        build.onEnd(async (result) => {
          for (const [path, contents] of builtFiles(result)) files.set(path, contents);
          await tellOf(name, result.errors);
          built.resolve();
        }),
    };
    const building = await context({ ...options, write: false, sourcemap: "inline", plugins: [keep] });
    await building.watch();
    await built.promise;
    return () => building.dispose();
  }

  const folder = "test/webview/design";
  const ends = await Promise.all([
    keepBuilding("script", webviewScript),
    keepBuilding("style", webviewStyle),
    keepBuilding("stand-in", { ...webviewScript, entryPoints: { standIn: `${folder}/standIn.ts` } }),
    keepBuilding("frame", { ...webviewScript, entryPoints: { frame: `${folder}/frame.ts` } }),
    keepBuilding("frame's style", { ...webviewStyle, entryPoints: { frame: `${folder}/frame.css` } }),
  ]);

  const server = createServer((request, response) => {
    const { pathname, search } = urlOf(request);
    if (pathname === "/") send(response, "frame.html", FRAME);
    else if (pathname === "/page") {
      const { locale } = chosenIn(search.slice(1));
      void pageHtml(locale === "en" ? null : locale).then(
        (html) => send(response, "page.html", withStandIn(html)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    } else if (pathname === "/builds") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      if (failures.size > 0) tell(response);
    } else send(response, pathname, files.get(pathname));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      for (const end of ends) await end();
    },
  };
}

/** A server-sent event whose data is why building failed, "" when it did not. */
function buildEvent(failure: string): string {
  return `${failure
    .split("\n")
    .map((line) => `data: ${line}`)
    .join("\n")}\n\n`;
}

function withStandIn(html: string): string {
  return html.replace("<body>", `<body>\n<script nonce="${NONCE}" src="/standIn.js"></script>`);
}
