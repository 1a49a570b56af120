/** What is said about a rate-limit window in sentences: in the hover and in notifications. Pure: the time is an argument. */
import * as l10n from "@vscode/l10n";
import { formatClock, formatCountdown, formatPercent, isSameDay } from "./format.ts";
import type { Interval, WindowGauge } from "./snapshot.ts";

/** The chance (0 to 1) from which a window is called likely to be used up before its reset: more likely than not. */
const LIKELY = 0.5;

/** Whether its reading says nothing about now: it is old, or the window has begun anew since. */
export function isOutdated({ stale, resetsAt }: Pick<WindowGauge, "stale" | "resetsAt">, now: number): boolean {
  return stale || (resetsAt !== null && resetsAt <= now);
}

/** The chance (0 to 1) that it is used up before its reset; null where nothing can be said, or it is used up already. */
export function hitChance(gauge: WindowGauge, now: number): number | null {
  if (gauge.outlook.kind === "silent" || isOutdated(gauge, now) || gauge.leftPercent <= 0) return null;
  return gauge.outlook.hitProbability;
}

export function likelyUsedUp(gauge: WindowGauge, now: number): boolean {
  return (hitChance(gauge, now) ?? 0) >= LIKELY;
}

/** What is left (0 to 100) at the reset, from what will have been used by then. */
export function endLeft({ low, mid, high }: Interval): Interval {
  const left = (used: number): number => Math.min(100, Math.max(0, 100 - used));
  return { low: left(high), mid: left(mid), high: left(low) };
}

/**
 * "At this pace the 5-hour window ends at 16:40 (15:55–17:30), 50 min before its reset." Null where nothing is forecast.
 * @param name what the window is called there, as `windowName` or "it"
 */
export function forecastSentence(gauge: WindowGauge, name: string, now: number): string | null {
  const { outlook, resetsAt } = gauge;
  if (outlook.kind === "silent") return null;
  if (!outlook.exhaustion) {
    const chance = formatPercent(outlook.hitProbability * 100);
    return l10n.t("There is a chance of {chance} that {window} is used up before its reset.", { chance, window: name });
  }
  const { early, mid, late } = outlook.exhaustion;
  if (mid <= now) return l10n.t("At this pace {0} ends any moment now.", name);
  // Each end with its weekday only where that is another one.
  const end = {
    window: name,
    moment: momentText(mid, now),
    range: `${formatClock(early, mid)}–${formatClock(late, mid)}`,
  };
  if (resetsAt === null || mid >= resetsAt) return l10n.t("At this pace {window} ends {moment} ({range}).", end);
  const before = formatCountdown(resetsAt - mid);
  return l10n.t("At this pace {window} ends {moment} ({range}), {before} before its reset.", { ...end, before });
}

/** "The 5-hour window is 80% used. It resets at 16:40, in 1 h 12 min." */
export function usedSentence(gauge: WindowGauge, account: string | null, now: number): string {
  const used = shareSentence(gauge, account);
  if (gauge.resetsAt === null) return used;
  const resets = l10n.t("It resets {moment}, in {countdown}.", {
    moment: momentText(gauge.resetsAt, now),
    countdown: formatCountdown(gauge.resetsAt - now),
  });
  return `${used} ${resets}`;
}

function shareSentence(gauge: WindowGauge, account: string | null): string {
  const said = { label: gauge.label, share: formatPercent(gauge.usedPercent) };
  if (account === null) {
    return isLimit(gauge)
      ? l10n.t("The {label} is {share} used.", said)
      : l10n.t("The {label} window is {share} used.", said);
  }
  return isLimit(gauge)
    ? l10n.t("The {label} of {account} is {share} used.", { ...said, account })
    : l10n.t("The {label} window of {account} is {share} used.", { ...said, account });
}

/** "at 16:40", "Mon 16:40". */
export function momentText(ms: number, now: number): string {
  const clock = formatClock(ms, now);
  return isSameDay(ms, now) ? l10n.t({ message: "at {0}", args: [clock], comment: "a time of the same day" }) : clock;
}

/**
 * "the 5-hour window", but "the spend limit".
 * @param account names the config directory where there are several
 */
export function windowName(gauge: WindowGauge, account: string | null): string {
  const { label } = gauge;
  if (account === null)
    return isLimit(gauge) ? l10n.t("the {label}", { label }) : l10n.t("the {label} window", { label });
  return isLimit(gauge)
    ? l10n.t("the {label} of {account}", { label, account })
    : l10n.t("the {label} window of {account}", { label, account });
}

/** Whether its label says already what it is. */
const isLimit = ({ key, label }: WindowGauge) => /limit|spend/i.test(`${key} ${label}`);
