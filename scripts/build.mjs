/**
 * Builds dist/ with esbuild: `npm run build [-- --dev] [-- --watch]`.
 * `--dev` keeps names and adds source maps; `--watch` implies it and builds again on every change.
 */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { setUp } from "./setup.mjs";

await setUp(import.meta.url);
const esbuild = await import("esbuild");
const { webviewScript, webviewStyle } = await import("./lib/webviewBundle.mjs");

const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  legalComments: "none",
  logLevel: "warning",
};
// The floor of engines.vscode runs Node 22.22.
// jsonc-parser's `main` is a UMD bundle, which esbuild cannot take apart.
/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  platform: "node",
  target: "node22.15",
  mainFields: ["module", "main"],
  // Its build for Node requires "fs", which a bundle of ES modules cannot; Bursar reads the translations itself.
  alias: { "@vscode/l10n": "./node_modules/@vscode/l10n/dist/browser.js" },
};

/** @type {import("esbuild").BuildOptions[]} */
const targets = [
  {
    ...node,
    entryPoints: { extension: "src/extension.ts", uninstall: "src/uninstall.ts" },
    format: "cjs",
    external: ["vscode"],
    outExtension: { ".js": ".cjs" },
  },
  {
    ...node,
    entryPoints: {
      engine: "src/engine/main.ts",
      readerWorker: "src/engine/sources/readerWorker.ts",
      backupWorker: "src/engine/ledger/backupWorker.ts",
    },
    format: "esm",
  },
  { ...node, entryPoints: { cli: "src/cli/main.ts" }, format: "esm", banner: { js: "#!/usr/bin/env node" } },
  { ...common, ...webviewScript },
  { ...common, ...webviewStyle },
  {
    ...common,
    entryPoints: [
      { in: "src/bridge/statusLine.sh", out: "bridge" },
      { in: "src/bridge/statusLine.ps1", out: "bridge" },
    ],
    loader: { ".sh": "copy", ".ps1": "copy" },
  },
];

const cli = join(root, "dist", "cli.js");
if (watch) {
  let building = 0;
  // The task in .vscode/tasks.json looks for these lines: F5 starts when all of dist/ is there.
  /** @type {import("esbuild").Plugin} */
  const progress = {
    name: "progress",
    setup(build) {
      build.onStart(() => {
        if (building++ === 0) console.log("[watch] build started");
      });
      build.onEnd(() => {
        if (--building === 0) console.log("[watch] build finished");
      });
    },
  };
  const contexts = await Promise.all(targets.map((target) => esbuild.context({ ...target, plugins: [progress] })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const started = performance.now();
  await rm(join(root, "dist"), { recursive: true, force: true });
  try {
    await Promise.all(targets.map((target) => esbuild.build(target)));
  } catch {
    // esbuild has said what is wrong.
    process.exit(1);
  }
  await chmod(cli, 0o755);
  console.log(`Built dist/ in ${Math.round(performance.now() - started)} ms.`);
}
