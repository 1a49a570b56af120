/** What the peak days say, in words. */
import * as l10n from "@vscode/l10n";
import type { PeakDay } from "../../src/shared/historyPages.ts";
import { numberFormat } from "../../src/shared/intlFormats.ts";

export function timesText({ timesMedian }: Pick<PeakDay, "timesMedian">): string {
  const digits = timesMedian < 10 ? 1 : 0;
  const times = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(timesMedian);
  return l10n.t("{0}× your median day", times);
}

/** What the largest of its kind was of such a day; its share stands beside it. */
export function driverLabel({ kind }: PeakDay["drivers"][number]): string {
  switch (kind) {
    case "session":
      return l10n.t("Largest session");
    case "project":
      return l10n.t("Largest project");
    case "model":
      return l10n.t("Largest model");
  }
}
