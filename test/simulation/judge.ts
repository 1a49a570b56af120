/** Judges the method on one simulated history. */
import { calibrate, type Fit } from "../../src/engine/windows/calibration.ts";
import { changeInterval, pastChanges } from "../../src/engine/windows/changePrediction.ts";
import type { LocalUse } from "../../src/engine/windows/localUse.ts";
import { randomNumbers } from "../../src/engine/windows/randomNumbers.ts";
import { KINDS, picked, stretchesBetween, type Stretches } from "../../src/engine/windows/stretches.ts";
import { weighted } from "../../src/engine/windows/tokenWeights.ts";
import { windowInstances } from "../../src/engine/windows/windowInstances.ts";
import { windowOutlook } from "../../src/engine/windows/windowOutlook.ts";
import type { WindowReading } from "../../src/engine/windows/windowReading.ts";
import { BEGIN, DAY, SEEN_DAYS, type SimulatedHistory, type SimulatedWindow } from "./simulatedHistory.ts";

const SEEN = SEEN_DAYS * DAY;

/** A truth beside the interval that was to hold it. */
export interface Judged {
  held: boolean;
  width: number;
  /** Of a change: the width if all tokens weighed alike. Of a time: four fifths of what is left to the reset. */
  naiveWidth: number;
  truth: number;
  low: number;
  high: number;
}

export interface Judgement {
  change: Judged | null;
  /** Time to the limit, in hours; null where no window was used up, or the method showed no time. */
  limit: Judged | null;
  /** Moments before a limit that was then reached, and whether a time was shown. */
  limitMoment: boolean;
  /** At any moment: use at the reset. */
  end: Judged | null;
  hit: { predicted: number; was: boolean } | null;
  elsewhere: Judged | null;
  usd: Judged | null;
  changedAt: number | null;
  coverage: number;
  silent: boolean;
  read: number;
}

