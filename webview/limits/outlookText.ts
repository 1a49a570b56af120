/** What is said about how a window goes on. */
import { formatPercent, formatPercentRange } from "../../src/shared/format.ts";
import type { Interval, WindowGauge, WindowOutlook } from "../../src/shared/snapshot.ts";
import { forecastSentence, likelyUsedUp, windowName } from "../../src/shared/windowText.ts";
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
  if (usedPercent >= 100) return { tone: "likely", text: "Used up until its reset." };
  if (outlook.kind === "silent") return { tone: "quiet", text: outlook.reason };
  const { hitProbability, endPercent, exhaustion } = outlook;
  const chance = `(${chances(hitProbability)})`;
  if (likelyUsedUp(gauge, now)) {
    const moment = exhaustion === null ? null : forecastSentence(gauge, windowName(gauge, null), now);
    return { tone: "likely", text: unbroken(moment ?? `Likely to run out before its reset ${chance}.`) };
  }
  const risk = `${hitProbability < UNLIKELY ? "unlikely to" : "may"} run out ${chance}.`;
  return { tone: "quiet", text: sentence(endPercent === null ? risk : `${projectionText(endPercent)}; ${risk}`) };
}

/** Use at the reset, where it is foretold and still open. */
export function foretoldEnd({ usedPercent, outlook }: Pick<WindowGauge, "usedPercent" | "outlook">): Interval | null {
  return outlook.kind === "forecast" && usedPercent < 100 ? outlook.endPercent : null;
}

/** "on course to end with 12–31% left" */
export function projectionText(endPercent: Interval): string {
  const { low, high } = endLeft(endPercent);
  return `on course to end with ${formatPercentRange(low, high)} left`;
}

/** What is left at the reset, from what will have been used by then. */
export function endLeft({ low, mid, high }: Interval): Interval {
  const left = (used: number): number => Math.min(100, Math.max(0, 100 - used));
  return { low: left(high), mid: left(mid), high: left(low) };
}

/** How the forecasts did on the user's own history. */
export function backtestText({ coverage, intervals }: Forecast["backtest"]): string {
  return `The forecast’s 80% range held ${formatPercent(coverage * 100)} of ${intervals.toLocaleString("en-US")} past changes.`;
}

/** Rounded away from certainty, which a forecast never has. */
function chances(probability: number): string {
  if (probability < 0.01) return "less than 1 in 100";
  if (probability > 0.99) return "more than 99 in 100";
  return `${Math.round(probability * 100)} in 100`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
