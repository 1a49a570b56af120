/** What a percent of a window came to at list price, and how much of it this machine does not explain. */
import type { Interval, WindowPrice } from "../../shared/snapshot.ts";
import type { Calibration, Fit } from "./calibration.ts";
import type { Stretches } from "./stretches.ts";
import { weighted } from "./tokenWeights.ts";
import { quantileOfSorted } from "./weightedQuantile.ts";

const DRAWS = 400;
const DAY_MS = 24 * 60 * 60_000;
const HALF_LIFE_MS = 7 * DAY_MS;

/** The open window: tokens of this machine by model and kind, and its use in percent. */
export interface OpenWindow {
  sums: Float64Array;
  width: number;
  usedPercent: number;
}

/** Null where no model used has a price. The intervals are over the fits that are about as good and what each leaves open. */
export function windowPrice(
  { intervals, ensemble, changedAt }: Extract<Calibration, { kind: "fitted" }>,
  inputPrices: readonly (number | null)[],
  open: OpenWindow | null,
  now: number,
  random: () => number,
): WindowPrice | null {
  const prepared = ensemble.map((fit) => ({
    fit,
    days: pricedDays(fit, intervals, inputPrices, now),
    openTokens: open ? (weighted({ ...open, count: 1 }, fit.weights)[0] ?? 0) : 0,
  }));
  const costs: number[] = [];
  const shares: number[] = [];
  for (let i = 0; i < DRAWS; i++) {
    const member = prepared[Math.floor(random() * prepared.length)];
    if (!member) continue;
    const percentPerToken = drawn(member.fit, random);
    const usd = usdPerToken(member.days, random);
    if (usd > 0) costs.push(usd / percentPerToken);
    if (!open || open.usedPercent <= 0) continue;
    const used = Math.max(0.1, open.usedPercent + random() - 0.5);
    shares.push(Math.min(1, Math.max(0, 1 - (percentPerToken * member.openTokens) / used)));
  }
  if (costs.length === 0) return null;
  return {
    usdPerPercent: intervalOf(costs),
    elsewhereShare: shares.length > 0 ? intervalOf(shares) : null,
    changedAt,
    intervals: intervals.count,
  };
}

/** Cost and weighted tokens of one day, as much as the day counts. */
interface Day {
  usd: number;
  tokens: number;
}

/** Days of requests of models with a price: what is drawn anew to see how much a token's cost hangs on which days were seen. */
function pricedDays(
  { weights }: Fit,
  intervals: Stretches,
  inputPrices: readonly (number | null)[],
  now: number,
): Day[] {
  const models = weights.models.map((weight, model) => (inputPrices[model] === null ? 0 : weight));
  const tokens = weighted(intervals, { ...weights, models });
  const days = new Map<number, Day>();
  for (let i = 0; i < tokens.length; i++) {
    const to = intervals.to[i] ?? 0;
    const count = 2 ** (-Math.max(0, now - to) / HALF_LIFE_MS);
    const day = days.get(Math.floor(to / DAY_MS)) ?? { usd: 0, tokens: 0 };
    day.usd += count * (intervals.usd[i] ?? 0);
    day.tokens += count * (tokens[i] ?? 0);
    days.set(Math.floor(to / DAY_MS), day);
  }
  return [...days.values()];
}

function usdPerToken(days: readonly Day[], random: () => number): number {
  let [usd, tokens] = [0, 0];
  for (let i = 0; i < days.length; i++) {
    const day = days[Math.floor(random() * days.length)];
    usd += day?.usd ?? 0;
    tokens += day?.tokens ?? 0;
  }
  return tokens > 0 ? usd / tokens : 0;
}

function drawn({ candidates, percentPerToken }: Fit, random: () => number): number {
  let left = random();
  for (const candidate of candidates) {
    left -= candidate.likelihood;
    if (left < 0) return candidate.percentPerToken;
  }
  return percentPerToken;
}

function intervalOf(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).toSorted();
  const at = (share: number) => quantileOfSorted(sorted, share);
  return { low: at(0.1), mid: at(0.5), high: at(0.9) };
}
