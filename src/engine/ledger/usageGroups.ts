/** By what usage can be grouped, and what the groups are called. */
import { localDay } from "../../shared/days.ts";
import { localHour, localMonth, localWeek } from "../../shared/periods.ts";

/** Local calendar periods. */
const PERIODS = { day: localDay, week: localWeek, month: localMonth, hour: localHour };
export type Period = keyof typeof PERIODS;

export const USAGE_GROUPS = [
  "day", "week", "month", "hour", "session", "prompt", "project", "branch", "model", "agent", "skill", "plugin",
  "mcp-server", "config-dir",
] as const; // prettier-ignore
export type UsageGroup = (typeof USAGE_GROUPS)[number];

export const isPeriod = (by: UsageGroup): by is Period => by in PERIODS;

/** Names a moment by a period. */
export const periodKey = (by: Period, ms: number): string => PERIODS[by](ms);

/** Under what requests stand that have nothing of the kind, or of which it is not known. */
export const NONE = "(none)";
export const UNKNOWN = "(unknown)";
export const MAIN_CHAIN = "(main)";
