/** How a window was used over time: its rise and whether this machine was at work, in steps of ten minutes up to now. */
import type { Calibration } from "./calibration.ts";
import type { LocalUse } from "./localUse.ts";
import { FULL_PERCENT, sumUse, type Stretches } from "./stretches.ts";
import { weighted } from "./tokenWeights.ts";
import type { WindowInstance } from "./windowInstances.ts";

export const STEP_MS = 10 * 60_000;
const HOUR_MS = 60 * 60_000;
export const STEPS_A_DAY = (24 * HOUR_MS) / STEP_MS;
/** Days that are tried for one in which the hour was seen. */
const DONORS = 4;
/** Who is at work makes a request about every minute: after this long without one it is a break. */
const AT_WORK_MS = 3 * 60_000;
const BREAK_STEPS = (2 * 60 * 60_000) / STEP_MS;
export const AWAY = 0;
const BREAK = 1;
const AT_WORK = 2;
/** How much longer the longer while is. */
const LONGER = 6;
/** Percent an hour below which one intensity is like another. */
const STILL_PERCENT = 0.5;
/** Beyond what rounding explains, a rise came from elsewhere. */
const SURPLUS_PERCENT = 1.5;

/** One entry a step, the last one ends now. */
export interface UsePattern {
  steps: number;
  /** Percent of the window that a step took, by today's limit. */
  rise: Float64Array;
  /** Whether this machine was at work at the end of the step: AT_WORK, BREAK or AWAY. */
  state: Uint8Array;
  /** The window was used up: what the user would have done is not known. */
  full: Uint8Array;
  /** Logarithms of what local use comes to in percent an hour, over the last while and over a longer one. */
  intensity: Float64Array;
  longIntensity: Float64Array;
  /** The last change known by then held use from elsewhere. */
  elsewhere: Uint8Array;
}

export function usePattern(
  instances: readonly WindowInstance[],
  stretches: Stretches,
  use: LocalUse,
  calibration: Extract<Calibration, { kind: "fitted" }>,
  from: number,
  now: number,
  halfLifeMs: number,
  random: () => number,
): UsePattern {
  const steps = Math.max(0, Math.floor((now - from) / STEP_MS));
  const start = now - steps * STEP_MS;
  const { weights, percentPerToken } = calibration.best;
  const starts = Float64Array.from({ length: steps }, (_, i) => start + i * STEP_MS);
  const sums = sumUse(
    use,
    starts,
    starts.map((at) => at + STEP_MS),
  );
  const local = weighted({ ...sums, count: steps }, weights).map((tokens) => tokens * percentPerToken);

  const rise = Float64Array.from(local);
  const elsewhere = new Uint8Array(steps);
  /** Steps between two readings, and what of them came from elsewhere. */
  const seen = new Uint8Array(steps);
  const extra = new Float64Array(steps);
  const stepAt = (at: number) => Math.min(steps, Math.max(0, Math.ceil((at - start) / STEP_MS) - 1));
  const known = weighted(stretches, weights).map((tokens) => tokens * percentPerToken);
  for (let i = 0; i < stretches.count; i++) {
    const [begin, end] = [stretches.from[i] ?? 0, stretches.to[i] ?? 0];
    const [first, last] = [stepAt(begin), stepAt(end)];
    if (end <= start || last >= steps) continue;
    const told = (stretches.rise[i] ?? 0) * scaleAt(calibration, begin);
    const surplus = told - (known[i] ?? 0);
    spread(rise, local, first, last, surplus);
    seen.fill(1, first, last + 1);
    if (surplus <= SURPLUS_PERCENT + (known[i] ?? 0) / 4) continue;
    elsewhere.fill(1, last + 1, stepAt(stretches.to[i + 1] ?? now) + 1);
    for (let step = first; step <= last; step++) extra[step] = (extra[step] ?? 0) + surplus / (last - first + 1);
  }
  fillUnseen(rise, extra, seen, random);

  const full = new Uint8Array(steps);
  for (const { readings, resetsAt } of instances) {
    // The step of the hit too: it was cut short.
    const at = readings.find(({ usedPercent }) => usedPercent >= FULL_PERCENT)?.at;
    if (at !== undefined) full.fill(1, stepAt(at), stepAt(resetsAt ?? readings.at(-1)?.until ?? at));
  }

  const state = new Uint8Array(steps);
  for (const at of use.at) {
    const step = stepAt(at);
    if (at >= start && start + (step + 1) * STEP_MS - at <= AT_WORK_MS) state[step] = AT_WORK;
  }
  let idle = BREAK_STEPS;
  for (let i = 0; i < steps; i++) {
    idle = (local[i] ?? 0) > 0 ? 0 : idle + 1;
    if (idle < BREAK_STEPS && state[i] !== AT_WORK) state[i] = BREAK;
  }
  const intensity = intensityOf(local, halfLifeMs);
  const longIntensity = intensityOf(local, halfLifeMs * LONGER);
  return { steps, rise, state, full, intensity, longIntensity, elsewhere };
}

/** Nobody reads a window while this machine rests: use from elsewhere is then taken from the same hours of another day. */
function fillUnseen(rise: Float64Array, extra: Float64Array, seen: Uint8Array, random: () => number): void {
  const days = Math.floor(rise.length / STEPS_A_DAY);
  let donor = -1;
  for (let i = 0; i < rise.length; i++, donor++) {
    if (seen[i] === 1) continue;
    if (seen[i - 1] === 1) donor = -1;
    for (let tries = 0; tries < DONORS && seen[donor] !== 1; tries++) {
      donor = (i % STEPS_A_DAY) + STEPS_A_DAY * Math.floor(random() * days);
    }
    if (seen[donor] === 1) rise[i] = (rise[i] ?? 0) + (extra[donor] ?? 0);
  }
}

/** Moving averages in which a step of `halfLifeMs` ago counts half. */
function intensityOf(local: Float64Array, halfLifeMs: number): Float64Array {
  const keep = 2 ** (-STEP_MS / halfLifeMs);
  let level = 0;
  return local.map((percent) => {
    level = keep * level + ((1 - keep) * percent * HOUR_MS) / STEP_MS;
    return Math.log(level + STILL_PERCENT);
  });
}

/** What a percent of that time is in percent of today's limit. */
function scaleAt({ eras }: Extract<Calibration, { kind: "fitted" }>, at: number): number {
  const today = eras.at(-1)?.level ?? 0;
  const then = eras.findLast(({ from }) => at >= from)?.level ?? today;
  return Math.exp(today - then);
}

/** What local use does not explain is laid evenly over the time in which it came; what it overstates is taken back. */
function spread(rise: Float64Array, local: Float64Array, first: number, last: number, surplus: number): void {
  if (surplus >= 0) {
    const each = surplus / (last - first + 1);
    for (let i = first; i <= last; i++) rise[i] = (rise[i] ?? 0) + each;
    return;
  }
  let sum = 0;
  for (let i = first; i <= last; i++) sum += local[i] ?? 0;
  if (sum <= 0) return;
  const factor = Math.max(-1, surplus / sum);
  for (let i = first; i <= last; i++) rise[i] = (rise[i] ?? 0) + factor * (local[i] ?? 0);
}
