import type { Snapshot } from "../../src/shared/snapshot.ts";

/** Everything is read and shown. */
export function isIndexed(snapshot: Snapshot): boolean {
  return (
    snapshot.index.kind === "idle" && snapshot.configDirs.some(({ state }) => state.kind === "ok" && state.files > 0)
  );
}
