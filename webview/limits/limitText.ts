/** What is said about a rate-limit window. */
import { formatClock, formatCountdown, formatPercent } from "../../src/shared/format.ts";
import type { WindowGauge } from "../../src/shared/snapshot.ts";

/** Whether the window began anew after the reading: then its figures say nothing about now. */
export function hasReset({ resetsAt }: Pick<WindowGauge, "resetsAt">, now: number): boolean {
  return resetsAt !== null && resetsAt <= now;
}

/** When a window starts anew, as a countdown and by the clock. */
export function resetText({ resetsAt }: Pick<WindowGauge, "resetsAt">, now: number): string {
  if (resetsAt === null) return "reset time unknown";
  const clock = formatClock(resetsAt, now);
  return resetsAt <= now ? `reset at ${clock}` : `resets in ${formatCountdown(resetsAt - now)}, ${clock}`;
}

export function usedText(gauge: WindowGauge, now: number): string {
  const used = `${formatPercent(gauge.usedPercent)} used`;
  return hasReset(gauge, now) ? `${used} before that` : used;
}

/** A window in one sentence, what is left first. */
export function limitValueText(gauge: WindowGauge, now: number): string {
  return `${formatPercent(gauge.leftPercent)} left, ${usedText(gauge, now)}, ${resetText(gauge, now)}`;
}
