/** What is said about a rate-limit window as it stands now. */
import * as l10n from "@vscode/l10n";
import { formatClock, formatCountdown, formatPercent } from "../../src/shared/format.ts";
import type { ToldBy, WindowGauge } from "../../src/shared/snapshot.ts";
import { sourceText } from "../sourceText.ts";
import { outlookText } from "./outlookText.ts";
import { paceText } from "./paceText.ts";

/** What marks the window that stops the user first. */
export const bindsText = (): string => l10n.t("ends first");

/** Whether the window began anew after the reading: then its figures say nothing about now. */
export function hasReset({ resetsAt }: Pick<WindowGauge, "resetsAt">, now: number): boolean {
  return resetsAt !== null && resetsAt <= now;
}

/** When a window starts anew, as a countdown and by the clock. */
export function resetText({ resetsAt }: Pick<WindowGauge, "resetsAt">, now: number): string {
  if (resetsAt === null) return l10n.t("reset time unknown");
  const clock = formatClock(resetsAt, now);
  return resetsAt <= now
    ? l10n.t("reset at {0}", clock)
    : l10n.t("resets in {countdown}, {clock}", { countdown: formatCountdown(resetsAt - now), clock });
}

/** Of a window whose figures are those of the one before: that there is nothing newer. */
export function noReadingText({ resetsAt }: Pick<WindowGauge, "resetsAt">, now: number): string {
  return l10n.t("no reading since its reset at {0}", formatClock(resetsAt ?? now, now));
}

export function usedText(gauge: WindowGauge, now: number): string {
  const used = formatPercent(gauge.usedPercent);
  return hasReset(gauge, now) ? l10n.t("{0} used before that", used) : l10n.t("{0} used", used);
}

/** How trustworthy, how old, and what told it: "live, <1 min ago, from the status line". */
export function toldText({ source, readAt, toldBy }: WindowGauge, now: number): string {
  return `${sourceText(source, readAt, now)}, ${toldByText(toldBy)}`;
}

function toldByText(toldBy: ToldBy): string {
  switch (toldBy) {
    case "status line":
      return l10n.t("from the status line");
    case "usage note":
      return l10n.t("from Claude Code’s usage note");
    case "limit message":
      return l10n.t("from a message that a limit was hit");
  }
}

/** A window in one sentence, what is left first: what the bar says, for who cannot see it. */
export function limitValueText(gauge: WindowGauge, now: number): string {
  return [
    l10n.t("{0} left", formatPercent(gauge.leftPercent)),
    gauge.binds ? bindsText() : null,
    usedText(gauge, now),
    gauge.pace === null ? null : paceText(gauge.pace, gauge.usedPercent).text,
    resetText(gauge, now),
    gauge.outlook.kind === "forecast" ? outlookText(gauge, now).text : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
