/** The made-up user's history by any unit and stack, the calendar, and the models: all of the same days. */
import { localDay } from "../../../src/shared/days.ts";
import type {
  CalendarPage,
  HistoryPage,
  HistoryQuery,
  HistoryStack,
  HistoryUnit,
  ModelPeriod,
  ModelsPage,
} from "../../../src/shared/historyPages.ts";
import { cost } from "../snapshots.ts";
import { type DayUse, dayUse } from "./days.ts";
import { sumOf } from "./sessions.ts";

/** Shares of each day in percent; the last is the rest. */
const SHARES: Record<
  Exclude<HistoryStack, "model">,
  readonly (readonly [id: string, name: string, share: number])[]
> = {
  project: [
    ["/home/ada/harbour", "harbour", 44],
    ["/home/ada/lighthouse", "lighthouse", 23],
    ["/home/ada/ferry-timetable", "ferry-timetable", 13],
    ["/home/ada/buoy", "buoy", 9],
    ["/home/ada/tide-tables", "tide-tables", 7],
    ["", "2 others", 4],
  ],
  agent: [
    ["main", "main chain", 79],
    ["Explore", "Explore", 14],
    ["general-purpose", "general-purpose", 5],
    ["code-reviewer", "code-reviewer", 2],
  ],
};

/** The first day of the period that is `back` periods before the one that holds `date`. */
function periodStart(date: Date, unit: HistoryUnit, back: number): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === "day") return new Date(year, month, day - back);
  if (unit === "month") return new Date(year, month - back, 1);
  return new Date(year, month, day - ((date.getDay() + 6) % 7) - 7 * back);
}

export function answerHistory({ unit, stack, periods, back }: HistoryQuery, days = dayUse): HistoryPage {
  const today = new Date(days.at(-1)?.startedAt ?? 0);
  const starts = Array.from({ length: periods }, (_, index) => periodStart(today, unit, back + periods - 1 - index));
  const end = periodStart(today, unit, back - 1).getTime();
  const within = starts.map((start, index) => {
    const until = starts[index + 1]?.getTime() ?? end;
    return days.filter(({ startedAt }) => startedAt >= start.getTime() && startedAt < until);
  });
  return {
    periods: starts.map((start, index) => ({
      key: localDay(start.getTime()),
      startedAt: start.getTime(),
      total: costOf(within[index] ?? []),
      tokens: total(within[index] ?? [], ({ tokens }) => tokens),
    })),
    series: series(stack, within),
    more: days.some(({ startedAt, usd }) => usd > 0 && startedAt < (starts[0]?.getTime() ?? 0)),
  };
}

function series(stack: HistoryStack, within: readonly DayUse[][]): HistoryPage["series"] {
  if (stack !== "model") {
    return SHARES[stack].map(([id, name, share]) => ({
      id,
      name,
      usd: within.map((days) => (total(days, ({ usd }) => usd) * share) / 100),
      tokens: within.map((days) => Math.round((total(days, ({ tokens }) => tokens) * share) / 100)),
    }));
  }
  const names = new Map(within.flat().flatMap(({ byModel }) => byModel.map(({ id, name }) => [id, name] as const)));
  return [...names]
    .map(([id, name]) => {
      const usd = within.map((days) => total(days, (day) => usdOf(day, id)));
      const tokens = within.map((days) =>
        Math.round(total(days, (day) => (day.usd === 0 ? 0 : (day.tokens * usdOf(day, id)) / day.usd))),
      );
      return { id, name, usd, tokens };
    })
    .toSorted((a, b) => sum(b.usd) - sum(a.usd));
}

const MEDIAN_DAY_USD = 6.3;

export function answerCalendar(days = dayUse): CalendarPage {
  const last = days.slice(-371);
  const used = last.filter(({ usd }) => usd > 0);
  const peaks = used.toSorted((a, b) => b.usd - a.usd).slice(0, 5);
  return {
    days: last.map(({ day, usd, tokens, requests }) => ({ day, usd, tokens, requests })),
    peaks: peaks.map((day, index) => ({
      day: day.day,
      total: costOf([day]),
      timesMedian: Math.round((day.usd / MEDIAN_DAY_USD) * 10) / 10,
      drivers: (
        [
          [
            "session",
            "a",
            index === 0 ? "Move the import of old charts to the new store" : "Fix the release workflow",
            62,
          ],
          ["project", "/home/ada/harbour", "harbour", 81],
          ["model", "claude-sonnet-5-5", "Sonnet 5.5", 68],
        ] as const
      ).map(([kind, id, name, share]) => ({ kind, id, name, usd: (day.usd * share) / 100, share })),
    })),
    pattern:
      used.length < 5
        ? null
        : { kind: "light", medianDayUsd: MEDIAN_DAY_USD, activeDays: 28, ofDays: 30, peakShare: 0.17 },
  };
}

const PERIOD_DAYS: Record<ModelPeriod, number> = { "7d": 7, "30d": 30, all: Number.POSITIVE_INFINITY };

export function answerModels(period: ModelPeriod, days = dayUse): ModelsPage {
  const within = days.slice(-PERIOD_DAYS[period]);
  const names = new Map(within.flatMap(({ byModel }) => byModel.map(({ id, name }) => [id, name] as const)));
  const whole = total(within, ({ usd }) => usd);
  const rows = [...names].map(([model, name], index): ModelsPage["rows"][number] => {
    const usd = total(within, (day) => usdOf(day, model));
    const requests = Math.ceil(usd * 20);
    const prompts = Math.ceil(requests / (7 + index * 2));
    const inputTokens = requests * 40;
    const cacheReadTokens = requests * (81_000 - index * 9_000);
    const cacheWriteTokens = requests * (2_300 + index * 2_600);
    return {
      model,
      name,
      priceSource: "table",
      cost: cost({ usd, requests }),
      share: (usd / whole) * 100,
      prompts,
      usdPerPrompt: usd / prompts,
      cacheHitPercent: (cacheReadTokens / (inputTokens + cacheReadTokens + cacheWriteTokens)) * 100,
      cacheSavedUsd: usd * (4.1 - index),
      inputTokens,
      outputTokens: requests * 610,
      cacheReadTokens,
      cacheWriteTokens,
    };
  });
  const unpriced: ModelsPage["rows"][number] = {
    model: "glm-4.6",
    name: "glm-4.6",
    priceSource: null,
    cost: cost({ usd: 0, requests: 12, unpricedRequests: 12 }),
    share: 0,
    prompts: 2,
    usdPerPrompt: null,
    cacheHitPercent: null,
    cacheSavedUsd: null,
    inputTokens: 214_000,
    outputTokens: 7_300,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  };
  const priced = rows.toSorted((a, b) => b.cost.usd - a.cost.usd);
  const all = period === "all" && whole > 0 ? [...priced, unpriced] : priced;
  return { rows: all, total: sumOf(all.map(({ cost }) => cost)) };
}

function usdOf({ byModel }: DayUse, model: string): number {
  return byModel.find(({ id }) => id === model)?.usd ?? 0;
}

function costOf(days: readonly DayUse[]): ReturnType<typeof cost> {
  return cost({ usd: total(days, ({ usd }) => usd), requests: total(days, ({ requests }) => requests) });
}

function total(days: readonly DayUse[], of: (day: DayUse) => number): number {
  return sum(days.map(of));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
