/** What the chart of spending over time shows, apart from drawing it. */
import type { HistoryPage } from "../../src/shared/historyPages.ts";
import { costTotal } from "../../src/shared/format.ts";
import type { Cost } from "../../src/shared/snapshot.ts";
import type { BarSeries } from "../charts/stackedBars.ts";

export const MEASURES = ["cost", "tokens"] as const;
export type Measure = (typeof MEASURES)[number];

export interface HistoryPeriod {
  /** YYYY-MM-DD of its first day. */
  key: string;
  cost: Cost;
  tokens: number;
  /** What the chart measures: US dollars or tokens. */
  value: number;
  /** It is the present one. */
  running: boolean;
  /** Whether anything was used, priced or not. */
  used: boolean;
}

export interface HistoryBars extends BarSeries {
  /** "" for the rest. */
  id: string;
  total: number;
}

export interface HistoryChartData {
  periods: HistoryPeriod[];
  /** In the order of the page: dearest first, the rest last. Without what is 0 throughout. */
  series: HistoryBars[];
  total: number;
  totalCost: Cost;
  /** Of the whole periods since the first use; null when nothing was measured in them. */
  mean: number | null;
  /** The largest; null when there was no use. */
  peak: HistoryPeriod | null;
  running: HistoryPeriod | null;
}

/** `back`: of the query; 0 when the last period is the present one. */
export function historyChartData(page: HistoryPage, measure: Measure, back: number): HistoryChartData {
  const last = page.periods.length - 1;
  const periods = page.periods.map(({ key, total, tokens }, index) => ({
    key,
    cost: total,
    tokens,
    value: measure === "cost" ? costTotal(total) : tokens,
    running: back === 0 && index === last,
    used: tokens > 0 || total.requests > 0 || total.sideUsd > 0,
  }));
  return {
    periods,
    series: barSeries(page, measure),
    total: sum(periods.map(({ value }) => value)),
    totalCost: addCosts(periods.map(({ cost }) => cost)),
    mean: meanOfWhole(periods, page.more),
    peak: periods.reduce<HistoryPeriod | null>(
      (peak, period) => (period.value > (peak?.value ?? 0) ? period : peak),
      null,
    ),
    running: periods.find(({ running }) => running) ?? null,
  };
}

function barSeries(page: HistoryPage, measure: Measure): HistoryBars[] {
  // By id, not by rank: a series keeps its look when another overtakes it.
  const looks = page.series
    .map(({ id }) => id)
    .filter((id) => id !== "")
    .toSorted();
  return page.series
    .map(({ id, name, usd, tokens }) => {
      const values = measure === "cost" ? usd : tokens;
      return { id, name, look: id === "" ? null : looks.indexOf(id), values, total: sum(values) };
    })
    .filter(({ total }) => total > 0);
}

/** Periods before the first use are no periods of little use; nor is the running one over. */
function meanOfWhole(periods: HistoryPeriod[], more: boolean): number | null {
  const first = more ? 0 : periods.findIndex(({ used }) => used);
  const whole = first === -1 ? [] : periods.slice(first).filter(({ running }) => !running);
  const total = sum(whole.map(({ value }) => value));
  return total === 0 ? null : total / whole.length;
}

function addCosts(costs: Cost[]): Cost {
  const of = (key: keyof Cost): number => sum(costs.map((cost) => cost[key]));
  return {
    usd: of("usd"),
    sideUsd: of("sideUsd"),
    requests: of("requests"),
    lowerBoundRequests: of("lowerBoundRequests"),
    estimatedMissingUsd: of("estimatedMissingUsd"),
    unpricedRequests: of("unpricedRequests"),
  };
}

const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);

/** The bar that a key leads to from the one at `index` (null: from none) of `count`; null for any other key. */
export function barAfterKey(key: string, index: number | null, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, (index ?? count) - 1);
    case "ArrowRight":
      return Math.min(last, (index ?? last) + 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
