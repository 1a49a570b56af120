/** A replay of the advice as JSON. */
import { REPLAY_ASSUMPTIONS } from "../engine/advice/replay.ts";
import type { ReplayReport, ReplayRow } from "./adviseReplay.ts";

/** Schema 1. Names and meanings stay; new members may come. Amounts are US dollars at list price. */
export function adviseJson({ sessions, transcriptGone, mainChainUsd, unpricedRequests, sums, rows }: ReplayReport) {
  const report = {
    schema: 1,
    assumptions: REPLAY_ASSUMPTIONS,
    totals: {
      sessions,
      transcriptGone,
      advised: sums.advised,
      won: sums.won,
      lost: sums.lost,
      unpriced: sums.unpriced,
      promiseHeld: sums.promiseHeld,
      costUSD: sums.costUsd,
      savedUSD: sums.savedUsd,
      netUSD: sums.netUsd,
      largest: sums.largest && { sessionId: sums.largest.sessionId, netUSD: sums.largest.netUsd },
      mainChainUSD: mainChainUsd,
      unpricedRequests,
    },
    rows: rows.map(rowJson),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const rowJson = (row: ReplayRow) => ({
  sessionId: row.sessionId,
  title: row.title,
  project: row.project,
  time: new Date(row.advisedAt).toISOString(),
  advice: row.advice,
  boundary: row.boundary,
  contextTokens: row.context,
  requestsBefore: row.requestsBefore,
  requestsExpected: row.expectedRequests,
  requestsAfter: row.requestsAfter,
  endedBy: row.endedBy,
  promisedUSD: row.promisedUsd,
  costUSD: row.result?.costUsd ?? null,
  savedUSD: row.result?.savedUsd ?? null,
  netUSD: row.result?.netUsd ?? null,
  mainChainUSD: row.mainChainUsd,
});
