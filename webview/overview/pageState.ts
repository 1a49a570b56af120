import type { Snapshot } from "../../src/shared/snapshot.ts";

/** What there is to show: nothing of Claude Code's, nothing of the user's yet, or sessions (perhaps soon). */
export type PageState = "notFound" | "firstRun" | "sessions";

export function pageState({ atHand, live, recent, index, configDirs }: Snapshot): PageState {
  if (atHand !== null || live.length > 0 || recent.length > 0 || index.kind === "indexing") return "sessions";
  if (configDirs.some(({ state }) => state.kind === "looking")) return "sessions";
  return configDirs.some(({ state }) => state.kind === "ok") ? "firstRun" : "notFound";
}
