/** Bundled by host.ts and run by VS Code inside its extension host. */
import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import type { HostFigures } from "./hostFigures.ts";
import { isIndexed } from "./indexed.ts";
import { LoopMonitor } from "./loopMonitor.ts";

const SETTLE_MS = 5000;
const BEFORE_MS = 10_000;

/** VS Code calls this; the figures go to the file that BURSAR_BENCH_FIGURES names. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<BursarApi>("bursar.bursar");
  const { BURSAR_BENCH_FIGURES: figuresFile } = process.env;
  if (extension === undefined || figuresFile === undefined) throw new Error("The extension is not there.");
  if (extension.isActive) throw new Error("The extension was active before it was to be activated.");
  await pause(SETTLE_MS);
  const beforeMonitor = new LoopMonitor();
  await pause(BEFORE_MS);
  const before = beforeMonitor.stop();

  const startedAt = performance.now();
  const bursar = await extension.activate();
  const activatedAt = performance.now();
  const indexMonitor = new LoopMonitor();
  const { snapshots, requests } = await indexed(bursar);
  const figures: HostFigures = {
    activationMs: activatedAt - startedAt,
    before,
    indexing: indexMonitor.stop(),
    indexMs: performance.now() - activatedAt,
    snapshots,
    requests,
  };
  writeFileSync(figuresFile, JSON.stringify(figures));
}

function indexed(bursar: BursarApi): Promise<Pick<HostFigures, "snapshots" | "requests">> {
  return new Promise((resolve) => {
    let snapshots = 0;
    const subscription = bursar.onSnapshot((snapshot) => {
      snapshots++;
      if (!isIndexed(snapshot)) return;
      subscription.dispose();
      resolve({ snapshots, requests: snapshot.spend.last30Days.total.requests });
    });
  });
}
