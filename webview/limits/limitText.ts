/** What is said about a rate-limit window as it stands now. */
import { formatClock, formatCountdown, formatPercent } from "../../src/shared/format.ts";
import type { ToldBy, WindowGauge } from "../../src/shared/snapshot.ts";
import { sourceText } from "../sourceText.ts";
import { outlookText } from "./outlookText.ts";
import { paceText } from "./paceText.ts";

/** What marks the window that stops the user first. */
export const BINDS_TEXT = "ends first";

const TOLD_BY = {
  "status line": "from the status line",
  "usage note": "from Claude Code’s usage note",
  "limit message": "from a message that a limit was hit",
} as const satisfies Record<ToldBy, string>;

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

/** How trustworthy, how old, and what told it: "live, <1 min ago, from the status line". */
export function toldText({ source, readAt, toldBy }: WindowGauge, now: number): string {
  return `${sourceText(source, readAt, now)}, ${TOLD_BY[toldBy]}`;
}

/** A window in one sentence, what is left first: what the bar says, for who cannot see it. */
export function limitValueText(gauge: WindowGauge, now: number): string {
  return [
    `${formatPercent(gauge.leftPercent)} left`,
    gauge.binds ? BINDS_TEXT : null,
    usedText(gauge, now),
    gauge.pace === null ? null : paceText(gauge.pace, gauge.usedPercent).text,
    resetText(gauge, now),
    gauge.outlook.kind === "forecast" ? outlookText(gauge, now).text : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
