/** What is said about a rate-limit window in sentences: in the hover and in notifications. Pure: the time is an argument. */
import { formatClock, formatCountdown, formatPercent, isSameDay } from "./format.ts";
import type { WindowGauge } from "./snapshot.ts";

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

/**
 * "At this pace the 5-hour window ends at 16:40 (15:55–17:30), 50 min before its reset." Null where nothing is forecast.
 * @param name what the window is called there, as `windowName` or "it"
 */
export function forecastSentence(gauge: WindowGauge, name: string, now: number): string | null {
  const { outlook, resetsAt } = gauge;
  if (outlook.kind === "silent") return null;
  if (!outlook.exhaustion) {
    return `There is a chance of ${formatPercent(outlook.hitProbability * 100)} that ${name} is used up before its reset.`;
  }
  const { early, mid, late } = outlook.exhaustion;
  if (mid <= now) return `At this pace ${name} ends any moment now.`;
  // Each end with its weekday only where that is another one.
  const range = `${formatClock(early, mid)}–${formatClock(late, mid)}`;
  const before = resetsAt !== null && mid < resetsAt ? `, ${formatCountdown(resetsAt - mid)} before its reset` : "";
  return `At this pace ${name} ends ${momentText(mid, now)} (${range})${before}.`;
}

/** "The 5-hour window is 80% used. It resets at 16:40, in 1 h 12 min." */
export function usedSentence(gauge: WindowGauge, account: string | null, now: number): string {
  const used = `T${windowName(gauge, account).slice(1)} is ${formatPercent(gauge.usedPercent)} used.`;
  if (gauge.resetsAt === null) return used;
  return `${used} It resets ${momentText(gauge.resetsAt, now)}, in ${formatCountdown(gauge.resetsAt - now)}.`;
}

/** "at 16:40", "Mon 16:40". */
export function momentText(ms: number, now: number): string {
  return isSameDay(ms, now) ? `at ${formatClock(ms, now)}` : formatClock(ms, now);
}

/** A folder's own name. */
export function lastName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}

/**
 * "the 5-hour window", but "the spend limit".
 * @param account names the config directory where there are several
 */
export function windowName({ label }: WindowGauge, account: string | null): string {
  return `the ${label}${/\b(?:limit|spend)\b/i.test(label) ? "" : " window"}${account === null ? "" : ` of ${account}`}`;
}
