/** How far the index is, over all directories. */
import type { IndexState } from "../shared/snapshot.ts";

/**
 * @param states of the indexers
 * @param looked every directory that answers has been looked through once: before, nothing is known to be complete,
 *   even while no file is being read
 */
export function indexState(states: readonly IndexState[], looked: boolean, now: number): IndexState {
  const running = states.filter((state) => state.kind === "indexing");
  if (running.length === 0 && looked) return { kind: "idle" };
  const sum = (of: (state: (typeof running)[number]) => number) =>
    running.reduce((total, state) => total + of(state), 0);
  return {
    kind: "indexing",
    filesDone: sum(({ filesDone }) => filesDone),
    files: sum(({ files }) => files),
    bytesDone: sum(({ bytesDone }) => bytesDone),
    bytes: sum(({ bytes }) => bytes),
    startedAt: Math.min(now, ...running.map(({ startedAt }) => startedAt)),
  };
}
