/** What today's cost is against the user's usual day: words, and where it stands on the bar. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatUsd, formatUsdRange } from "../../src/shared/format.ts";
import type { UsualDay } from "../../src/shared/snapshot.ts";

type KnownDay = Extract<UsualDay, { kind: "known" }>;

/** Days with use that a comparison needs. */
const DAYS_NEEDED = 5;
/** A larger multiple says no more than that it is far above: early in the day the usual is a few cents. */
const LARGEST_TOLD = 10;
/** A smaller one reads as none. */
const SMALLEST_TOLD = 1.05;

/** "about as usual by now", "2.1× the usual by now". `usd`: today's cost so far. */
export function usualText(usd: number, usual: UsualDay): string {
  if (usual.kind === "unknown") {
    return usual.days === 1
      ? l10n.t("1 day with use so far; {0} tell what is usual", DAYS_NEEDED)
      : l10n.t("{0} days with use so far; {1} tell what is usual", usual.days, DAYS_NEEDED);
  }
  const { low, mid, high } = usual.soFar;
  const times = mid > 0 ? usd / mid : null;
  if (usd < low) return l10n.t("less than usual by now");
  if (usd <= high || (times !== null && times < SMALLEST_TOLD)) return l10n.t("about as usual by now");
  if (times === null) return l10n.t("more than usual by now");
  return times > LARGEST_TOLD
    ? l10n.t("more than {0}× the usual by now", LARGEST_TOLD)
    : l10n.t("{0}× the usual by now", formatCount(oneDecimal(times)));
}

/** The range of the usual in dollars: by now, and of a whole day. */
export function usualRangeText({ soFar, whole, days }: KnownDay): { text: string; note: string } {
  return {
    text: l10n.t("usual by now {soFar}, whole day {whole}", {
      soFar: formatUsdRange(soFar.low, soFar.high),
      whole: formatUsd(whole.mid),
    }),
    note: l10n.t(
      "The middle half of the {days} days with use in the last 30. Whole days: {whole}; {mid} in the middle.",
      { days, whole: formatUsdRange(whole.low, whole.high), mid: formatUsd(whole.mid) },
    ),
  };
}

export interface UsualBarPlaces {
  /** In percent of the bar: today's cost, and the range that is usual by now. */
  today: number;
  from: number;
  to: number;
}

/** The bar ends where the usual day does, or further if today is already there. */
export function usualBarPlaces(usd: number, { soFar, whole }: KnownDay): UsualBarPlaces {
  const end = Math.max(usd, soFar.high, whole.high);
  const place = (value: number): number => (end > 0 ? (value / end) * 100 : 0);
  return { today: place(usd), from: place(soFar.low), to: place(soFar.high) };
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;
