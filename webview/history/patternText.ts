/** The user's pattern of use, in words. docs/history.md has its bounds. */
import * as l10n from "@vscode/l10n";
import { formatPercent, formatUsd } from "../../src/shared/format.ts";
import type { UsagePattern } from "../../src/shared/historyPages.ts";

/** Days with use that the engine wants before it speaks of a habit. */
const ENOUGH_DAYS = 5;
/** From here on the dearest tenth of the days decides what is spent. */
const PEAKY = 0.4;

export function patternName({ kind }: UsagePattern): string {
  switch (kind) {
    case "light":
      return l10n.t("Light");
    case "moderate":
      return l10n.t("Moderate");
    case "heavy":
      return l10n.t("Heavy");
  }
}

/** On what the pattern stands. */
export function patternBasis({ medianDayUsd, activeDays, ofDays, peakShare }: UsagePattern): string {
  return l10n.t(
    "Your median day with use cost {0}. You used Claude Code on {1} of the last {2} days, and the dearest tenth of those days made {3} of the cost.",
    formatUsd(medianDayUsd),
    activeDays,
    ofDays,
    formatPercent(100 * peakShare),
  );
}

/** Against what it is measured. */
export function patternMeasure({ kind }: UsagePattern): string {
  switch (kind) {
    case "light":
      return l10n.t(
        "Light: your median day costs less than a developer's mean day, as Anthropic publishes it of its enterprise customers.",
      );
    case "moderate":
      return l10n.t(
        "Moderate: your median day costs a developer's mean day or more, and less than what nine in ten developers stay below, as Anthropic publishes it of its enterprise customers.",
      );
    case "heavy":
      return l10n.t(
        "Heavy: your median day costs more than what nine in ten developers stay below, as Anthropic publishes it of its enterprise customers.",
      );
  }
}

/** What it means for the user. */
export function patternMeaning({ kind, peakShare }: UsagePattern): string {
  if (peakShare >= PEAKY) {
    return l10n.t("A few days decide what you spend: what drove the peak days is where to save first.");
  }
  switch (kind) {
    case "light":
      return l10n.t("Cost is no reason to hold back: choose the model by the work.");
    case "moderate":
      return l10n.t(
        "Habits begin to count: a smaller context and a cheaper model for routine work are felt over a month.",
      );
    case "heavy":
      return l10n.t("Every habit counts: clear the context between tasks, and leave routine work to a cheaper model.");
  }
}

export function patternUnknown(daysWithUse: number): string {
  if (daysWithUse === 0) return l10n.t("Shown from {0} days with use on.", ENOUGH_DAYS);
  return daysWithUse === 1
    ? l10n.t("Shown from {0} whole days with use on; so far there is 1.", ENOUGH_DAYS)
    : l10n.t("Shown from {0} whole days with use on; so far there are {1}.", ENOUGH_DAYS, daysWithUse);
}
