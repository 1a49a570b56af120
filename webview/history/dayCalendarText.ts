/** What the calendar of days says, in words. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatTokens, formatUsd } from "../../src/shared/format.ts";
import { type CalendarDay, hasUse } from "./dayCalendar.data.ts";
import { fullDay } from "./dayText.ts";

/** `known`: false before the first use that the store holds, of which nothing can be said. */
export function daySaid(day: CalendarDay, known: boolean): string {
  const date = fullDay(day.day);
  if (!known) return l10n.t("{0}: nothing known, as it is before the first counted use", date);
  if (!hasUse(day)) return l10n.t("{0}: no use", date);
  const { requests, usd, tokens } = day;
  // Without a price there is no cost; "$0.00" would be wrong.
  const spent = usd > 0 ? formatUsd(usd) : l10n.t("{0} tokens, no cost counted", formatTokens(tokens));
  if (requests === 0) return l10n.t("{0}: {1}", date, spent);
  return requests === 1
    ? l10n.t("{0}: {1}, 1 request", date, spent)
    : l10n.t("{0}: {1}, {2} requests", date, spent, formatCount(requests));
}
