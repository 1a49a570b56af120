import assert from "node:assert/strict";
import { Ledger } from "./ledger/ledger.ts";
import { openStore, type Store } from "./ledger/store.ts";
import { part, request, tokens } from "./ledger/testParts.ts";
import type { DatedReading } from "./windows/datedReadings.ts";
import { WindowRecords } from "./windowRecords.ts";
import { WindowStudy } from "./windowStudy.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 9, 10, 14);
const DIR = "/home/ada/.claude";

describe("WindowStudy", () => {
  let db: Store;
  let ledger: Ledger;
  let records: WindowRecords;
  let study: WindowStudy;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
    records = new WindowRecords(db, ledger.dirs);
    study = new WindowStudy({
      db,
      ledger,
      records,
      recentPrompts: () => Promise.resolve([{ model: "claude-opus-5-5", fit: "medium" }]),
    });
  });
  afterEach(() => db.close());

  const tell = (at: number, usedPercent: number, resetsAt: number) => {
    const reading: DatedReading = {
      sessionId: "a",
      model: null,
      effort: null,
      limits: [{ key: "five_hour", label: "5-hour", usedPercent, resetsAt }],
      contextWindow: null,
      cache: null,
      totalCostUsd: null,
      answer: String(at),
      storedAt: at,
      answeredAt: at,
    };
    records.note({ path: DIR, usageCache: null, statusLines: { readings: [reading] }, signedIn: null }, true, at);
  };

  /** A working day of one request a minute, of which each moves the 5-hour window by half a percent. */
  const work = (days: number) => {
    ledger.begin();
    for (let day = days; day >= 0; day--) {
      const from = NOW - day * DAY - 2 * HOUR;
      for (let minute = 0; minute < 120; minute++) {
        const row = request({
          id: `msg_${day}_${minute}`,
          sessionId: `s${day}`,
          timestamp: from + minute * MINUTE,
          tokens: tokens({ input: 0, output: 2_000, cacheRead: 0, cacheWrite1h: 0 }),
        });
        ledger.add({ configDir: DIR, sessionId: `s${day}`, firstTimestamp: from }, part({ requests: [row] }));
      }
    }
    ledger.commit();
    for (let day = days; day >= 0; day--) {
      const from = NOW - day * DAY - 2 * HOUR;
      for (let minute = 4; minute < 120; minute += 5) {
        tell(from + minute * MINUTE + 1_000, Math.round((minute + 1) / 2), from + 5 * HOUR);
      }
    }
  };

  const open = (usedPercent: number) => ({
    key: "five_hour",
    usedPercent,
    leftPercent: 100 - usedPercent,
    startedAt: NOW - 2 * HOUR,
    resetsAt: NOW + 3 * HOUR,
  });

  it("knows nothing before its first study", () => assert.equal(study.of(DIR), null));

  it("forecasts, prices a percent and says who spent, from what the store holds", async () => {
    work(20);
    await study.refresh(DIR, [open(60)], NOW);
    const found = study.of(DIR)?.windows.get("five_hour");
    assert.equal(found?.outlook.kind, "forecast");
    // 2,000 tokens of output a request, two requests a percent.
    const usd =
      ledger.prices.costOf(
        request({ tokens: tokens({ input: 0, output: 4_000, cacheRead: 0, cacheWrite1h: 0 }) }),
        NOW,
      ) ?? 0;
    assert.ok(found.price && Math.abs(found.price.usdPerPercent.mid / usd - 1) < 0.1, JSON.stringify(found.price));
    assert.deepEqual(
      found.spenders?.bySession.map(({ id, share }) => [id, share]),
      [["s0", 100]],
    );
    assert.equal(found.trend.at(-1)?.usedPercent, 60);
  });

  it("counts for a model's own window that model alone", async () => {
    work(0);
    const ofModel = (key: string) => ({ ...open(60), key });
    await study.refresh(DIR, [ofModel("weekly_scoped:Opus"), ofModel("weekly_scoped:Sonnet")], NOW);
    const requests = (key: string) => study.of(DIR)?.windows.get(key)?.spenders?.total.requests;
    assert.deepEqual([requests("weekly_scoped:Opus"), requests("weekly_scoped:Sonnet")], [120, 0]);
  });

  it("is silent, with the reason, where too little was seen", async () => {
    tell(NOW - HOUR, 20, NOW + 3 * HOUR);
    tell(NOW - 1_000, 60, NOW + 3 * HOUR);
    await study.refresh(DIR, [open(60)], NOW);
    assert.match(JSON.stringify(study.of(DIR)?.windows.get("five_hour")?.outlook), /silent.*Too few changes/);
  });

  it("looks at the last prompts only where a model's own window is short", async () => {
    await study.refresh(DIR, [open(60)], NOW);
    assert.deepEqual(study.of(DIR)?.recentPrompts, []);
    await study.refresh(DIR, [{ ...open(60), key: "weekly_scoped:Opus" }], NOW);
    assert.equal(study.of(DIR)?.recentPrompts.length, 1);
  });
});
