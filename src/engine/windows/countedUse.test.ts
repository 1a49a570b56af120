import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { Ledger } from "../ledger/ledger.ts";
import { openStore } from "../ledger/store.ts";
import { costOf, part, request, tokens } from "../ledger/testParts.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { countedUse } from "./countedUse.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 5, 10, 15, 7);

describe("countedUse", () => {
  let db: DatabaseSync;
  let ledger: Ledger;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (rows: Partial<RequestRow>[], dir = "/c", sid = "a") => {
    ledger.begin();
    const requests = rows.map((row, index) => request({ id: `${sid}-${index}`, sessionId: sid, ...row }));
    ledger.add({ configDir: dir, sessionId: sid, firstTimestamp: now - 10 * DAY }, part({ requests }));
    ledger.commit();
  };
  const counted = (dir = "/c") => countedUse(db, ledger.dirs.idOf(dir), now);
  const requestsIn = (dir?: string) => {
    const { last5Hours, last7Days } = counted(dir);
    return [last5Hours.requests, last7Days.requests];
  };

  it("adds up the last 5 hours and 7 days, to the quarter of an hour in which they begin", () => {
    add([
      { timestamp: now },
      { timestamp: now - 5 * HOUR - 7 * MINUTE },
      { timestamp: now - 5 * HOUR - 8 * MINUTE },
      { timestamp: now - 7 * DAY - 7 * MINUTE },
      { timestamp: now - 7 * DAY - 8 * MINUTE },
    ]);
    assert.deepEqual(requestsIn(), [2, 4]);
  });

  it("gives cost with what qualifies it, and what Claude Code reported beyond it", () => {
    const row = { timestamp: now - HOUR, tokens: tokens({ output: 70 }) };
    add([row, { ...row, model: "made-up-model" }, { ...row, final: false, visibleChars: 4000 }]);
    const insert = db.prepare("INSERT INTO side SELECT id, ?, '', ? FROM session");
    insert.run(now - HOUR, 0.25);
    insert.run(now - DAY, 0.5);
    insert.run(now - 8 * DAY, 1);
    const { last5Hours, last7Days } = counted();
    const one = costOf(request(row)) ?? Number.NaN;
    assert.ok(Math.abs(last5Hours.usd - 2 * one) < 1e-12);
    assert.ok(last5Hours.estimatedMissingUsd > 0);
    assert.deepEqual(
      [last5Hours.requests, last5Hours.unpricedRequests, last5Hours.lowerBoundRequests, last5Hours.sideUsd],
      [3, 1, 1, 0.25],
    );
    assert.equal(last7Days.sideUsd, 0.75);
  });

  it("is of one directory, and counts what that holds a copy of", () => {
    add([{ id: "shared", timestamp: now - HOUR }]);
    add([{ id: "shared", timestamp: now - HOUR }, { timestamp: now - DAY }], "/d", "b");
    assert.deepEqual(requestsIn("/c"), [1, 1]);
    assert.deepEqual(requestsIn("/d"), [1, 2]);
    assert.deepEqual(requestsIn("/e"), [0, 0]);
  });

  it("counts what a clock that was ahead dated in the future", () => {
    add([{ timestamp: now + 3 * DAY }]);
    assert.deepEqual(requestsIn(), [1, 1]);
  });
});
