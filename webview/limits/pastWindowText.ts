/** What is said about a window that has ended. */
import * as l10n from "@vscode/l10n";
import { formatClock, formatCountdown, formatPercent, formatSpan } from "../../src/shared/format.ts";
import type { PastWindow, SpendShare } from "../../src/shared/snapshot.ts";
import { unbroken } from "../unbroken.ts";

/** As many fillers as fit a line. */
const NAMED = 3;

/** Day and times, as the reader's country writes them. */
export function spanText({ startedAt, resetsAt }: PastWindow): string {
  return startedAt === null ? l10n.t("until {0}", formatSpan(resetsAt, resetsAt)) : formatSpan(startedAt, resetsAt);
}

/** Whether it was used up, and if so when. */
export function endText({ startedAt, exhaustedAt, resetsAt }: PastWindow): string {
  if (exhaustedAt === null) return l10n.t("not used up");
  const ahead = resetsAt - exhaustedAt;
  // With its day where the window began on another one.
  const clock = formatClock(exhaustedAt, startedAt ?? resetsAt);
  return ahead > 0
    ? l10n.t("used up at {clock}, {time} before its reset", { clock, time: unbroken(formatCountdown(ahead)) })
    : l10n.t("used up at {clock}", { clock });
}

/** What filled it, most first: "harbour 78%, lighthouse 22%"; empty where nothing was counted. */
export function fillersText(parts: readonly SpendShare[]): string {
  return parts
    .filter(({ id }) => id !== "")
    .slice(0, NAMED)
    .map(({ name, share }) => `${name} ${formatPercent(share)}`)
    .join(", ");
}
