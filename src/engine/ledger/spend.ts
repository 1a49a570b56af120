/** What was spent today and in the last 7 and 30 days. */
import * as l10n from "@vscode/l10n";
import { dayStart } from "../../shared/days.ts";
import { costTotal } from "../../shared/format.ts";
import type { Cost, ModelSpend, Snapshot, Spend } from "../../shared/snapshot.ts";
import { addFigures, NO_FIGURES, type Figures } from "./figures.ts";
import type { PriceBook } from "./prices.ts";
import type { QuarterFigures } from "./quarterReader.ts";

export const SPEND_DAYS = 30;

/** Where the 30 days begin that end with the local day of `now`. */
export const spendStart = (now: number) => dayStart(now, 1 - SPEND_DAYS);

/** What Claude Code reported beyond the counted requests, when, and for which model ("" if it did not say). */
export interface SideSpend {
  at: number;
  model: string;
  usd: number;
}

interface Sum {
  figures: Figures;
  sideUsd: number;
}

type ByModel = Map<string, Sum>;

const NOTHING: Sum = { figures: NO_FIGURES, sideUsd: 0 };

export const costOf = ({ figures, sideUsd }: Sum): Cost => ({
  usd: figures.costUSD,
  sideUsd,
  requests: figures.requests,
  lowerBoundRequests: figures.lowerBoundRequests,
  estimatedMissingUsd: figures.estimatedMissingUSD,
  unpricedRequests: figures.unpricedRequests,
});

function add(byModel: ByModel, model: string, more: Sum): void {
  let sum = byModel.get(model);
  if (!sum) byModel.set(model, (sum = { figures: { ...NO_FIGURES }, sideUsd: 0 }));
  addFigures(sum.figures, more.figures);
  sum.sideUsd += more.sideUsd;
}

function total(byModel: ByModel): Sum {
  const sum: ByModel = new Map();
  for (const part of byModel.values()) add(sum, "", part);
  return sum.get("") ?? NOTHING;
}

const nameOf = (model: string, prices: PriceBook) => (model === "" ? l10n.t("Side calls") : prices.modelName(model));

function spendOf(byModel: ByModel, prices: PriceBook): Spend {
  const models = [...byModel].map(([model, sum]): ModelSpend => ({
    model,
    name: nameOf(model, prices),
    priceSource: prices.priceOf(model)?.source ?? null,
    cost: costOf(sum),
    inputTokens: sum.figures.inputTokens,
    outputTokens: sum.figures.outputTokens,
    cacheReadTokens: sum.figures.cacheReadTokens,
    cacheWriteTokens: sum.figures.cacheWrite5mTokens + sum.figures.cacheWrite1hTokens,
  }));
  return {
    total: costOf(total(byModel)),
    byModel: models.toSorted((a, b) => costTotal(b.cost) - costTotal(a.cost) || b.cost.requests - a.cost.requests),
  };
}

/** The sums of the periods, from the quarters and side costs since `spendStart(now)`. */
export function spendFrom(
  quarters: readonly QuarterFigures[],
  sides: readonly SideSpend[],
  now: number,
  prices: PriceBook,
): Pick<Snapshot, "spend" | "unpriced"> {
  // No period has an end: rows dated in the future (a clock that was wrong) count, dropping them would hide money.
  const since = (start: number): ByModel => {
    const sum: ByModel = new Map();
    for (const row of quarters) if (row.at >= start) add(sum, row.model, { figures: row, sideUsd: 0 });
    for (const side of sides) if (side.at >= start) add(sum, side.model, { figures: NO_FIGURES, sideUsd: side.usd });
    return sum;
  };
  const month = since(spendStart(now));
  return {
    spend: {
      today: spendOf(since(dayStart(now)), prices),
      last7Days: spendOf(since(dayStart(now, -6)), prices),
      last30Days: spendOf(month, prices),
    },
    unpriced: unpricedModels(new Map([...month].map(([model, { figures }]) => [model, figures]))),
  };
}

/** Models without a price, with their number of requests, most first. */
export function unpricedModels(byModel: ReadonlyMap<string, Figures>): { model: string; requests: number }[] {
  return [...byModel]
    .filter(([, figures]) => figures.unpricedRequests > 0)
    .map(([model, figures]) => ({ model, requests: figures.unpricedRequests }))
    .toSorted((a, b) => b.requests - a.requests);
}
