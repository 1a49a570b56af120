import { Ledger } from "../../src/engine/ledger/ledger.ts";
import { LocalUseReader } from "../../src/engine/ledger/localUseReader.ts";
import { PriceBook } from "../../src/engine/ledger/prices.ts";
import { openStore } from "../../src/engine/ledger/store.ts";
import { part, request, tokens } from "../../src/engine/ledger/testParts.ts";
import { windowOutlook } from "../../src/engine/windows/windowOutlook.ts";
import { REGIMES } from "../simulation/regimes.ts";
import { BEGIN, DAY, SEEN_DAYS, simulateHistory } from "../simulation/simulatedHistory.ts";
import { toldBetween } from "../simulation/judge.ts";
import type { Bench, Section } from "./bench.ts";
import { count, duration, spread, table } from "./markdown.ts";

const REQUESTS = 100_000;
const DIR = "/bench";
/** The first calls are compiled while they run. */
const WARM_UP = 3;

/** 90 days of readings and 100,000 requests: reading them from the store, and the outlook of both windows. */
export async function measureForecast(bench: Bench): Promise<Section> {
  const history = simulateHistory(REGIMES[0] ?? fail(), 1, 5);
  const now = history.fiveHours.readings.findLast(({ at }) => at <= BEGIN + SEEN_DAYS * DAY)?.at ?? fail();
  const db = openStore({ kind: "memory" });
  try {
    const ledger = new Ledger(db);
    bench.progress(`storing ${count(REQUESTS)} requests`);
    const { at, input, write, read, output } = history.use;
    const last = at.findLastIndex((time) => time <= now);
    const first = Math.max(0, last + 1 - REQUESTS);
    const rows = Array.from({ length: last + 1 - first }, (_, i) =>
      request({
        id: `msg_${i}`,
        timestamp: at[first + i] ?? 0,
        tokens: tokens({
          input: input[first + i] ?? 0,
          cacheWrite5m: write[first + i] ?? 0,
          cacheWrite1h: 0,
          cacheRead: read[first + i] ?? 0,
          output: output[first + i] ?? 0,
        }),
      }),
    );
    ledger.begin();
    ledger.add({ configDir: DIR, sessionId: "s", firstTimestamp: BEGIN }, part({ requests: rows }));
    ledger.commit();

    const reader = new LocalUseReader(db, [ledger.dirs.idOf(DIR)]);
    const prices = new PriceBook();
    const since = now - SEEN_DAYS * DAY;
    const timed: Record<"all" | "rest" | "fiveHours" | "week" | "both", number[]> = {
      all: [],
      rest: [],
      fiveHours: [],
      week: [],
      both: [],
    };
    for (let round = 0; round < WARM_UP + Math.max(bench.rounds, 5); round++) {
      reader.forget();
      const all = time(() => reader.read(since, prices));
      const rest = time(() => reader.read(since, prices));
      const use = rest.result;
      const [fiveHours, week] = [history.fiveHours, history.week].map(({ readings, windowMs }) => {
        const told = toldBetween(readings, since, now);
        const open = told.at(-1) ?? fail();
        return time(() =>
          windowOutlook({
            readings: told,
            use,
            windowMs,
            resetsAt: open.resetsAt,
            usedPercent: Math.min(60, open.usedPercent),
            now,
            seed: round,
          }),
        );
      });
      if (round < WARM_UP || !fiveHours || !week) continue;
      timed.all.push(all.ms);
      timed.rest.push(rest.ms);
      timed.fiveHours.push(fiveHours.ms);
      timed.week.push(week.ms);
      timed.both.push(fiveHours.ms + week.ms);
    }
    const readings = toldBetween(history.fiveHours.readings, since, now).length;
    return {
      title: `Forecast: ${count(rows.length)} requests, ${count(readings)} readings of the 5-hour window, ${SEEN_DAYS} days`,
      markdown: table(
        ["", "time"],
        [
          ["reading the local use, all of it", spread(timed.all, duration)],
          ["reading it again, when a little is new", spread(timed.rest, duration)],
          ["calibration and forecast of the 5-hour window", spread(timed.fiveHours, duration)],
          ["calibration and forecast of the weekly window", spread(timed.week, duration)],
          ["of both", spread(timed.both, duration)],
        ],
      ),
      disagreements: [],
    };
  } finally {
    db.close();
  }
}

function time<T>(run: () => T): { result: T; ms: number } {
  const start = performance.now();
  const result = run();
  return { result, ms: performance.now() - start };
}

function fail(): never {
  throw new Error("the simulation gave no history");
}
