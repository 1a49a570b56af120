/** Of which account and of which window the status bar speaks. `picked`: a config directory, or null for none. */
import type { Snapshot, WindowsView } from "../snapshot.ts";

/** The picked account's, else that of the tightest window of all; undefined while none can be told. */
export function shownAccount(snapshot: Snapshot, picked: string | null): WindowsView | undefined {
  const { windows, tightestWindow } = snapshot;
  return (
    pickedAccount(snapshot, picked) ??
    (windows.length === 1 ? windows[0] : windows.find(({ configDir }) => configDir === tightestWindow?.configDir))
  );
}

/** The window that binds the picked account, else the tightest of all. */
export function shownWindow(snapshot: Snapshot, picked: string | null): Snapshot["tightestWindow"] {
  const view = pickedAccount(snapshot, picked);
  if (!view) return snapshot.tightestWindow;
  const gauge = view.state.kind === "known" ? view.state.gauges.find(({ binds }) => binds) : undefined;
  return gauge ? { ...gauge, configDir: view.configDir } : null;
}

/** Undefined also for a directory that is no longer read. */
export const pickedAccount = ({ windows }: Snapshot, picked: string | null): WindowsView | undefined =>
  windows.find(({ configDir }) => configDir === picked);
