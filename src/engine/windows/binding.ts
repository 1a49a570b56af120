/** Which window stops the user first, and which account has room (docs/allocation.md, "What binds"). */
import type { WindowGauge } from "../../shared/snapshot.ts";

/** From here on a window is likely to be used up before its reset: more likely than not. */
const LIKELY = 0.5;
/** Chances that differ by less are told apart by other figures. */
const CHANCE_STEP = 0.05;

/** Positive when `a` is tighter than `b`. */
type Comparison = (a: WindowGauge, b: WindowGauge) => number;

/**
 * The key of the one gauge that binds; null of none, or when all have reset. A gauge that is forecast to end is taken
 * first. Failing that, the gauges are compared by the best figure that they share, and the stale ones by use alone: what
 * was read long ago is the least that is used by now, and says nothing about the speed of it.
 */
export function bindingWindow(gauges: readonly WindowGauge[], now: number): string | null {
  const open = gauges.filter(({ resetsAt }) => resetsAt === null || resetsAt > now);
  // One that is used up stays so until its reset, however old the reading.
  const [stale, fresh] = split(open, (gauge) => gauge.stale && gauge.leftPercent > 0);
  const [forecast, silent] = split(fresh, isForecast);
  const [paced, plain] = split(silent, ({ pace }) => pace !== null);
  let first = tightest(forecast, byForecast);
  for (const next of [tightest(paced, byPace), tightest(plain, byUse), tightest(stale, byUse)]) {
    if (first && isLikely(first)) break;
    if (next) first = tightest(first ? [first, next] : [next], stale.includes(next) ? byUse : byPace);
  }
  return first?.key ?? null;
}

/** A config directory and what is known of its windows. */
export interface AccountGauges {
  configDir: string;
  gauges: readonly WindowGauge[];
}

/** The config directory with the most room in its binding gauge; null with fewer than two known, or two alike. */
export function mostRoom(accounts: readonly AccountGauges[]): string | null {
  const known = accounts.flatMap(({ configDir, gauges }) => {
    const gauge = gauges.find(({ binds }) => binds);
    return gauge ? [{ configDir, gauge }] : [];
  });
  const forecast = known.every(({ gauge }) => isForecast(gauge));
  const tightness: Comparison = forecast ? firstDecided(byChance, byUse) : byUse;
  const [first, second] = known.toSorted((a, b) => tightness(a.gauge, b.gauge));
  return first && second && tightness(first.gauge, second.gauge) < 0 ? first.configDir : null;
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [those: T[], others: T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

const isForecast = ({ outlook, leftPercent }: WindowGauge) => outlook.kind === "forecast" || leftPercent <= 0;

/** Of one that is used up it is certain. */
function hitProbability({ outlook, leftPercent }: WindowGauge): number {
  if (leftPercent <= 0) return 1;
  return outlook.kind === "forecast" ? outlook.hitProbability : 0;
}

/** When it is used up: now, at the forecast time, at the latest before its reset, or at no time that is known. */
function endOf({ outlook, leftPercent, resetsAt }: WindowGauge): number {
  if (leftPercent <= 0) return -Infinity;
  return (outlook.kind === "forecast" ? outlook.exhaustion?.mid : undefined) ?? resetsAt ?? Infinity;
}

const endPercent = ({ outlook, usedPercent }: WindowGauge) =>
  (outlook.kind === "forecast" ? outlook.endPercent?.mid : undefined) ?? usedPercent;

const isLikely = (gauge: WindowGauge) => hitProbability(gauge) >= LIKELY;
const byChance: Comparison = (a, b) =>
  Math.round(hitProbability(a) / CHANCE_STEP) - Math.round(hitProbability(b) / CHANCE_STEP);
const byUse: Comparison = (a, b) => a.usedPercent - b.usedPercent;
const sooner = (a: number, b: number) => (a === b ? 0 : b - a);

/** Of those that are likely to end the one that ends first; else the likeliest. */
const byForecast: Comparison = (a, b) => {
  if (isLikely(a) !== isLikely(b)) return isLikely(a) ? 1 : -1;
  const byEnd = isLikely(a) ? sooner(endOf(a), endOf(b)) : 0;
  return byEnd || byChance(a, b) || endPercent(a) - endPercent(b) || byUse(a, b);
};

/** Use in points above or below even use; where the one has no pace both by use alone. */
const byPace: Comparison = (a, b) => {
  if (!a.pace || !b.pace) return byUse(a, b);
  return a.usedPercent - a.pace.percent - (b.usedPercent - b.pace.percent) || byUse(a, b);
};

const firstDecided =
  (...comparisons: readonly Comparison[]): Comparison =>
  (a, b) =>
    comparisons.reduce((decided, compare) => decided || compare(a, b), 0);

/** Of equal ones the one that ends first, in the end by name, so that the mark does not jump. */
function tightest(gauges: readonly WindowGauge[], compare: Comparison): WindowGauge | null {
  const sorted = gauges.toSorted(
    (a, b) => -compare(a, b) || -sooner(a.resetsAt ?? Infinity, b.resetsAt ?? Infinity) || (a.key < b.key ? -1 : 1),
  );
  return sorted[0] ?? null;
}
