import assert from "node:assert/strict";
import { Ledger } from "./ledger.ts";
import { readQuarters, type QuarterFigures } from "./quarterReader.ts";
import { openStore, type Store } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";

const AT = Date.UTC(2026, 5, 10, 12, 45);
const MINUTE = 60_000;

describe("readQuarters", () => {
  let db: Store;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const row = request({
    timestamp: AT + 7 * MINUTE,
    tokens: tokens({ input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 }),
    webSearches: 6,
  });
  const bound = request({ ...row, id: "msg_2", final: false, visibleChars: 4_000 });
  const unpriced = request({ ...row, id: "msg_3", model: "made-up-model" });
  const add = (configDir: string, sessionId: string, firstTimestamp: number): void => {
    ledger.begin();
    ledger.add({ configDir, sessionId, firstTimestamp }, part({ requests: [row, bound, unpriced] }));
    ledger.commit();
  };
  const quarters = (dir: string, from = AT, to = AT + 15 * MINUTE) =>
    readQuarters(db, [ledger.dirs.idOf(dir)], from, to).toSorted((a, b) => a.model.localeCompare(b.model));

  const sums = { inputTokens: 1, outputTokens: 2, cacheReadTokens: 3, cacheWrite5mTokens: 4, cacheWrite1hTokens: 5 };
  const expected = ([priced]: QuarterFigures[]): QuarterFigures[] => [
    {
      at: AT,
      model: "claude-opus-5-5",
      requests: 2,
      inputTokens: 2,
      outputTokens: 4,
      cacheReadTokens: 6,
      cacheWrite5mTokens: 8,
      cacheWrite1hTokens: 10,
      webSearches: 12,
      costUSD: 2 * (costOf(row) ?? Number.NaN),
      lowerBoundRequests: 1,
      // From the visible characters: only that there is some is of interest here.
      estimatedMissingUSD: priced?.estimatedMissingUSD ?? Number.NaN,
      unpricedRequests: 0,
    },
    {
      ...sums,
      at: AT,
      model: "made-up-model",
      requests: 1,
      webSearches: 6,
      costUSD: 0,
      lowerBoundRequests: 0,
      estimatedMissingUSD: 0,
      unpricedRequests: 1,
    },
  ];

  it("has the sums of a quarter by model, also of requests that another directory owns", () => {
    add("/c", "owner", AT - 60 * MINUTE);
    add("/d", "copy", AT - 30 * MINUTE);
    for (const dir of ["/c", "/d"]) {
      const found = quarters(dir);
      assert.deepEqual(found, expected(found), dir);
      assert.ok((found[0]?.estimatedMissingUSD ?? 0) > 0, dir);
    }
  });

  it("has the quarters that begin in the time, and those of the directories", () => {
    add("/c", "owner", AT - 60 * MINUTE);
    assert.deepEqual(quarters("/c", AT - 15 * MINUTE, AT), []);
    assert.deepEqual(quarters("/c", AT + 15 * MINUTE, AT + 30 * MINUTE), []);
    assert.deepEqual(quarters("/elsewhere"), []);
  });
});
