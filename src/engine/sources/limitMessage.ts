/**
 * What Claude Code writes into a transcript when a rate limit stops a request. Newer versions add the limit and its
 * reset as `quotaLimits`; before, there was only the text for the user. Forms: docs/windows.md.
 */
import { asMoment, asObject, asString, type JsonObject } from "./narrow.ts";
import { isTimeZone, momentOf, wallTimeAt, type WallTime } from "./zonedTime.ts";

/** A limit that was hit. `key` and `label` as those of a reading; `usage_limit` where the message does not say which. */
export interface LimitHit {
  key: string;
  label: string;
  resetsAt: number | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A message may come a little after the reset that it names, cut to the minute. */
const LATE = 15 * MINUTE;
/** No limit lasts longer than a month. */
const LONGEST = 32 * DAY;

/** Null for a row that tells of no limit of the account: other errors, a busy server, spend limits, which have no window. `at`: the row's time. */
export function limitHit(row: JsonObject, at: number): LimitHit | null {
  if (row["isApiErrorMessage"] !== true || row["apiErrorIsTransient"] === true) return null;
  const error = asString(row["error"]);
  // Versions before this member have the text alone.
  if (error !== null && error !== "rate_limit") return null;
  const quota = asObject(row["quotaLimits"]);
  const type = asString(quota?.["rateLimitType"]);
  const text = textOf(row);
  // The request was let through to something else: a busy server said no.
  if (type !== null && quota?.["status"] !== "rejected") return null;
  const limit = (type === null ? null : namedByType(type)) ?? namedInText(text);
  return limit && { ...limit, resetsAt: plausible(asMoment(quota?.["resetsAt"]), at) ?? resetIn(text, at, limit.key) };
}

function textOf(row: JsonObject): string {
  const content = asObject(row["message"])?.["content"];
  if (!Array.isArray(content)) return asString(content) ?? "";
  return asString(content.map(asObject).find((block) => block?.["type"] === "text")?.["text"]) ?? "";
}

type Named = Pick<LimitHit, "key" | "label">;

const FIVE_HOUR: Named = { key: "five_hour", label: "5-hour" };
const SEVEN_DAY: Named = { key: "seven_day", label: "7-day" };
const UNNAMED: Named = { key: "usage_limit", label: "Usage limit" };
const scoped = (name: string): Named => ({ key: `weekly_scoped:${name}`, label: `7-day ${name}` });

/** Null for a type that says less than the text: `overage`, and `seven_day_overage_included`, one model's limit. */
function namedByType(type: string): Named | null {
  if (type === "five_hour") return FIVE_HOUR;
  if (type === "seven_day") return SEVEN_DAY;
  const scope = /^seven_day_([a-z]+)$/.exec(type)?.[1];
  return scope === undefined ? null : scoped(scope.replace(/^./, (letter) => letter.toUpperCase()));
}

/** "You've hit your Opus limit", "Weekly limit reached", "Claude AI usage limit reached|1699999999", "You're out of extra usage". */
const HIT = /\byou(?:['’]ve| have) (?:hit|reached) your ([\w' -]{0,30}?) ?limit\b/i;
const REACHED = /^\W*(?:claude )?(?:ai )?([\w -]{0,20}?) ?limit reached\b/i;
const OUT_OF_EXTRA = /\byou(?:['’]re| are) out of extra usage\b/i;
/** Limits of money or of a kind that Bursar has no window for. */
const NO_WINDOW =
  /\b(?:spend|spending|credit|credits|budget|monthly|fast|context|rate|token|tokens|output|org|organization)\b/i;
const NO_MODEL = /^(?:Usage|Daily|Plan|Account|Free|Pro|Max|Team)$/;

function namedInText(text: string): Named | null {
  const name = (HIT.exec(text) ?? REACHED.exec(text))?.[1];
  if (name === undefined) return OUT_OF_EXTRA.test(text) ? UNNAMED : null;
  if (NO_WINDOW.test(name)) return null;
  if (/^(?:session|5-hour|five-hour)$/i.test(name)) return FIVE_HOUR;
  if (/^(?:weekly|7-day)$/i.test(name)) return SEVEN_DAY;
  // A name of its own is a model's: each model's limit is one of the week.
  const model = /^([A-Z][a-z]+)(?: weekly)?$/.exec(name)?.[1];
  return model === undefined || NO_MODEL.test(model) ? UNNAMED : scoped(model);
}

const EPOCH = /limit reached\|(\d{10,13})\b/;
const RESETS = /\bresets?(?: on| at)? +([^·∙•\n]+)/i;
const ZONE = /\(([A-Za-z]+(?:\/[\w+-]+)*)\)/;
const RELATIVE = /^in (?:(\d{1,3}) ?d\w*)?,? ?(?:(\d{1,3}) ?h\w*)?,? ?(?:(\d{1,3}) ?m\w*)?(?=\W|$)/i;
const CLOCK = /(?:^|[\s,])(\d{1,2})(?::(\d{2}))? ?(am|pm)?(?=[\s.,)]|$)/i;
const DATE = /^([A-Z][a-z]{2})[a-z]* (\d{1,2})(?:, (\d{4}))?(?:,| at)? /;
const WEEKDAY = /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*(?:,| at)? /;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** When the limit is lifted, as a text says: the next such moment after the row; null where it says nothing that can be relied on. */
function resetIn(text: string, at: number, key: string): number | null {
  const epoch = EPOCH.exec(text)?.[1];
  if (epoch !== undefined) return plausible(asMoment(Number(epoch)), at);
  const words = RESETS.exec(text)?.[1];
  if (words === undefined) return null;
  const relative = RELATIVE.exec(words);
  if (relative) {
    const count = (group: number) => Number(relative[group] ?? 0);
    const ms = count(1) * DAY + count(2) * HOUR + count(3) * MINUTE;
    return ms > 0 ? plausible(at + ms, at) : null;
  }
  const zone = ZONE.exec(words)?.[1];
  if (zone !== undefined && !isTimeZone(zone)) return null;
  const moment = nextMoment(words.replace(ZONE, "").trim(), at, zone);
  // Of a window of five hours, what lies beyond them was a moment ago.
  const late = moment !== null && key === "five_hour" && moment - at > 5 * HOUR + LATE;
  if (!late) return plausible(moment, at);
  return moment - DAY >= at - LATE ? moment - DAY : null;
}

function nextMoment(words: string, at: number, zone: string | undefined): number | null {
  const date = DATE.exec(words);
  const month = date ? MONTHS.indexOf(date[1] ?? "") + 1 : 0;
  const weekday = month > 0 ? null : WEEKDAY.exec(words);
  const time = clockTime(words.slice((month > 0 ? date : weekday)?.[0].length ?? 0));
  if (!time) return null;
  const today = wallTimeAt(at, zone);
  if (date && month > 0) {
    const [, , day, year] = date;
    const inYear = (of: number) => momentOf({ year: of, month, day: Number(day), ...time }, zone);
    if (year !== undefined) return inYear(Number(year));
    const first = inYear(today.year);
    return first > at - LATE ? first : inYear(today.year + 1);
  }
  const onDay = (later: number) => momentOf({ ...today, day: today.day + later, ...time }, zone);
  const isNext = (moment: number, later: number) => moment > at && (!weekday || isWeekday(weekday, today, later));
  return (
    [0, 1, 2, 3, 4, 5, 6, 7].map((later) => [onDay(later), later] as const).find((day) => isNext(...day))?.[0] ?? null
  );
}

const isWeekday = (weekday: RegExpExecArray, { year, month, day }: WallTime, later: number) =>
  new Date(Date.UTC(year, month - 1, day + later)).getUTCDay() === WEEKDAYS.indexOf(weekday[1] ?? "");

function clockTime(words: string): Pick<WallTime, "hour" | "minute"> | null {
  const match = CLOCK.exec(words);
  if (!match) return null;
  const [, hours, minutes, half] = match;
  // A bare number is no time.
  if (minutes === undefined && half === undefined) return null;
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if (minute > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour === 0)) return null;
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0), minute };
}

/** A reset that a limit can have which was hit at this time. */
const plausible = (moment: number | null, at: number) =>
  moment !== null && moment > at - LATE && moment < at + LONGEST ? moment : null;
