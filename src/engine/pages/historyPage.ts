/** What was spent period by period, stacked by model, project or agent. */
import { setImmediate } from "node:timers/promises";
import type { HistoryPage, HistoryQuery, HistorySeries } from "../../shared/historyPages.ts";
import { localDay } from "../../shared/days.ts";
import { addFigures, NO_FIGURES, totalTokens } from "../ledger/figures.ts";
import { readQuarters } from "../ledger/quarterReader.ts";
import { readSideCosts, sideKeys } from "../ledger/sideCosts.ts";
import { costOf } from "../ledger/spend.ts";
import { addStackedParts } from "../ledger/stackedParts.ts";
import { EVER, heldBy, type UsageScope } from "../ledger/usageParts.ts";
import { groupName, restName } from "./names.ts";
import type { PageScope } from "./pageScope.ts";
import { periodAt, periodStarts } from "./periodStarts.ts";

/** Series with a name of their own. */
const LARGEST = 5;
const PORTION_MS = 28 * 86_400_000;

interface Sums {
  usd: number[];
  tokens: number[];
}

/** Read month by month, so that what else waits for this thread comes in between. */
export async function historyPage(scope: PageScope, query: HistoryQuery): Promise<HistoryPage> {
  const { db, dirs, projectOf, now, prices } = scope;
  const { unit, stack, periods: count, back } = query;
  const starts = periodStarts(unit, now, count, back);
  // Rows dated in the future (a clock that was wrong) count as the present period's: dropping them would hide money.
  const span = { dirs, since: starts[0] ?? 0, until: back === 0 ? EVER : (starts[count] ?? 0) };
  const totals = starts.slice(0, count).map(() => ({ figures: { ...NO_FIGURES }, sideUsd: 0 }));
  const groups = new Map<string, Sums>();
  const add = (key: string, at: number, usd: number, tokens: number) => {
    const index = periodAt(starts, at);
    let sums = groups.get(key);
    if (!sums) groups.set(key, (sums = { usd: totals.map(() => 0), tokens: totals.map(() => 0) }));
    sums.usd[index] = (sums.usd[index] ?? 0) + usd;
    sums.tokens[index] = (sums.tokens[index] ?? 0) + tokens;
  };
  for (const portion of portionsOf(span, starts)) {
    // Both in one go: what is written in between would be in one and not in the other.
    const quarters = readQuarters(db, dirs, portion.since, portion.until);
    for (const quarter of quarters) {
      const total = totals[periodAt(starts, quarter.at)];
      if (total) addFigures(total.figures, quarter);
    }
    addStackedParts(db, stack, portion, projectOf, quarters, add);
    await setImmediate();
  }
  const keyOfSide = sideKeys(stack, projectOf);
  for (const side of readSideCosts(db, span)) {
    const total = totals[periodAt(starts, side.at)];
    if (total) total.sideUsd += side.usd;
    add(keyOfSide(side), side.at, side.usd, 0);
  }
  return {
    periods: totals.map((total, index) => ({
      key: localDay(starts[index] ?? 0),
      startedAt: starts[index] ?? 0,
      total: costOf(total),
      tokens: totalTokens(total.figures),
    })),
    series: seriesOf(groups, (id) => groupName(stack, id, prices)),
    more: hasEarlier(scope, span.since),
  };
}

/** The span in portions of whole periods, of a month or a little more. */
function* portionsOf({ dirs, since, until }: UsageScope, starts: readonly number[]): Generator<UsageScope> {
  let from = since;
  for (const start of starts.slice(1, -1)) {
    if (start - from < PORTION_MS) continue;
    yield { dirs, since: from, until: start };
    from = start;
  }
  yield { dirs, since: from, until };
}

/** Dearest first; what comes after the largest as one. */
function seriesOf(groups: ReadonlyMap<string, Sums>, nameOf: (id: string) => string): HistorySeries[] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const sorted = [...groups]
    .map(([id, sums]) => ({ id, sums, usd: sum(sums.usd), tokens: sum(sums.tokens) }))
    .toSorted((a, b) => b.usd - a.usd || b.tokens - a.tokens);
  const series = sorted.slice(0, LARGEST).map(({ id, sums }): HistorySeries => ({ id, name: nameOf(id), ...sums }));
  const rest = sorted.slice(LARGEST).map(({ sums }) => sums);
  const [first] = rest;
  if (!first) return series;
  const addUp = (of: (sums: Sums) => number[]) =>
    of(first).map((_, index) => sum(rest.map((one) => of(one)[index] ?? 0)));
  return [
    ...series,
    { id: "", name: restName(rest.length), usd: addUp(({ usd }) => usd), tokens: addUp(({ tokens }) => tokens) },
  ];
}

const hasEarlier = ({ db, dirs }: PageScope, since: number): boolean =>
  db.prepare(`SELECT 1 FROM request r WHERE r.at < ? AND ${heldBy(dirs)} LIMIT 1`).get(since) !== undefined;
