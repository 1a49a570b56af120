/** What following a suggestion is expected to save, in words; the same in the status bar's hover and the dashboard. */
import * as l10n from "@vscode/l10n";
import { formatPercent, formatPercentRange, formatUsd, formatUsdRange } from "./format.ts";
import type { Interval, Saving } from "./snapshot.ts";

/** "saves about $1.20–$3.40 · 2–4% of the 5-hour window", with the chance of a loss said; null where nothing can be told. */
export function savingText({ usd, window }: Saving): string | null {
  if (!usd) return window && l10n.t("saves {0}", shareText(window));
  return window ? `${usdText(usd)} · ${shareText(window)}` : usdText(usd);
}

function usdText({ low, mid, high }: Interval): string {
  if (high <= 0) return l10n.t("costs about {0}", formatUsdRange(-high, -low));
  if (low < 0) {
    return l10n.t("saves about {mid}, from {lost} lost to {saved} saved", {
      mid: formatUsd(mid),
      lost: formatUsd(-low),
      saved: formatUsd(high),
    });
  }
  return low === 0 ? l10n.t("saves up to {0}", formatUsd(high)) : l10n.t("saves about {0}", formatUsdRange(low, high));
}

/**
 * Nothing is taken from a window by a saving that would be negative there: only its better end is worth saying. Of one
 * that reaches over several windows (above 100 %) its lower end.
 */
function shareText({ label, percent: { low, high } }: NonNullable<Saving["window"]>): string {
  if (high <= 0) return l10n.t("nothing of the {0} window", label);
  if (high > 100) {
    return low <= 0
      ? l10n.t("up to a whole {0} window", label)
      : l10n.t("at least {share} of the {label} window", { share: formatPercent(Math.min(low, 100)), label });
  }
  const share = formatPercentRange(Math.max(low, 0) || high, high);
  return low <= 0
    ? l10n.t("up to {share} of the {label} window", { share, label })
    : l10n.t("{share} of the {label} window", { share, label });
}
