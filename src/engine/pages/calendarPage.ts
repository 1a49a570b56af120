/** A year of days, the dearest of them with what drove them, and what kind of use it is. */
import { localDay } from "../../shared/days.ts";
import { costTotal } from "../../shared/format.ts";
import type { CalendarPage, PeakDay } from "../../shared/historyPages.ts";
import type { SpendShare } from "../../shared/snapshot.ts";
import { addFigures, NO_FIGURES, totalTokens } from "../ledger/figures.ts";
import { readQuarters } from "../ledger/quarterReader.ts";
import { readSideCosts } from "../ledger/sideCosts.ts";
import { costOf } from "../ledger/spend.ts";
import { readSpendGroups } from "../ledger/spendersReader.ts";
import { EVER } from "../ledger/usageParts.ts";
import { spenders } from "../windows/spenders.ts";
import { groupName } from "./names.ts";
import type { PageScope } from "./pageScope.ts";
import { periodAt, periodStarts } from "./periodStarts.ts";
import { usagePattern } from "./usagePattern.ts";

/** 53 weeks. */
const DAYS = 371;
const PEAKS = 5;
/** A peak costs at least so many times what the median day with use does. */
const PEAK_FROM = 2;

export function calendarPage(scope: PageScope): CalendarPage {
  const { db, dirs, now } = scope;
  const starts = periodStarts("day", now, DAYS, 0);
  const since = starts[0] ?? 0;
  const days = starts.slice(0, DAYS).map((start) => ({ start, figures: { ...NO_FIGURES }, sideUsd: 0 }));
  for (const quarter of readQuarters(db, dirs, since, EVER)) {
    const day = days[periodAt(starts, quarter.at)];
    if (day) addFigures(day.figures, quarter);
  }
  for (const { at, usd } of readSideCosts(db, { dirs, since, until: EVER })) {
    const day = days[periodAt(starts, at)];
    if (day) day.sideUsd += usd;
  }
  const costs = days.map((day) => costTotal(costOf(day)));
  // Today is not over: it would pass for a cheap day.
  const pattern = usagePattern(costs.slice(0, -1));
  const peaks = days
    .map((day, index) => ({
      ...day,
      usd: costs[index] ?? 0,
      end: index + 1 < DAYS ? (starts[index + 1] ?? EVER) : EVER,
    }))
    .filter(({ usd }) => pattern !== null && usd >= PEAK_FROM * pattern.medianDayUsd)
    .toSorted((a, b) => b.usd - a.usd)
    .slice(0, PEAKS);
  return {
    days: days.map(({ start, figures }, index) => ({
      day: localDay(start),
      usd: costs[index] ?? 0,
      tokens: totalTokens(figures),
      requests: figures.requests,
    })),
    peaks: peaks.map((day) => ({
      day: localDay(day.start),
      total: costOf(day),
      timesMedian: day.usd / (pattern?.medianDayUsd ?? day.usd),
      drivers: driversOf(scope, day.start, day.end),
    })),
    pattern,
  };
}

/** Of sessions, projects and models the one that cost most. */
function driversOf({ db, dirs, projectOf, prices }: PageScope, from: number, to: number): PeakDay["drivers"] {
  const groups = readSpendGroups(db, dirs, from, to, projectOf);
  const { bySession, byProject, byModel } = spenders(groups, (model) => prices.modelName(model));
  const named = (kind: "project" | "model", share: SpendShare) => ({
    kind,
    ...share,
    name: groupName(kind, share.id, prices),
  });
  return [
    ...bySession.slice(0, 1).map((share) => ({ kind: "session" as const, ...share })),
    ...byProject.slice(0, 1).map((share) => named("project", share)),
    ...byModel.slice(0, 1).map((share) => named("model", share)),
  ];
}
