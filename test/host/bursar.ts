/** The extension under test, seen from outside. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import type { Meter } from "../../src/shared/meter.ts";
import type { Snapshot, WindowsView } from "../../src/shared/snapshot.ts";

export async function activateBursar(): Promise<BursarApi> {
  const extension = vscode.extensions.getExtension<BursarApi>("bursar.bursar");
  assert.ok(extension, "the extension is not there");
  return extension.activate();
}

/** The first Snapshot from now on, the latest among them, that is as wanted. */
export function untilSnapshot(api: BursarApi, wanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
  return firstOf((listener) => api.onSnapshot(listener), api.latestSnapshot(), wanted);
}

/** The same for what the status bar shows. */
export function untilMeter(api: BursarApi, wanted: (meter: Meter) => boolean): Promise<Meter> {
  return firstOf((listener) => api.onMeter(listener), api.meter(), wanted);
}

/** What Bursar says of the windows of a config directory. */
export const windowsOf = ({ windows }: Snapshot, configDir: string): WindowsView | undefined =>
  windows.find((view) => view.configDir === configDir);

/**
 * Has Bursar read one more config directory, made for a test. The returned function ends that: the ledger keeps what
 * was read of a directory, so that limits told in the run's own one would show in every test from then on.
 */
export async function addConfigDir(
  api: BursarApi,
  name: string,
): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), `bursar-${name}-`)));
  const set = (dirs: string[] | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("bursar").update("configDirs", dirs, vscode.ConfigurationTarget.Global);
  await set([dir]);
  await untilSnapshot(api, (snapshot) => windowsOf(snapshot, dir) !== undefined);
  return {
    dir,
    remove: async () => {
      await set(undefined);
      await untilSnapshot(api, (snapshot) => windowsOf(snapshot, dir) === undefined);
      rmSync(dir, { recursive: true });
    },
  };
}

/** The first value of an event, or the present one, that is as wanted. */
export function firstOf<T>(
  subscribe: (listener: (value: T) => void) => vscode.Disposable,
  present: T | null,
  wanted: (value: T) => boolean,
): Promise<T> {
  if (present !== null && wanted(present)) return Promise.resolve(present);
  const { promise, resolve } = Promise.withResolvers<T>();
  const subscription = subscribe((value) => {
    if (!wanted(value)) return;
    subscription.dispose();
    resolve(value);
  });
  return promise;
}
