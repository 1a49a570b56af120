/** What is said about how a window goes on. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatPercent, formatPercentRange } from "../../src/shared/format.ts";
import type { Interval, WindowGauge, WindowOutlook } from "../../src/shared/snapshot.ts";
import { endLeft, forecastSentence, likelyUsedUp, windowName } from "../../src/shared/windowText.ts";
import { unbroken } from "../unbroken.ts";

type Forecast = Extract<WindowOutlook, { kind: "forecast" }>;

/** Below this a time of exhaustion is not told either. */
const UNLIKELY = 0.1;

export interface OutlookText {
  /** `likely`: used up before the reset, more likely than not, or already. */
  tone: "likely" | "quiet";
  text: string;
}

export function outlookText(gauge: WindowGauge, now: number): OutlookText {
  const { usedPercent, outlook } = gauge;
  if (usedPercent >= 100) return { tone: "likely", text: l10n.t("Used up until its reset.") };
  if (outlook.kind === "silent") return { tone: "quiet", text: outlook.reason };
  const { hitProbability, endPercent, exhaustion } = outlook;
  if (likelyUsedUp(gauge, now)) {
    const moment = exhaustion === null ? null : forecastSentence(gauge, windowName(gauge, null), now);
    const chance = l10n.t("Likely to run out before its reset ({0}).", chances(hitProbability));
    return { tone: "likely", text: unbroken(moment ?? chance) };
  }
  return { tone: "quiet", text: quietText(endPercent, hitProbability) };
}

function quietText(endPercent: Interval | null, probability: number): string {
  const chance = chances(probability);
  const unlikely = probability < UNLIKELY;
  if (endPercent === null) {
    return unlikely ? l10n.t("Unlikely to run out ({0}).", chance) : l10n.t("May run out ({0}).", chance);
  }
  const { low, high } = endLeft(endPercent);
  const range = formatPercentRange(low, high);
  return unlikely
    ? l10n.t("On course to end with {range} left; unlikely to run out ({chance}).", { range, chance })
    : l10n.t("On course to end with {range} left; may run out ({chance}).", { range, chance });
}

/** Use at the reset, where it is foretold and still open. */
export function foretoldEnd({ usedPercent, outlook }: Pick<WindowGauge, "usedPercent" | "outlook">): Interval | null {
  return outlook.kind === "forecast" && usedPercent < 100 ? outlook.endPercent : null;
}

/** How the forecasts did on the user's own history. */
export function backtestText({ coverage, intervals }: Forecast["backtest"]): string {
  return l10n.t("The forecast’s 80% range held {share} of {count} past changes.", {
    share: formatPercent(coverage * 100),
    count: formatCount(intervals),
  });
}

/** Rounded away from certainty, which a forecast never has. */
function chances(probability: number): string {
  if (probability < 0.01) return l10n.t("less than 1 in 100");
  if (probability > 0.99) return l10n.t("more than 99 in 100");
  return l10n.t("{0} in 100", Math.round(probability * 100)).replaceAll(" ", "\u00A0");
}
