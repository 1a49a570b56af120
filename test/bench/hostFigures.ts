import type { LongestTurn } from "./loopMonitor.ts";

/** What inHost.ts measures in the extension host; times in milliseconds. */
export interface HostFigures {
  activationMs: number;
  /** In the 10 s before the extension was activated: VS Code's own. */
  before: LongestTurn;
  /** From the end of the activation to the Snapshot that shows everything. */
  indexing: LongestTurn;
  indexMs: number;
  snapshots: number;
  /** In that Snapshot, over its last 30 days. */
  requests: number;
}
