/** What is to be expected of an open window, and what its percent cost: calibration and forecast put together. */
import * as l10n from "@vscode/l10n";
import type { Interval, TimeRange, WindowOutlook, WindowPrice } from "../../shared/snapshot.ts";
import { backtest } from "./backtest.ts";
import { calibrate, LEAST_INTERVALS, type Calibration } from "./calibration.ts";
import { drawChange, pastChanges } from "./changePrediction.ts";
import { forecast } from "./forecast.ts";
import type { LocalUse } from "./localUse.ts";
import { FULL_PERCENT, picked, stretchesBetween, sumUse, type Stretches } from "./stretches.ts";
import { weighted } from "./tokenWeights.ts";
import { usePattern } from "./usePattern.ts";
import { quantileOfSorted } from "./weightedQuantile.ts";
import { windowInstances, type WindowInstance } from "./windowInstances.ts";
import { windowPrice } from "./windowPrice.ts";
import { randomNumbers } from "./randomNumbers.ts";
import type { WindowReading } from "./windowReading.ts";

export interface OutlookInputs {
  /** Of one window, oldest first. */
  readings: readonly WindowReading[];
  /** Over the same time. */
  use: LocalUse;
  windowMs: number;
  resetsAt: number | null;
  usedPercent: number;
  now: number;
  /** The same seed gives the same figures. */
  seed: number;
}

const HISTORY_MS = 90 * 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const PATHS = 500;
const LEAST_COVERAGE = 0.7;
const LEAST_HIT = 0.1;

/** How the paths of a window are made, and which of those that are used up bound the 80 % range of when. */
interface Horizon {
  halfLifeMs: number;
  pieceHours: number;
  /** Wider than 10 and 90 %: the paths know less than there is to know, and come out too much alike and too late. */
  early: number;
  late: number;
}
const SHORT: Horizon = { halfLifeMs: HOUR_MS / 3, pieceHours: 6, early: 0.04, late: 0.92 };
const LONG: Horizon = { halfLifeMs: DAY_MS, pieceHours: 24, early: 0.07, late: 0.94 };

export function windowOutlook(inputs: OutlookInputs): { outlook: WindowOutlook; price: WindowPrice | null } {
  const { use, windowMs, resetsAt, now } = inputs;
  const random = randomNumbers(inputs.seed);
  const readings = inputs.readings
    .filter(({ at }) => at <= now && at > now - HISTORY_MS)
    .map((reading) => (reading.until > now ? { ...reading, until: now } : reading));
  const instances = windowInstances(readings, windowMs);
  const stretches = stretchesBetween(instances, use);
  const calibration = calibrate(stretches, use.inputPrices, now);
  if (calibration.kind === "few") return { outlook: silent(fewReason(calibration)), price: null };
  const open = openUse(inputs, use, windowMs);
  const price = windowPrice(calibration, use.inputPrices, open, now, random);
  if (resetsAt === null) return { outlook: silent(l10n.t("Claude Code does not say when this window resets.")), price };
  if (resetsAt <= now) return { outlook: silent(l10n.t("This window has reset since.")), price };
  return { outlook: outlookOf({ ...inputs, resetsAt }, instances, stretches, calibration, random), price };
}

const silent = (reason: string): WindowOutlook => ({ kind: "silent", reason });

function fewReason({ intervals, changedAt }: Extract<Calibration, { kind: "few" }>): string {
  const seen = { intervals, needed: LEAST_INTERVALS };
  return changedAt === null
    ? l10n.t("Too few changes of this window have been seen: {intervals} of the {needed} that a forecast needs.", seen)
    : l10n.t(
        "Too few changes of this window have been seen since the limits appear to have changed: {intervals} of the {needed} that a forecast needs.",
        seen,
      );
}

/** What this machine used in the open window; null where its start is not known. */
function openUse({ resetsAt, usedPercent, now }: OutlookInputs, use: LocalUse, windowMs: number) {
  if (resetsAt === null || resetsAt <= now) return null;
  const sums = sumUse(use, Float64Array.of(resetsAt - windowMs), Float64Array.of(now));
  return { sums: sums.sums, width: sums.width, usedPercent };
}

function outlookOf(
  inputs: OutlookInputs & { resetsAt: number },
  instances: readonly WindowInstance[],
  stretches: Stretches,
  calibration: Extract<Calibration, { kind: "fitted" }>,
  random: () => number,
): WindowOutlook {
  const { use, windowMs, resetsAt, usedPercent, now } = inputs;
  const horizon = windowMs <= DAY_MS ? SHORT : LONG;
  const first = Math.max(now - HISTORY_MS, Math.min(use.at[0] ?? now, stretches.from[0] ?? now));
  const pattern = usePattern(instances, stretches, use, calibration, first, now, horizon.halfLifeMs, random);
  const common = { pattern, random, pieceHours: horizon.pieceHours };
  const { changedAt } = calibration;
  const past = instances.filter(({ readings }) => (readings[0]?.at ?? 0) >= (changedAt ?? -Infinity));
  const tested = backtest({ ...common, instances: past, now });
  const shown = tested.coverage >= LEAST_COVERAGE && tested.intervals >= LEAST_INTERVALS;
  const { ends, hits } = forecast({
    ...common,
    at: pattern.steps - 1,
    hidden: null,
    remainingMs: resetsAt - now,
    used: usedNow(inputs, instances, sinceEra(stretches, calibration), calibration, random),
    paths: PATHS,
  });
  const hitProbability = usedPercent >= FULL_PERCENT ? 1 : hits.length / PATHS;
  return {
    kind: "forecast",
    hitProbability,
    endPercent: shown ? intervalOf(ends) : null,
    exhaustion: shown && usedPercent < FULL_PERCENT && hitProbability >= LEAST_HIT ? rangeOf(hits, now, horizon) : null,
    backtest: tested,
  };
}

/** Draws of the use now: the last reading up to its rounding, and what local use came to since by one of the fits. */
function usedNow(
  { use, now, usedPercent }: OutlookInputs,
  instances: readonly WindowInstance[],
  stretches: Stretches,
  { best, ensemble }: Extract<Calibration, { kind: "fitted" }>,
  random: () => number,
): () => number {
  const readAt = instances.at(-1)?.readings.at(-1)?.until ?? now;
  const since = { ...sumUse(use, Float64Array.of(readAt), Float64Array.of(now)), count: 1 };
  const expected = ensemble.map((fit) => (weighted(since, fit.weights)[0] ?? 0) * fit.percentPerToken);
  const changes = pastChanges(stretches, best);
  return () => {
    if (usedPercent >= FULL_PERCENT) return usedPercent;
    const rise = drawChange(changes, expected[Math.floor(random() * expected.length)] ?? 0, random);
    return usedPercent + random() - 0.5 + rise;
  };
}

function sinceEra(stretches: Stretches, { changedAt }: { changedAt: number | null }): Stretches {
  if (changedAt === null) return stretches;
  const indices = [...stretches.from.keys()].filter((i) => (stretches.from[i] ?? 0) >= changedAt);
  return picked(stretches, indices);
}

function intervalOf(sorted: Float64Array): Interval {
  const at = (share: number) => quantileOfSorted(sorted, share);
  return { low: at(0.1), mid: at(0.5), high: at(0.9) };
}

function rangeOf(sorted: Float64Array, now: number, { early, late }: Horizon): TimeRange {
  const at = (share: number) => now + quantileOfSorted(sorted, share);
  return { early: at(early), mid: at(0.5), late: at(late) };
}
