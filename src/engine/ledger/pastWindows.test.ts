import assert from "node:assert/strict";
import type { PastWindow } from "../../shared/snapshot.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import { AccountTable } from "./accountTable.ts";
import { Ledger } from "./ledger.ts";
import { pastWindows } from "./pastWindows.ts";
import { ReadingTable } from "./readingTable.ts";
import { openStore, type Store } from "./store.ts";
import { costOf, part, request } from "./testParts.ts";

const START = Date.UTC(2026, 5, 10, 10);
const minute = 60_000;
const hour = 60 * minute;
const FIVE = 5 * hour;

describe("pastWindows", () => {
  let db: Store;
  let ledger: Ledger;
  let table: ReadingTable;
  let dir: number;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
    table = new ReadingTable(db);
    dir = ledger.dirs.idOf("/c");
  });
  afterEach(() => db.close());

  /** A reading so many minutes into the window that begins so many windows after the start. */
  const note = (window: number, minutes: number, usedPercent: number, account = "a", jitter = 0) => {
    const begin = START + window * FIVE;
    const told = { key: "five_hour", label: "5-hour", resetsAt: begin + FIVE + jitter, toldBy: "status line" } as const;
    table.note(dir, account, [{ ...told, usedPercent, at: begin + minutes * minute }]);
  };
  const add = (rows: Partial<RequestRow>[]) => {
    ledger.begin();
    const requests = rows.map((row, index) => request({ id: `r${index}`, ...row }));
    ledger.add({ configDir: "/c", sessionId: "s", firstTimestamp: START }, part({ requests }));
    ledger.commit();
  };
  const page = (now: number, before: number | null = null, account = "a") =>
    pastWindows(db, { dir, account, key: "five_hour", before, now }, (cwd) => cwd);
  const brief = ({ resetsAt, peakPercent }: PastWindow) => [(resetsAt - START) / FIVE, peakPercent];

  it("has those that have ended, latest first, with peak, exhaustion and course", () => {
    for (const [window, minutes, used] of [[0, 10, 20], [0, 100, 60], [1, 5, 40], [1, 200, 100], [1, 250, 100], [2, 1, 3]] as const) note(window, minutes, used); // prettier-ignore
    const { windows, before } = page(START + 2 * FIVE + minute);
    assert.equal(before, null);
    assert.deepEqual(windows.map(brief), [
      [2, 100],
      [1, 60],
    ]);
    const [latest, first] = windows;
    assert.deepEqual([latest?.startedAt, latest?.exhaustedAt], [START + FIVE, START + FIVE + 200 * minute]);
    assert.equal(first?.exhaustedAt, null);
    assert.deepEqual(first.trend, [
      { at: START + 10 * minute, usedPercent: 20 },
      { at: START + 100 * minute, usedPercent: 60 },
    ]);
  });

  it("counts a limit that was hit", () => {
    new AccountTable(db).note(dir, "a", START);
    note(0, 10, 93);
    ledger.begin();
    const hit = { kind: "limitHit", id: "x", key: "five_hour", label: "5-hour", resetsAt: START + FIVE } as const;
    ledger.add(
      { configDir: "/c", sessionId: "s", firstTimestamp: START },
      part({ limitHits: [{ ...hit, timestamp: START + hour }] }),
    );
    ledger.commit();
    const [window] = page(START + FIVE).windows;
    assert.deepEqual([window?.peakPercent, window?.exhaustedAt], [100, START + hour]);
  });

  it("says what this machine counted from its start to its reset, and what of that was most", () => {
    note(0, 10, 20);
    const at = (minutes: number) => ({ timestamp: START + minutes * minute });
    add([
      { ...at(-1), sessionId: "before" },
      { ...at(0), sessionId: "one", cwd: "/acme" },
      { ...at(299), sessionId: "two", cwd: "/other" },
      { ...at(150), sessionId: "two", cwd: "/other" },
      { ...at(300), sessionId: "after" },
    ]);
    const [window] = page(START + FIVE).windows;
    const each = costOf(request({ timestamp: START })) ?? NaN;
    assert.ok(window);
    assert.equal(window.counted.requests, 3);
    assert.ok(Math.abs(window.counted.usd - 3 * each) < 1e-9);
    const shares = (list: PastWindow["bySession"]) => list.map(({ id, share }) => [id, Math.round(share)]);
    assert.deepEqual(shares(window.bySession), [
      ["two", 67],
      ["one", 33],
    ]);
    assert.deepEqual(shares(window.byProject), [
      ["/other", 67],
      ["/acme", 33],
    ]);
  });

  it("has what Claude Code reported beyond the requests", () => {
    note(0, 10, 20);
    add([{ timestamp: START, sessionId: "one", cwd: "/acme" }]);
    const putSide = db.prepare("INSERT INTO side SELECT id, ?, '', ? FROM session WHERE sid = 'one'");
    for (const [at, usd] of [[START + hour, 0.5], [START + FIVE, 7]] as const) putSide.run(at, usd); // prettier-ignore
    const [window] = page(START + FIVE).windows;
    assert.ok(window);
    const { usd, sideUsd, requests } = window.counted;
    assert.deepEqual([sideUsd, requests], [0.5, 1]);
    assert.deepEqual(
      window.bySession.map((share) => [share.id, share.usd]),
      [["one", usd + 0.5]],
    );
  });

  it("counts in a window of one model that model's requests and side costs alone", () => {
    const key = "weekly_scoped:Opus";
    const reset = START + 7 * 24 * hour;
    table.note(dir, "a", [
      { key, label: "7-day Opus", usedPercent: 70, resetsAt: reset, at: START + hour, toldBy: "usage note" },
    ]);
    const opus = { model: "claude-opus-5-5", timestamp: START + hour };
    add([
      { ...opus, sessionId: "one", cwd: "/acme" },
      { ...opus, sessionId: "two", cwd: "/other", model: "claude-sonnet-5-5" },
    ]);
    const putSide = db.prepare("INSERT INTO side SELECT id, ?, ?, ? FROM session WHERE sid = 'one'");
    putSide.run(START + hour, "claude-opus-5-5", 0.5);
    putSide.run(START + hour, "claude-haiku-5-5", 3);
    const [window] = pastWindows(db, { dir, account: "a", key, before: null, now: reset }, (cwd) => cwd).windows;
    assert.ok(window);
    assert.deepEqual([window.counted.requests, window.counted.sideUsd], [1, 0.5]);
    assert.deepEqual([window.bySession, window.byProject].map((shares) => shares.map(({ id }) => id)), [["one"], ["/acme"]]); // prettier-ignore
  });

  it("has pages of twenty, each window on one of them, although resets jump", () => {
    for (let window = 0; window < 45; window++) {
      note(window, 10, window, "a", -60_000);
      note(window, 200, window + 1, "a", 45_000);
    }
    const now = START + 45 * FIVE + hour;
    const pages = [page(now)];
    for (let next = pages[0]?.before ?? null; next !== null; next = pages.at(-1)?.before ?? null)
      pages.push(page(now, next));
    assert.deepEqual(
      pages.map(({ windows }) => windows.length),
      [20, 20, 5],
    );
    assert.deepEqual(
      pages.flatMap(({ windows }) => windows.map(({ peakPercent }) => peakPercent)),
      Array.from({ length: 45 }, (_, index) => 45 - index),
    );
  });

  it("reads on where a page needs more readings than it loads at once", () => {
    for (let window = 0; window < 30; window++)
      for (let percent = 1; percent <= 100; percent++) note(window, percent * 2.9, percent);
    const now = START + 31 * FIVE;
    const first = page(now);
    assert.deepEqual(first.windows.map(({ trend }) => [trend.length, trend[0]?.usedPercent]), Array.from({ length: 20 }, () => [60, 1])); // prettier-ignore
    assert.equal(page(now, first.before).windows.length, 10);
  });

  it("ends a window that flips early where the next one begins", () => {
    note(0, 10, 90);
    table.note(dir, "a", [
      { key: "five_hour", label: "5-hour", usedPercent: 1, resetsAt: START + 7 * hour, at: START + 2 * hour, toldBy: "status line" }, // prettier-ignore
    ]);
    assert.deepEqual(page(START + 3 * hour).windows.map(brief), [[0.4, 90]]);
  });

  it("has those of the account that is asked for", () => {
    note(0, 10, 20);
    note(0, 20, 70, "b");
    assert.deepEqual(page(START + FIVE, null, "b").windows.map(brief), [[1, 70]]);
    assert.deepEqual(page(START + FIVE, null, "c"), { windows: [], before: null });
  });

  it("finds a window's requests by their time, without looking at all others", () => {
    const plan = db
      .prepare("EXPLAIN QUERY PLAN SELECT count(*) FROM request r WHERE r.at >= 1 AND r.at < 2 AND r.dir IN (1)")
      .all()
      .map(({ detail }) => String(detail));
    assert.ok(
      plan.some((detail) => detail.includes("request_at")),
      plan.join(),
    );
  });
});
