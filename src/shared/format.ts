/**
 * How figures are written, the same in the status bar, the dashboard and the CLI: by the conventions of the reader's
 * locale, which English spells out by hand. The time is an argument.
 */
import * as l10n from "@vscode/l10n";
import { dateFormat, numberFormat } from "./intlFormats.ts";
import { isEnglish } from "./locale.ts";
import type { Cost } from "./snapshot.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An amount of US dollars, to the cent; `<$0.01` for what is less than a cent and not nothing. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return `<${formatUsd(0.01)}`;
  // A half cent is held as a hair less than that, and rounds up as people expect.
  const cents = (Math.abs(usd) + 1e-9).toFixed(2);
  if (!isEnglish()) return usdFormat().format(Math.sign(usd) * Number(cents));
  return `${usd < 0 && cents !== "0.00" ? "-" : ""}$${groupDigits(cents)}`;
}

const usdFormat = () => numberFormat({ style: "currency", currency: "USD", signDisplay: "negative" });

/** A whole number with its thousands set apart. */
export const formatCount = (count: number): string =>
  isEnglish() ? groupDigits(String(count)) : numberFormat({}).format(count);

/** By hand: the first use of Intl costs tens of milliseconds, a good part of a command's whole run. */
const groupDigits = (digits: string) => digits.replaceAll(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",");

/** US dollars that a cost comes to: what was counted, and what Claude Code reported beyond it. */
export const costTotal = (cost: Pick<Cost, "usd" | "sideUsd">): number => cost.usd + cost.sideUsd;

/**
 * A cost with all that qualifies it: `≥` for a lower bound, the number of requests without a price, and `unpriced`
 * instead of a sum when nothing in it has one.
 */
export function formatCost(cost: Omit<Cost, "estimatedMissingUsd">): string {
  const priced = cost.requests - cost.unpricedRequests;
  if (priced <= 0 && cost.unpricedRequests > 0 && cost.sideUsd === 0) return l10n.t("unpriced");
  const usd = costTotal(cost);
  const sum = cost.lowerBoundRequests > 0 ? formatLowerBound(usd) : formatUsd(usd);
  return cost.unpricedRequests > 0
    ? l10n.t({
        message: "{0} + {1} unpriced",
        args: [sum, formatCount(cost.unpricedRequests)],
        comment: "a sum of money and the number of requests that have no price",
      })
    : sum;
}

/** "≥ <$0.01" would say nothing; a positive bound under a cent is still more than nothing. */
function formatLowerBound(usd: number): string {
  return usd > 0 && usd < 0.01 ? `> ${formatUsd(0)}` : `≥ ${formatUsd(usd)}`;
}

/**
 * A number of tokens in at most four digits: `840`, `9.4K`, `212K`, `1.2M`. The letters stay in every language: Claude
 * Code writes them, and models are known by them ("200K context").
 */
export function formatTokens(tokens: number): string {
  if (tokens < 999.5) return String(Math.round(tokens));
  if (tokens < 9_950) return `${oneDecimal(tokens / 1e3)}K`;
  if (tokens < 999_500) return `${Math.round(tokens / 1e3)}K`;
  if (tokens < 99_950_000) return `${oneDecimal(tokens / 1e6)}M`;
  if (tokens < 999_500_000) return `${Math.round(tokens / 1e6)}M`;
  return `${oneDecimal(tokens / 1e9)}B`;
}

function oneDecimal(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return isEnglish() ? String(rounded) : numberFormat({}).format(rounded);
}

/** A share (0 to 100) as a whole percentage; `<1%` and `>99%` keep "almost" apart from "none" and "all". */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 1) return `<${wholePercent(1)}`;
  if (percent > 99 && percent < 100) return `>${wholePercent(99)}`;
  return wholePercent(Math.round(percent));
}

function wholePercent(percent: number): string {
  return isEnglish() ? `${percent}%` : numberFormat({ style: "percent" }).format(percent / 100);
}

/** A range of percentages: `12–31%`; one figure when both ends read the same. */
export function formatPercentRange(low: number, high: number): string {
  const [from, to] = [formatPercent(low), formatPercent(high)];
  return from === to ? to : `${from.replace(/\s?%$/u, "")}–${to}`;
}

/** A range of amounts: `$0.42–$0.61`; one figure when both ends read the same. */
export function formatUsdRange(low: number, high: number): string {
  const [from, to] = [formatUsd(low), formatUsd(high)];
  return from === to ? to : `${from}–${to}`;
}

/** Time that is left, by its two largest units: `14 min`, `2 h 14 min`, `3 d 4 h`; `now` when none is. */
export function formatCountdown(ms: number): string {
  if (ms <= 0) return l10n.t({ message: "now", comment: "in place of the time that is left, when none is" });
  const [minutes, hours] = [Math.floor((ms % HOUR) / MINUTE), Math.floor((ms % DAY) / HOUR)];
  if (ms < HOUR || (ms < DAY && minutes === 0) || hours === 0) return formatAge(ms);
  if (ms < DAY) return l10n.t("{0} h {1} min", hours, minutes);
  return l10n.t("{0} d {1} h", Math.floor(ms / DAY), hours);
}

/**
 * A moment as local clock time, with the weekday when it is not today and the date when the weekday could mean
 * another one. `locale` (BCP 47): the reader's when left out.
 */
export function formatClock(ms: number, now: number, locale?: string): string {
  const days = Math.abs(localDay(ms) - localDay(now));
  const format: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  if (days > 0 && days < 7) format.weekday = "short";
  if (days >= 7) Object.assign(format, { day: "numeric", month: "short" });
  return dateFormat(format, locale).format(ms);
}

export const isSameDay = (a: number, b: number): boolean => localDay(a) === localDay(b);

/** A local calendar day: `14 Sep`, with its year when that is not the year of `now`. */
export function formatDate(ms: number, now: number, locale?: string): string {
  const format: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (new Date(ms).getFullYear() !== new Date(now).getFullYear()) format.year = "numeric";
  return dateFormat(format, locale).format(ms);
}

/** A moment with its whole date. */
export const formatMoment = (ms: number): string => dateFormat({ dateStyle: "medium", timeStyle: "short" }).format(ms);

/** A stretch of time by day and clock, the day once when it begins and ends on one. */
export function formatSpan(from: number, to: number, locale?: string): string {
  const format: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  };
  return dateFormat(format, locale).formatRange(from, to);
}

/** The number of the local calendar day; consecutive days differ by 1 whatever daylight saving does. */
function localDay(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/** Several things one after the other, in a sentence or on a line of its own: `a, b, c`. */
export const listText = (items: readonly string[]): string =>
  items.join(l10n.t({ message: ", ", comment: "between the items of a list" }));

/** How long ago something was, by its largest unit: `<1 min`, `12 min`, `3 h`, `2 d`. */
export function formatAge(ms: number): string {
  if (ms < MINUTE) return l10n.t("<1 min");
  if (ms < HOUR) return l10n.t("{0} min", Math.floor(ms / MINUTE));
  if (ms < DAY) return l10n.t("{0} h", Math.floor(ms / HOUR));
  return l10n.t("{0} d", Math.floor(ms / DAY));
}
