/** What is said about a window's pace: how its use stands against even use. */
import { formatPercent } from "../../src/shared/format.ts";
import type { WindowGauge } from "../../src/shared/snapshot.ts";

type Pace = NonNullable<WindowGauge["pace"]>;

const OVER = {
  "working hours": "over your working hours",
  "all hours": "over all hours",
} as const satisfies Record<Pace["over"], string>;

/** `text` in points of a percentage, as whole as the reading itself; `note` says what even use is. */
export function paceText(pace: Pace, usedPercent: number): { text: string; note: string } {
  const points = Math.round(usedPercent - pace.percent);
  const apart = `${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
  return {
    text: points === 0 ? "at even use" : `${apart} ${points > 0 ? "ahead of" : "behind"} even use`,
    note: `Even use ${OVER[pace.over]} would leave ${formatPercent(evenLeft(pace))} now.`,
  };
}

/** What even use would leave now, in percent: where the bar is marked. */
export function evenLeft({ percent }: Pace): number {
  return Math.min(100, Math.max(0, 100 - percent));
}
