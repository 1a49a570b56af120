/** What the chart of spending over time says, in words. */
import * as l10n from "@vscode/l10n";
import { formatCost, formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { HistoryStack, HistoryUnit } from "../../src/shared/historyPages.ts";
import type { HistoryChartData, HistoryPeriod, Measure } from "./historyChart.data.ts";
import { periodName, shortDay } from "./dayText.ts";

/** A part of a sum: always a plain figure. */
export const amount = (value: number, measure: Measure): string =>
  measure === "cost" ? formatUsd(value) : formatTokens(value);

/** On the axis: whole dollars where they are whole. */
export const axisAmount = (value: number, measure: Measure): string =>
  Number.isInteger(value) ? amount(value, measure).replace(/[.,]00(?=\D*$)/u, "") : amount(value, measure);

/** A period's figure, with what qualifies a cost. */
export const periodAmount = ({ cost, value }: Pick<HistoryPeriod, "cost" | "value">, measure: Measure): string =>
  measure === "cost" ? formatCost(cost) : formatTokens(value);

/** With its unit where the figure has none. */
export const saidAmount = (period: Pick<HistoryPeriod, "cost" | "value">, measure: Measure): string =>
  measure === "cost" ? formatCost(period.cost) : l10n.t("{0} tokens", formatTokens(period.value));

export function title(measure: Measure, stack: HistoryStack): string {
  switch (stack) {
    case "model":
      return measure === "cost" ? l10n.t("Cost by model") : l10n.t("Tokens by model");
    case "project":
      return measure === "cost" ? l10n.t("Cost by project") : l10n.t("Tokens by project");
    case "agent":
      return measure === "cost" ? l10n.t("Cost by agent") : l10n.t("Tokens by agent");
  }
}

export function totalLabel(periods: number, unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("{0} days together", periods);
    case "week":
      return l10n.t("{0} weeks together", periods);
    case "month":
      return l10n.t("{0} months together", periods);
  }
}

export function meanLabel(unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("Mean per day");
    case "week":
      return l10n.t("Mean per week");
    case "month":
      return l10n.t("Mean per month");
  }
}

/** Which periods the mean is of. */
export function meanNote(unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("Of the whole days since the first use: today is left out.");
    case "week":
      return l10n.t("Of the whole weeks since the first use: this week is left out.");
    case "month":
      return l10n.t("Of the whole months since the first use: this month is left out.");
  }
}

export function runningLabel(unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("Today so far");
    case "week":
      return l10n.t("This week so far");
    case "month":
      return l10n.t("This month so far");
  }
}

export function peakLabel({ key }: HistoryPeriod, unit: HistoryUnit): string {
  return l10n.t({
    message: "Peak: {0}",
    args: [unit === "day" ? shortDay(key) : periodName(key, unit)],
    comment: "the day, week or month with the highest sum",
  });
}

/** A period's name; the present one is said to be still running. */
export function readoutName({ key, running }: HistoryPeriod, unit: HistoryUnit): string {
  const name = periodName(key, unit);
  return running ? l10n.t("{0}, still running", name) : name;
}

/** A period in words: what it came to, and its parts. */
export function periodSaid(data: HistoryChartData, index: number, unit: HistoryUnit, measure: Measure): string {
  const period = data.periods[index];
  if (period === undefined) return "";
  const name = readoutName(period, unit);
  if (!period.used) return l10n.t("{0}: no use.", name);
  const parts = data.series
    .map((series) => ({ name: series.name, value: series.values[index] ?? 0 }))
    .filter(({ value }) => value > 0)
    .map((part) => l10n.t("{0} {1}", part.name, amount(part.value, measure)));
  const total = saidAmount(period, measure);
  return parts.length === 0
    ? l10n.t("{0}: {1}.", name, total)
    : l10n.t("{0}: {1}. Of that {2}.", name, total, parts.join(", "));
}

/** The whole chart in a sentence, for who does not see it. */
export function chartSaid(data: HistoryChartData, unit: HistoryUnit, measure: Measure): string {
  const { length } = data.periods;
  const sum = measure === "cost" ? formatCost(data.totalCost) : l10n.t("{0} tokens", formatTokens(data.total));
  return l10n.t("Stacked bars, {0}: {1}. The arrow keys move along the bars.", totalLabel(length, unit), sum);
}
