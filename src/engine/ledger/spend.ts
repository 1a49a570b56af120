/** What was spent today and in the last 7 and 30 days, and on each day of them. */
import type { DaySpend, ModelSpend, Snapshot, Spend } from "../../shared/snapshot.ts";
import { dayStart, localDay } from "../../shared/days.ts";
import { addFigures, NO_FIGURES, type Figures } from "./figures.ts";
import { modelName } from "./prices.ts";
import type { QuarterFigures } from "./quarterReader.ts";

export const SPEND_DAYS = 30;

/** Where the 30 days begin that end with the local day of `now`. */
export const spendStart = (now: number) => dayStart(now, 1 - SPEND_DAYS);

const costOfFigures = (figures: Figures) => ({
  usd: figures.costUSD,
  requests: figures.requests,
  lowerBoundRequests: figures.lowerBoundRequests,
  unpricedRequests: figures.unpricedRequests,
});

type ByModel = Map<string, Figures>;

function add(byModel: ByModel, model: string, figures: Figures): void {
  let sum = byModel.get(model);
  if (!sum) byModel.set(model, (sum = { ...NO_FIGURES }));
  addFigures(sum, figures);
}

function merge(days: readonly ByModel[]): ByModel {
  const sum: ByModel = new Map();
  for (const day of days) for (const [model, figures] of day) add(sum, model, figures);
  return sum;
}

function total(byModel: ByModel): Figures {
  const sum = { ...NO_FIGURES };
  for (const figures of byModel.values()) addFigures(sum, figures);
  return sum;
}

function spendOf(byModel: ByModel): Spend {
  const models: ModelSpend[] = [...byModel].map(([model, figures]) => ({
    model,
    name: modelName(model),
    cost: costOfFigures(figures),
    inputTokens: figures.inputTokens,
    outputTokens: figures.outputTokens,
    cacheReadTokens: figures.cacheReadTokens,
    cacheWriteTokens: figures.cacheWrite5mTokens + figures.cacheWrite1hTokens,
  }));
  return {
    total: costOfFigures(total(byModel)),
    byModel: models.toSorted((a, b) => b.cost.usd - a.cost.usd || b.cost.requests - a.cost.requests),
  };
}

/** Sorts quarters (oldest first, from `spendStart(now)` on) into local days and periods. */
export function spendFrom(
  quarters: readonly QuarterFigures[],
  now: number,
): Pick<Snapshot, "spend" | "days" | "unpriced"> {
  const starts = Array.from({ length: SPEND_DAYS }, (_, index) => dayStart(now, index + 1 - SPEND_DAYS));
  const days: ByModel[] = starts.map(() => new Map());
  let index = 0;
  for (const quarter of quarters) {
    // Rows dated in the future (a clock that was wrong) count as today's: dropping them would hide money.
    while (index < SPEND_DAYS - 1 && quarter.at >= (starts[index + 1] ?? 0)) index++;
    const day = days[index];
    if (day) add(day, quarter.model, quarter);
  }
  const month = merge(days);
  return {
    spend: {
      today: spendOf(merge(days.slice(-1))),
      last7Days: spendOf(merge(days.slice(-7))),
      last30Days: spendOf(month),
    },
    days: days.map((byModel, at): DaySpend => ({
      day: localDay(starts[at] ?? 0),
      total: costOfFigures(total(byModel)),
      byModel: [...byModel]
        .map(([model, figures]) => ({ model, name: modelName(model), usd: figures.costUSD }))
        .toSorted((a, b) => b.usd - a.usd),
    })),
    unpriced: unpricedModels(month),
  };
}

/** Models without a price, with their number of requests, most first. */
export function unpricedModels(byModel: ByModel): { model: string; requests: number }[] {
  return [...byModel]
    .filter(([, figures]) => figures.unpricedRequests > 0)
    .map(([model, figures]) => ({ model, requests: figures.unpricedRequests }))
    .toSorted((a, b) => b.requests - a.requests);
}
