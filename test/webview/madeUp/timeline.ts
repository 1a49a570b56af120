/** The made-up requests of a session: it fills up, is compacted twice, changes its model and loses its cache three times. */
import type { SessionRow, SessionTimeline, TimelineColumns } from "../../../src/shared/historyPages.ts";
import { cost } from "../snapshots.ts";

const FLOOR = 18_400;
const AFTER_COMPACTION = 31_000;
/** Requests of each stretch between compactions: 212 together. */
const STRETCHES = [88, 71, 53];
const SWITCH_AT = 120;
const BREAKS = new Set([41, 120, 187]);
const REQUESTS = STRETCHES.reduce((sum, each) => sum + each, 0);

/** As the Snapshot's gauges have it. */
const TOLD: Record<string, number> = { a: 124_300, b: 148_000, c: 38_000 };

/** Tokens that its last request sent, which the gauge and the context's parts show too. */
export function lastContext({ sessionId, peakContext }: SessionRow): number {
  return TOLD[sessionId] ?? Math.round(FLOOR + (peakContext - FLOOR) * 0.72);
}

export function timelineOf(session: SessionRow): SessionTimeline {
  const context = contexts(session);
  const breaks = (index: number): boolean => BREAKS.has(index);
  const columns: TimelineColumns = {
    at: context.map((_, index) => moment(session, index)),
    context,
    output: context.map((_, index) => 180 + ((index * 7919) % 1700)),
    usd: [],
    model: context.map((_, index) => (index < SWITCH_AT ? 0 : 1)),
    rewritten: context.map((tokens, index) => (breaks(index) ? Math.round(tokens * 0.93) : 0)),
  };
  const weights = context.map((tokens, index) => tokens * (breaks(index) ? 12 : 1) + 9000 * ((index * 13) % 5));
  const whole = weights.reduce((sum, each) => sum + each, 0);
  const usd = session.cost.unpricedRequests > 0 ? null : session.cost.usd * 0.83;
  columns.usd = weights.map((weight) => (usd === null ? null : (usd * weight) / whole));
  const first = STRETCHES[0] ?? 0;
  const second = first + (STRETCHES[1] ?? 0);
  return {
    session,
    models: [{ id: "claude-sonnet-5-5", name: "Sonnet 5.5" }, session.model ?? { id: "unknown", name: "unknown" }],
    requests: columns,
    leftOut: 0,
    compactions: [
      { at: moment(session, first - 0.5), auto: true },
      { at: moment(session, second - 0.5), auto: false },
    ],
    agents: [
      { name: "Explore", cost: cost({ usd: session.cost.usd * 0.14, requests: 31 }) },
      { name: "general-purpose", cost: cost({ usd: session.cost.usd * 0.03, requests: 6 }) },
    ],
    window: 200_000,
  };
}

function contexts(session: SessionRow): number[] {
  const ends = [session.peakContext, session.peakContext * 0.96, lastContext(session)];
  return STRETCHES.flatMap((length, stretch) => {
    const from = stretch === 0 ? FLOOR : AFTER_COMPACTION;
    const to = ends[stretch] ?? from;
    return Array.from({ length }, (_, index) => {
      // It grows in steps: a file read, then many small results.
      const share =
        index === length - 1 ? 1 : (Math.floor((index * 9) / length) + ((index * 9) / length) ** 0.5 / 9) / 9.4;
      return Math.round(from + (to - from) * Math.min(1, share));
    });
  });
}

/** Two pauses, as of a person who was away. */
function moment({ startedAt, lastActivity }: SessionRow, index: number): number {
  const share = index / (REQUESTS - 1);
  const paused = share * 0.7 + (share > 0.3 ? 0.18 : 0) + (share > 0.62 ? 0.12 : 0);
  return Math.round(startedAt + (lastActivity - startedAt) * Math.min(1, paused));
}
