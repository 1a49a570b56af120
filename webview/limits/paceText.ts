/** What is said about a window's pace: how its use stands against even use. */
import * as l10n from "@vscode/l10n";
import { formatPercent } from "../../src/shared/format.ts";
import type { WindowGauge } from "../../src/shared/snapshot.ts";

type Pace = NonNullable<WindowGauge["pace"]>;

/** `text` in points of a percentage, as whole as the reading itself; `note` says what even use is. */
export function paceText(pace: Pace, usedPercent: number): { text: string; note: string } {
  return { text: apartText(Math.round(usedPercent - pace.percent)), note: evenUseText(pace) };
}

function apartText(points: number): string {
  switch (points) {
    case 0:
      return l10n.t("at even use");
    case 1:
      return l10n.t("1 point ahead of even use");
    case -1:
      return l10n.t("1 point behind even use");
    default:
      return points > 0
        ? l10n.t("{0} points ahead of even use", points)
        : l10n.t("{0} points behind even use", -points);
  }
}

function evenUseText(pace: Pace): string {
  const left = formatPercent(evenLeft(pace));
  return pace.over === "working hours"
    ? l10n.t("Even use over your working hours would leave {0} now.", left)
    : l10n.t("Even use over all hours would leave {0} now.", left);
}

/** What even use would leave now, in percent: where the bar is marked. */
export function evenLeft({ percent }: Pace): number {
  return Math.min(100, Math.max(0, 100 - percent));
}
