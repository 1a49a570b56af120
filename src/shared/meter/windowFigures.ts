/** The status bar's figures about rate-limit windows. */
import * as l10n from "@vscode/l10n";
import { formatAge, formatCountdown, formatPercent } from "../format.ts";
import type { WindowGauge } from "../snapshot.ts";
import { likelyUsedUp } from "../windowText.ts";
import { withoutIcons } from "../withoutIcons.ts";
import type { Figure } from "./figure.ts";
import type { StatusBarForm } from "./segmentNames.ts";

/** What is left of a window; with its age where the reading is an old one. */
export function windowFigure(gauge: WindowGauge, form: StatusBarForm, now: number): Figure {
  const left = formatPercent(gauge.leftPercent);
  const label = shortLabel(gauge.label);
  const age = gauge.stale ? formatAge(now - gauge.readAt) : null;
  return {
    text: form === "full" ? fullText(label, left, age) : compactText(left, age),
    spoken: [
      age === null
        ? l10n.t("{0} window {1} left", gauge.label, left)
        : l10n.t("{0} window {1} left ({2} ago)", gauge.label, left, age),
      ...(likelyUsedUp(gauge, now) ? [l10n.t("likely used up before its reset")] : []),
    ].join(", "),
  };
}

const fullText = (label: string, left: string, age: string | null): string =>
  age === null ? l10n.t("{0} {1} left", label, left) : l10n.t("{0} {1} left ({2} ago)", label, left, age);

const compactText = (left: string, age: string | null): string =>
  age === null ? left : l10n.t("{0} ({1} ago)", left, age);

/** Null where the reset is not known, or has come since. */
export function resetFigure({ label, resetsAt }: WindowGauge, form: StatusBarForm, now: number): Figure | null {
  if (resetsAt === null || resetsAt <= now) return null;
  const left = formatCountdown(resetsAt - now);
  return {
    text: form === "full" ? l10n.t("resets in {0}", left) : left,
    spoken: l10n.t("{0} window resets in {1}", label, left),
  };
}

/** "5-hour" as "5h", "7-day Opus" as "7d Opus". */
function shortLabel(label: string): string {
  const [, count, unit, rest] = /^(\d+)-(hour|day)\b(.*)$/.exec(label) ?? [];
  if (count === undefined || rest === undefined) return withoutIcons(label);
  return (unit === "hour" ? l10n.t("{0}h", count) : l10n.t("{0}d", count)) + withoutIcons(rest);
}
