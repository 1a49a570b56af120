import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { Ledger } from "../ledger/ledger.ts";
import { openStore } from "../ledger/store.ts";
import { part, request, tokens } from "../ledger/testParts.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { SessionReader } from "./sessionReader.ts";
import { sessionView } from "./sessionViews.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const at = Date.UTC(2026, 5, 10, 12);

describe("sessionView: the life of the cache", () => {
  let db: DatabaseSync;
  let ledger: Ledger;

  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (requests: Partial<RequestRow>[], compactedAt?: number) => {
    ledger.begin();
    ledger.add(
      { configDir: "/c", sessionId: "a", firstTimestamp: at },
      part({
        requests: requests.map((row, index) =>
          request({ id: `m${at + (row.timestamp ?? 0)}-${index}`, sessionId: "a", timestamp: at, ...row }),
        ),
        compactions:
          compactedAt === undefined
            ? []
            : [
                {
                  kind: "compaction",
                  sessionId: "a",
                  timestamp: compactedAt,
                  trigger: "manual",
                  preTokens: null,
                  postTokens: 3000,
                },
              ],
      }),
    );
    ledger.commit();
  };
  const hour = { expiresAt: at + 70 * MINUTE, ttl: "1h" as const };
  const cacheAt = (told: { cache: typeof hour | null; storedAt: number } | null) => {
    const reading = told && {
      ...told,
      sessionId: "a",
      model: null,
      limits: [],
      contextWindow: null,
      effort: null,
      totalCostUsd: null,
      answer: "",
    };
    const session = new SessionReader(db, [ledger.dirs.idOf("/c")]).bySid("a");
    const state = { kind: "ended", at } as const;
    return sessionView({ sessionId: "a", session, record: null, state, reading }, {}, ledger.prices).cache;
  };

  it("is what the status line tells", () => {
    add([{}]);
    const told = { ...hour, source: "live", asOf: at + SECOND };
    assert.deepEqual(cacheAt({ cache: hour, storedAt: at + SECOND }), told);
    // The next answer is there, and the status line is about to be rendered.
    add([{ timestamp: at + 3 * SECOND }]);
    assert.deepEqual(cacheAt({ cache: hour, storedAt: at + SECOND }), told);
  });

  it("is estimated from the last main-chain request and the duration in use, where no status line tells it", () => {
    add([
      {},
      { timestamp: at + MINUTE, tokens: tokens({ cacheWrite5m: 0, cacheWrite1h: 0 }) },
      { timestamp: at + 2 * MINUTE, main: false, tokens: tokens({ cacheWrite1h: 0, cacheWrite5m: 9 }) },
    ]);
    const estimated = { expiresAt: at + 61 * MINUTE, ttl: "1h", source: "estimated", asOf: at + MINUTE };
    assert.deepEqual(cacheAt(null), estimated);
    assert.deepEqual(cacheAt({ cache: null, storedAt: at + MINUTE }), estimated);
    add([{ timestamp: at + 3 * MINUTE, tokens: tokens({ cacheWrite1h: 0, cacheWrite5m: 9 }) }]);
    assert.deepEqual(cacheAt(null), {
      expiresAt: at + 8 * MINUTE,
      ttl: "5m",
      source: "estimated",
      asOf: at + 3 * MINUTE,
    });
  });

  it("is estimated where the session went on without a status line", () => {
    add([{}, { timestamp: at + 20 * MINUTE }]);
    assert.equal(cacheAt({ cache: hour, storedAt: at + SECOND })?.expiresAt, at + 80 * MINUTE);
  });

  it("is not known of a session that caches nothing, nor just after a compaction", () => {
    add([{ tokens: tokens({ cacheRead: 0, cacheWrite1h: 0 }) }]);
    assert.equal(cacheAt(null), null);
    add([{ timestamp: at + MINUTE }]);
    assert.notEqual(cacheAt(null), null);
    add([], at + 2 * MINUTE);
    assert.equal(cacheAt(null), null);
    add([{ timestamp: at + 3 * MINUTE }]);
    assert.equal(cacheAt(null)?.expiresAt, at + 63 * MINUTE);
  });
});
