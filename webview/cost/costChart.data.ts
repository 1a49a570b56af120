/** What the chart of cost over time shows, apart from drawing it. */
import { costTotal, formatCost } from "../../src/shared/format.ts";
import type { Cost, DaySpend } from "../../src/shared/snapshot.ts";

/** How many models have a colour of their own; the rest is one series. */
export const OWN_COLOURS = 5;

export interface CostSeries {
  /** Stays the same from Snapshot to Snapshot. */
  key: string;
  name: string;
  /** Which of the chart's colours, from 0; null for the series of all other models. */
  colour: number | null;
  /** US dollars, one a day. */
  usd: number[];
  total: number;
}

export interface CostChartData {
  /** YYYY-MM-DD, oldest first. */
  days: string[];
  /** Dearest first, the other models last. */
  series: CostSeries[];
  /** One a day, all models together. */
  totals: Cost[];
  /** The dearest day; null when nothing was spent. */
  peak: { day: string; cost: Cost } | null;
}

export function costChartData(days: DaySpend[]): CostChartData {
  const [first, ...rest] = days;
  const peak = rest.reduce(
    (dearest, each) => (dearest && costTotal(each.total) <= costTotal(dearest.total) ? dearest : each),
    first,
  );
  return {
    days: days.map(({ day }) => day),
    series: mergeSmall(allSeries(days)),
    totals: days.map(({ total }) => total),
    peak: peak !== undefined && costTotal(peak.total) > 0 ? { day: peak.day, cost: peak.total } : null,
  };
}

function allSeries(days: DaySpend[]): Omit<CostSeries, "colour">[] {
  const byModel = new Map<string, Omit<CostSeries, "colour">>();
  for (const [index, { byModel: spends }] of days.entries()) {
    for (const { model, name, usd } of spends) {
      if (usd === 0) continue;
      const series = byModel.get(model) ?? { key: model, name, usd: days.map(() => 0), total: 0 };
      byModel.set(model, series);
      series.usd[index] = (series.usd[index] ?? 0) + usd;
      series.total += usd;
    }
  }
  return [...byModel.values()].toSorted((a, b) => b.total - a.total || compare(a.key, b.key));
}

function mergeSmall(all: Omit<CostSeries, "colour">[]): CostSeries[] {
  const own = all.slice(0, OWN_COLOURS);
  const rest = all.slice(OWN_COLOURS);
  // By name, not by rank: a model keeps its colour when another overtakes it.
  const colours = own.map(({ key }) => key).toSorted(compare);
  const shown: CostSeries[] = own.map(({ key, name, usd, total }) => ({
    key,
    name,
    colour: colours.indexOf(key),
    usd,
    total,
  }));
  if (rest.length === 0) return shown;
  const usd = (rest[0]?.usd ?? []).map((_, index) => rest.reduce((sum, each) => sum + (each.usd[index] ?? 0), 0));
  const total = rest.reduce((sum, each) => sum + each.total, 0);
  return [
    ...shown,
    { key: "*", name: `${rest.length} other ${rest.length === 1 ? "model" : "models"}`, colour: null, usd, total },
  ];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A local calendar day (YYYY-MM-DD) as people write it: "14 Nov". */
export function formatDay(day: string, locale?: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).toLocaleDateString(locale, { day: "numeric", month: "short" });
}

/** The chart in a sentence. */
export function costSummary({ days, peak }: CostChartData, locale?: string): string {
  return peak === null
    ? `nothing in the last ${days.length} days`
    : `last ${days.length} days, most on ${formatDay(peak.day, locale)}: ${formatCost(peak.cost)}`;
}