/** Those of `use` in (from, to]. */
function usedBetween(use: LocalUse, from: number, to: number): LocalUse {
  const at = (time: number) => {
    let [low, high] = [0, use.at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((use.at[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const [first, end] = [at(from), at(to)];
  return {
    models: use.models,
    inputPrices: use.inputPrices,
    at: use.at.subarray(first, end),
    model: use.model.subarray(first, end),
    input: use.input.subarray(first, end),
    write: use.write.subarray(first, end),
    read: use.read.subarray(first, end),
    output: use.output.subarray(first, end),
    usd: use.usd.subarray(first, end),
  };
}

/** What had been told by a moment: later readings are cut off, also within an unchanged value. */
export function toldBetween(readings: readonly WindowReading[], from: number, to: number): WindowReading[] {
  return readings
    .filter(({ at }) => at > from && at <= to)
    .map((reading) => (reading.until <= to ? reading : { ...reading, until: to }));
}

export function judge(history: SimulatedHistory, window: SimulatedWindow, seed: number): Judgement {
  // Not the numbers that made the user.
  const random = randomNumbers(~seed);
  const end = BEGIN + SEEN;
  const outlookAt = (now: number, usedPercent: number, resetsAt: number | null) =>
    windowOutlook({
      readings: toldBetween(window.readings, now - SEEN, now),
      use: usedBetween(history.use, now - SEEN, now),
      windowMs: window.windowMs,
      resetsAt,
      usedPercent,
      now,
      seed,
    });

  // Moments are readings after the first 90 days, before their window is used up.
  const moments = window.readings
    .filter(({ at, usedPercent }) => at > end && usedPercent < 100)
    .map((reading) => ({ reading, truth: window.truth.find(({ resetsAt }) => resetsAt === reading.resetsAt) }))
    .filter(({ truth }) => truth && truth.resetsAt < (history.use.at.at(-1) ?? 0));
  const before = moments.filter(({ truth }) => truth?.hitAt);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];

  const result: Judgement = {
    ...nextChange(history, window, pick(moments)?.reading.at ?? end),
    limit: null,
    limitMoment: false,
    end: null,
    hit: null,
    elsewhere: null,
    usd: null,
    coverage: 0,
  };
  const some = pick(moments);
  if (some?.truth) {
    const { at, usedPercent, resetsAt } = some.reading;
    const { outlook, price } = outlookAt(at, usedPercent, resetsAt);
    if (outlook.kind === "forecast") {
      result.hit = { predicted: outlook.hitProbability, was: some.truth.hitAt !== null };
      result.coverage = outlook.backtest.coverage;
      if (outlook.endPercent) {
        result.end = judged(Math.min(100, some.truth.used), outlook.endPercent.low, outlook.endPercent.high, 0.5);
      }
    }
    if (price) {
      const was = window.told.find((told) => told.at === at);
      if (price.elsewhereShare && was && was.used > 0) {
        result.elsewhere = judged(1 - was.local / was.used, price.elsewhereShare.low, price.elsewhereShare.high, 0);
      }
      result.usd = judged(trueUsdPerPercent(history, window, at), price.usdPerPercent.low, price.usdPerPercent.high, 0);
    }
  }
  const limit = pick(before);
  if (limit?.truth?.hitAt) {
    result.limitMoment = true;
    const { at, usedPercent, resetsAt } = limit.reading;
    const { outlook } = outlookAt(at, usedPercent, resetsAt);
    if (outlook.kind === "forecast" && outlook.exhaustion) {
      const { early, late } = outlook.exhaustion;
      result.limit = judged((limit.truth.hitAt - at) / 3.6e6, (early - at) / 3.6e6, (late - at) / 3.6e6, 0);
      result.limit.naiveWidth = ((limit.truth.resetsAt - at) / 3.6e6) * 0.8;
    }
  }
  return result;
}

const judged = (truth: number, low: number, high: number, slack: number): Judged => ({
  held: truth >= low - slack && truth <= high + slack,
  width: high - low,
  naiveWidth: 0,
  truth,
  low,
  high,
});

/** The first change after `end`, which the method has not seen, beside the interval from what it has. */
function nextChange(
  { use }: SimulatedHistory,
  { readings, windowMs }: SimulatedWindow,
  end: number,
): Pick<Judgement, "change" | "silent" | "changedAt" | "read"> {
  const seen = toldBetween(readings, end - SEEN, end);
  const known = stretchesBetween(windowInstances(seen, windowMs), usedBetween(use, end - SEEN, end));
  const calibration = calibrate(known, use.inputPrices, end);
  if (calibration.kind === "few") return { change: null, silent: true, changedAt: calibration.changedAt, read: -1 };
  const { best, changedAt } = calibration;
  const since = indicesFrom(known.from, changedAt ?? -Infinity);
  const past = pastChanges(picked(known, since), best);
  const anchor = seen.at(-1)?.at ?? end;
  const all = stretchesBetween(windowInstances(readings, windowMs), use);
  const later = pastChanges(picked(all, indicesFrom(all.from, anchor).slice(0, 200)), best);
  const [expected = 0, rise = 0] = [later.expected[0], later.rise[0]];
  const interval = changeInterval(past, expected, end);
  if (!interval || later.rise.length === 0) return { change: null, silent: true, changedAt, read: best.weights.read };
  const naive = changeInterval(pastChanges(picked(known, since), alikeFit(calibration.intervals)), expected, end);
  return {
    change: { ...judged(rise, interval.low, interval.high, 0), naiveWidth: (naive?.high ?? 0) - (naive?.low ?? 0) },
    silent: false,
    changedAt,
    read: best.weights.read,
  };
}

/** What who knows of no weights would do: all tokens alike. */
function alikeFit(intervals: Stretches): Fit {
  const models = new Float64Array(intervals.width / KINDS).fill(1);
  const weights = { read: 1, write: 1, models };
  const tokens = weighted(intervals, weights).reduce((sum, value) => sum + value, 0);
  const rise = intervals.rise.reduce((sum, value) => sum + value, 0);
  return { weights, percentPerToken: rise / tokens, candidates: [], error: 0 };
}

const indicesFrom = (values: Float64Array, from: number): number[] =>
  [...values.keys()].filter((i) => (values[i] ?? 0) >= from);

/** Over the two weeks before a moment: cost of the local use over what it took of the windows. */
function trueUsdPerPercent({ use }: SimulatedHistory, { truth }: SimulatedWindow, now: number): number {
  const windows = truth.filter(({ startedAt, resetsAt }) => startedAt > now - 21 * DAY && resetsAt < now + 7 * DAY);
  const percent = windows.reduce((sum, { local }) => sum + local, 0);
  let usd = 0;
  for (const { startedAt, resetsAt } of windows) {
    const { usd: costs } = usedBetween(use, startedAt, resetsAt);
    for (const cost of costs) usd += cost;
  }
  return usd / percent;
}
