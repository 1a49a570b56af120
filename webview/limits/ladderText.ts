import * as l10n from "@vscode/l10n";
import { formatPercent, formatPercentRange } from "../../src/shared/format.ts";
import type { Interval, Ladder } from "../../src/shared/snapshot.ts";

/** What a full 5-hour window takes of the week, and how many full ones the week still holds. */
export function ladderText({ weekPercent: { low, mid, high }, windowsLeft }: Ladder): string {
  return l10n.t("One full 5-hour window takes about {share} of the week ({range}); {left}.", {
    share: formatPercent(mid),
    range: formatPercentRange(low, high),
    left: leftText(windowsLeft),
  });
}

/** Rounded down: what is left of one is not a full one. */
function leftText(windowsLeft: Interval): string {
  const [low, high] = [Math.floor(windowsLeft.low), Math.floor(windowsLeft.high)];
  if (high <= 0) return l10n.t("not one full one is left this week");
  if (low === 0) {
    return high === 1
      ? l10n.t("at most 1 full one is left this week")
      : l10n.t("at most {0} full ones are left this week", high);
  }
  if (low < high) return l10n.t("{low} to {high} full ones are left this week", { low, high });
  return high === 1 ? l10n.t("1 full one is left this week") : l10n.t("{0} full ones are left this week", high);
}
