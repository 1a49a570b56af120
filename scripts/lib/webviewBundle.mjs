/** How the dashboard is bundled: by the build, by its tests, and by `npm run dashboard`. */
import { root } from "./paths.mjs";

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  legalComments: "none",
  platform: "browser",
  target: "chrome142",
};

/** @type {import("esbuild").BuildOptions} */
export const webviewScript = {
  ...common,
  entryPoints: { webview: "webview/main.ts" },
  format: "iife",
  define: { "process.env.NODE_ENV": '"production"' },
};

/** @type {import("esbuild").BuildOptions} */
export const webviewStyle = {
  ...common,
  entryPoints: { webview: "webview/styles.css" },
  loader: { ".ttf": "copy" },
  assetNames: "[name]",
};
