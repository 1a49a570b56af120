/** The dashboard's page and files as a loopback server hands them out: the host's own HTML with its policy. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { BuildResult } from "esbuild";
import { inModules, root } from "../../scripts/lib/paths.mjs";
import { dashboardHtml } from "../../src/host/dashboardHtml.ts";
import type { PageWords } from "../../src/shared/pageWords.ts";

const CONTENT_TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html",
  js: "text/javascript",
  ttf: "font/ttf",
  woff2: "font/woff2",
};

export const NONCE = "bm9uY2U";

/** The same letters on every machine, where a test asks for them. */
export const SHIPPED_FONT = {
  family: "Inter",
  path: "/inter.woff2",
  file: inModules("inter-ui/variable/InterVariable.woff2"),
};

/** The page in a language that Bursar has a bundle for; null: English, as where VS Code has none. */
export async function pageHtml(locale: string | null): Promise<string> {
  const assets = { script: "/webview.js", style: "/webview.css", cspSource: "'self'", nonce: NONCE };
  return dashboardHtml(locale === null ? assets : { ...assets, words: await wordsOf(locale) });
}

async function wordsOf(locale: string): Promise<PageWords> {
  const bundle = await readFile(join(root, "l10n", `bundle.l10n.${locale}.json`), "utf8");
  return { locale, bundle: JSON.parse(bundle) as Record<string, string> };
}

/** What was built with `write: false`, by the path under which it is asked for. */
export function builtFiles({ outputFiles = [] }: BuildResult): [path: string, contents: Uint8Array][] {
  return outputFiles.map(({ path, contents }) => [
    path.slice(join(root, "dist").length).replaceAll("\\", "/"),
    contents,
  ]);
}

export function send(response: ServerResponse, path: string, file: Uint8Array | string | undefined): void {
  if (path === "/favicon.ico") response.writeHead(204).end();
  else if (file === undefined) response.writeHead(404).end();
  else response.setHeader("content-type", CONTENT_TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain").end(file);
}

export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://localhost");
}
