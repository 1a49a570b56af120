/** What happened in a session beside its growth: compactions, switches of the model, cache breaks. */
import type { SessionTimeline } from "../../src/shared/historyPages.ts";

/**
 * `index`: the request that it concerns: the first after a compaction (their number when none came after it), the first
 * of another model, the one that wrote again what the cache had held (`tokens`).
 */
export type TimelineMark = { index: number; at: number } & (
  | { kind: "compaction"; auto: boolean | null }
  | { kind: "switch"; from: string; to: string }
  | { kind: "break"; tokens: number }
);

/** Oldest first. Compactions among the requests that were left out are not told: nothing of them is on the chart. */
export function timelineMarks({ requests, models, compactions, leftOut }: SessionTimeline): TimelineMark[] {
  const { at, model, rewritten } = requests;
  const marks: TimelineMark[] = [];
  for (const { at: compactedAt, auto } of compactions) {
    const index = firstFrom(at, compactedAt);
    if (index > 0 || leftOut === 0) marks.push({ kind: "compaction", index, at: compactedAt, auto });
  }
  const name = (index: number): string => models[model[index] ?? -1]?.name ?? "";
  for (const [index, time] of at.entries()) {
    if (index > 0 && model[index] !== model[index - 1]) {
      marks.push({ kind: "switch", index, at: time, from: name(index - 1), to: name(index) });
    }
    const tokens = rewritten[index] ?? 0;
    if (tokens > 0) marks.push({ kind: "break", index, at: time, tokens });
  }
  return marks.toSorted((a, b) => a.index - b.index || a.at - b.at);
}

/** The index of the first that is not earlier; their number when none is. `at` is in order. */
function firstFrom(at: readonly number[], time: number): number {
  const index = at.findIndex((each) => each >= time);
  return index === -1 ? at.length : index;
}

export interface ModelBand {
  /** Index into the timeline's models. */
  model: number;
  name: string;
  /** Indices of its first and its last request. */
  from: number;
  to: number;
}

/** The stretches of one model each, oldest first. */
export function modelBands({ requests, models }: SessionTimeline): ModelBand[] {
  const bands: ModelBand[] = [];
  for (const [index, model] of requests.model.entries()) {
    const last = bands.at(-1);
    if (last?.model === model) last.to = index;
    else bands.push({ model, name: models[model]?.name ?? "", from: index, to: index });
  }
  return bands;
}

/** How many requests have a place among the dearest. */
const DEAREST = 10;

/** Requests by their index, dearest first, at most ten; those without a price or a cost are not among them. */
export function dearestRequests(usd: readonly (number | null)[]): number[] {
  return [...usd.keys()]
    .filter((index) => (usd[index] ?? 0) > 0)
    .toSorted((a, b) => (usd[b] ?? 0) - (usd[a] ?? 0) || a - b)
    .slice(0, DEAREST);
}
