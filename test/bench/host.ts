import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { browserFlags, ensureBrowser } from "../../scripts/lib/browser.mjs";
import {
  folderUrl,
  installCodeServer,
  quietSettings,
  startCodeServer,
  writeSettings,
} from "../../scripts/lib/codeServer.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import type { Bench, Section } from "./bench.ts";
import { cachedConfigDir, type BenchConfigDir } from "./configDirs.ts";
import type { HostFigures } from "./hostFigures.ts";
import { count, duration, mebibytes, spread, table } from "./markdown.ts";

const TIMEOUT_MS = 180_000;
const MOST_ROUNDS = 3;

/** Activation, and how long the event loop of a real extension host is held while a cold index runs. */
export async function measureHost(bench: Bench): Promise<Section> {
  const configDir = cachedConfigDir(bench.cache, bench.bytes, Date.now());
  const title = `Extension host: cold index of ${mebibytes(configDir.bytes)}, ${count(configDir.files.length)} files`;
  await installCodeServer();
  const browserPath = await ensureBrowser();
  const extension = stageExtension(dirname(bench.engine), join(bench.scratch, "extension"));
  const entry = join(bench.scratch, "inHost.cjs");
  await build({
    entryPoints: [join(import.meta.dirname, "inHost.ts")],
    outfile: entry,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });

  const figures: HostFigures[] = [];
  const rounds = Math.min(bench.rounds, MOST_ROUNDS);
  for (let round = 0; round < rounds; round++) {
    bench.progress(`extension host, ${round + 1} of ${rounds}`);
    figures.push(
      await runInHost(bench, configDir, browserPath, extension, entry, join(bench.scratch, `host-${round}`)),
    );
  }
  const row = (name: string, of: (figure: HostFigures) => number): string[] => [
    name,
    spread(figures.map(of), duration),
  ];
  return {
    title,
    markdown: table(
      ["", ""],
      [
        row("activation", ({ activationMs }) => activationMs),
        row("longest hold of the event loop while the index runs", ({ indexing }) => indexing.wallMs),
        row("most CPU time in one turn of it", ({ indexing }) => indexing.cpuMs),
        row("the same in 10 s before the activation: longest hold", ({ before }) => before.wallMs),
        row("most CPU time", ({ before }) => before.cpuMs),
        row("the index, from activation to the complete Snapshot", ({ indexMs }) => indexMs),
        [
          "Snapshots meanwhile",
          spread(
            figures.map(({ snapshots }) => snapshots),
            count,
          ),
        ],
      ],
    ),
    disagreements: figures
      .filter(({ requests }) => requests !== configDir.requests)
      .map(({ requests }) => `The host's Snapshot shows ${requests} requests instead of ${configDir.requests}`),
  };
}

/** A copy of the extension that waits to be activated, so that the moment is ours. */
function stageExtension(dist: string, path: string): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "package.json"), JSON.stringify({ ...manifest, activationEvents: [] }));
  cpSync(dist, join(path, "dist"), { recursive: true });
  cpSync(join(root, "media"), join(path, "media"), { recursive: true });
  return path;
}

async function runInHost(
  bench: Bench,
  configDir: BenchConfigDir,
  browserPath: string,
  extension: string,
  entry: string,
  dir: string,
): Promise<HostFigures> {
  const figuresFile = join(dir, "figures.json");
  const workspace = join(dir, "workspace");
  mkdirSync(workspace, { recursive: true });
  const folders = { userDataDir: join(dir, "vscode"), extensionsDir: join(dir, "extensions") };
  const own = {
    CLAUDE_CONFIG_DIR: configDir.path,
    BURSAR_HOME: join(dir, "bursar"),
    BURSAR_BENCH_FIGURES: figuresFile,
  };
  await writeSettings(folders, quietSettings);
  const server = await startCodeServer({ ...folders, env: { ...bench.env, ...own }, testDriver: true });
  const browser = await chromium.launch({ executablePath: browserPath, args: browserFlags, env: bench.env });
  try {
    const page = await browser.newPage();
    const ended = Promise.withResolvers<number>();
    const words: string[] = [];
    await page.exposeFunction("codeAutomationExit", ended.resolve);
    await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => words.push(args.join(" ")));
    const limit = setTimeout(() => ended.reject(new Error(`No end after ${duration(TIMEOUT_MS)}.`)), TIMEOUT_MS);
    const remote = `vscode-remote://${new URL(server.origin).host}`;
    const payload = [
      ["extensionDevelopmentPath", remote + extension],
      ["extensionTestsPath", remote + entry],
      ["skipWelcome", "true"],
    ];
    await page.goto(`${folderUrl(server.origin, workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const code = await ended.promise;
    clearTimeout(limit);
    if (code !== 0) throw new Error(`The measurement in the extension host failed:\n${words.slice(-20).join("\n")}`);
    return JSON.parse(readFileSync(figuresFile, "utf8")) as HostFigures;
  } finally {
    await browser.close();
    await server.end();
  }
}
