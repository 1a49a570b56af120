/** What the status bar can show: the names that the setting takes, in the order in which a list offers them. */
export const STATUS_BAR_SEGMENTS = [
  "model",
  "context",
  "runway",
  "cache",
  "sessionCost",
  "today",
  "last7Days",
  "window",
  "allWindows",
  "reset",
  "suggestion",
] as const;
export type StatusBarSegment = (typeof STATUS_BAR_SEGMENTS)[number];

export const DEFAULT_SEGMENTS: StatusBarSegment[] = ["context", "sessionCost", "window"];

/** `compact`: each figure by itself, without words where its place tells what it is. */
export type StatusBarForm = "full" | "compact";

/** Those of a hand-written list that there are, each once, in their order. */
export function segmentsIn(list: readonly unknown[]): StatusBarSegment[] {
  const known = list.map((item) => STATUS_BAR_SEGMENTS.find((name) => name === item));
  return [...new Set(known)].filter((name) => name !== undefined);
}
