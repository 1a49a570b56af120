/** Sessions in a store, for tests. */
import type { DatabaseSync } from "node:sqlite";
import { Ledger } from "../ledger/ledger.ts";
import { openStore } from "../ledger/store.ts";
import { part, request, tokens } from "../ledger/testParts.ts";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export class TestHistory {
  readonly db: DatabaseSync = openStore({ kind: "memory" });
  readonly ledger = new Ledger(this.db);

  /** Adds requests, in their order a minute apart from `at` on. */
  add(sid: string, at: number, requests: Partial<RequestRow>[], found: Partial<TranscriptPart> = {}): void {
    this.ledger.begin();
    this.ledger.add(
      { configDir: "/c", sessionId: sid, firstTimestamp: at },
      part({
        requests: requests.map((row, index) =>
          request({ id: `${sid}-${at}-${index}`, sessionId: sid, timestamp: at + index * MINUTE, ...row }),
        ),
        ...found,
      }),
    );
    this.ledger.commit();
  }
}

/** A main-chain request whose prompt has this size, of which so much was read from the cache. */
export const prompt = (context: number, cacheRead = 0, output = 100): Partial<RequestRow> => ({
  tokens: tokens({ input: 0, output, cacheRead, cacheWrite5m: 0, cacheWrite1h: context - cacheRead }),
  context: { tokens: context, output },
});

export const compactedAt = (...times: number[]): Partial<TranscriptPart> => ({
  compactions: times.map((timestamp) => ({
    kind: "compaction",
    sessionId: null,
    timestamp,
    trigger: "manual",
    preTokens: null,
    postTokens: null,
  })),
});
