/** The dearest requests and everything that happened, for the table below the chart. */
import * as l10n from "@vscode/l10n";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import { dearestRequests, timelineMarks } from "./timelineMarks.ts";
import { markText } from "./timelineText.ts";

export interface TimelineEvent {
  /** The request's number in the session; null after its last one. */
  number: number | null;
  at: number;
  /** Sentences. */
  what: string[];
  /** Of the request; null where there is none. */
  context: number | null;
  usd: number | null;
}

/** A line for each request that something is to be told of, oldest first. */
export function timelineEvents(timeline: SessionTimeline): TimelineEvent[] {
  const { requests, leftOut } = timeline;
  const what = new Map<number, string[]>();
  const compacted = new Map<number, number>();
  const tell = (index: number, text: string): void => void what.set(index, [...(what.get(index) ?? []), text]);
  for (const mark of timelineMarks(timeline)) {
    tell(mark.index, markText(mark));
    if (mark.kind === "compaction") compacted.set(mark.index, mark.at);
  }
  for (const [rank, index] of dearestRequests(requests.usd).entries()) tell(index, rankText(rank));
  return [...what]
    .toSorted(([a], [b]) => a - b)
    .map(([index, texts]) => ({
      number: index < requests.at.length ? leftOut + index + 1 : null,
      at: requests.at[index] ?? compacted.get(index) ?? 0,
      what: texts,
      context: requests.context[index] ?? null,
      usd: requests.usd[index] ?? null,
    }));
}

function rankText(rank: number): string {
  return rank === 0 ? l10n.t("The dearest request.") : l10n.t("Among the ten dearest: no. {0}.", rank + 1);
}
