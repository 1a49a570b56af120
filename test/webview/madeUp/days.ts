/** What a made-up user spent on each local day of the last 14 months; the last 30 days are those of the Snapshot. */
import { localDay } from "../../../src/shared/days.ts";
import { createRandom } from "../../bench/random.ts";
import { days, NOW } from "../snapshots.ts";

export interface DayUse {
  /** YYYY-MM-DD, and the local midnight it begins with. */
  day: string;
  startedAt: number;
  usd: number;
  tokens: number;
  requests: number;
  byModel: { id: string; name: string; usd: number }[];
}

const DAYS = 425;
const TOKENS_PER_USD = 1_640_000;
const OPUS = { id: "claude-opus-5-5", name: "Opus 5.5" };
const SONNET = { id: "claude-sonnet-5-5", name: "Sonnet 5.5" };
const OLD_SONNET = { id: "claude-sonnet-4-5", name: "Sonnet 4.5" };
const HAIKU = { id: "claude-haiku-4-5", name: "Haiku 4.5" };

/** Oldest first, today last. */
export const dayUse: readonly DayUse[] = allDays();

function allDays(): DayUse[] {
  const random = createRandom(18);
  const told = new Map(days().map(({ day, byModel }) => [day, byModel]));
  const today = new Date(NOW);
  return Array.from({ length: DAYS }, (_, index) => {
    const ago = DAYS - 1 - index;
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - ago);
    const earlier = earlierModels(date, ago, random.next());
    const byModel =
      told.get(localDay(date.getTime()))?.map(({ model, name, usd }) => ({ id: model, name, usd })) ?? earlier;
    const usd = byModel.reduce((sum, each) => sum + each.usd, 0);
    return {
      day: localDay(date.getTime()),
      startedAt: date.getTime(),
      usd,
      tokens: Math.round(usd * TOKENS_PER_USD),
      requests: Math.ceil(usd * 20),
      byModel,
    };
  });
}

/** Quiet weekends, two weeks of holiday, a release that drove one day, and a model that another one replaced. */
function earlierModels(date: Date, ago: number, chance: number): DayUse["byModel"] {
  const holiday = ago > 92 && ago < 107;
  const weekend = date.getDay() % 6 === 0;
  if (holiday || (weekend && chance < 0.7) || chance < 0.06) return [];
  const usual = (2.2 + (6.5 * (DAYS - ago)) / DAYS) * (0.4 + 1.3 * chance) * (weekend ? 0.3 : 1);
  const usd = ago === 61 ? 48.7 : usual;
  const main = ago > 210 ? OLD_SONNET : SONNET;
  const opus = ago < 150 ? usd * 0.28 : 0;
  return [
    { ...main, usd: usd * 0.94 - opus },
    { ...OPUS, usd: opus },
    { ...HAIKU, usd: usd * 0.06 },
  ].filter((each) => each.usd > 0);
}
