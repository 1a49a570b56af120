/** What each model cost and did. */
import { setImmediate } from "node:timers/promises";
import { dayStart } from "../../shared/days.ts";
import { costTotal } from "../../shared/format.ts";
import type { ModelPeriod, ModelRow, ModelsPage } from "../../shared/historyPages.ts";
import { cacheHitRate } from "../ledger/cacheSavings.ts";
import { SIDE_CALLS } from "../ledger/sideCosts.ts";
import { costOf } from "../ledger/spend.ts";
import { usageReport, type UsageFigures } from "../ledger/usageReport.ts";
import { heldBy } from "../ledger/usageParts.ts";
import { groupName } from "./names.ts";
import type { PageScope } from "./pageScope.ts";

const DAYS: Record<ModelPeriod, number | null> = { "7d": 7, "30d": 30, all: null };

/** In two goes, so that what else waits for this thread comes in between. */
export async function modelsPage(scope: PageScope, period: ModelPeriod): Promise<ModelsPage> {
  const { db, dirs, now, prices, projectOf } = scope;
  const days = DAYS[period];
  const since = days === null ? null : dayStart(now, 1 - days);
  const report = usageReport(db, { by: "model", dirs, since, until: null, projectOf, prices });
  await setImmediate();
  const promptsOf = readPrompts(scope, since);
  const total = costOf(spendOf(report.totals));
  return {
    rows: report.rows.map(({ key, ...figures }): ModelRow => {
      const prompts = promptsOf.get(key);
      const hitRate = cacheHitRate(figures);
      const cost = costOf(spendOf(figures));
      const price = prices.priceOf(key);
      return {
        model: key === SIDE_CALLS ? "" : key,
        name: groupName("model", key, prices),
        priceSource: price?.source ?? null,
        cost,
        share: costTotal(total) === 0 ? 0 : (100 * costTotal(cost)) / costTotal(total),
        prompts: prompts?.prompts ?? 0,
        usdPerPrompt: prompts?.usdPerPrompt ?? null,
        cacheHitPercent: hitRate === null ? null : hitRate * 100,
        cacheSavedUsd: price && figures.requests > figures.unpricedRequests ? figures.cacheSavedUSD : null,
        inputTokens: figures.inputTokens,
        outputTokens: figures.outputTokens,
        cacheReadTokens: figures.cacheReadTokens,
        cacheWriteTokens: figures.cacheWrite5mTokens + figures.cacheWrite1hTokens,
      };
    }),
    total,
  };
}

const spendOf = (figures: UsageFigures) => ({ figures, sideUsd: figures.reportedUSD - figures.costUSD });

interface Prompts {
  prompts: number;
  /** Null where a request of these prompts has no price. */
  usdPerPrompt: number | null;
}

/** By model, of requests that a prompt is known of. Two groupings take a third of the time of a `count(DISTINCT …)`. */
function readPrompts({ db, dirs }: PageScope, since: number | null): Map<string, Prompts> {
  // Without a bound no index is asked, which for all requests takes half as long again.
  const after = since === null ? "" : `r.at >= ${since} AND`;
  const rows = db
    .prepare(
      `SELECT m.name AS model, count(*) AS prompts, total(q.usd) AS usd, sum(q.unpriced) AS unpriced FROM (
         SELECT r.model, r.prompt, total(r.usd) AS usd, sum(r.usd IS NULL) AS unpriced
           FROM request r WHERE ${after} r.prompt IS NOT NULL AND ${heldBy(dirs)} GROUP BY r.model, r.prompt
       ) q JOIN model m ON m.id = q.model GROUP BY q.model`,
    )
    .all() as { model: string; prompts: number; usd: number; unpriced: number }[];
  return new Map(
    rows.map(({ model, prompts, usd, unpriced }) => [
      model,
      { prompts, usdPerPrompt: unpriced > 0 ? null : usd / prompts },
    ]),
  );
}
