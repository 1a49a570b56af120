/** The choices of the chart, in the reader's language. */
import * as l10n from "@vscode/l10n";
import type { HistoryStack, HistoryUnit } from "../../src/shared/historyPages.ts";
import type { Measure } from "./historyChart.data.ts";

export const measureOptions = (): { value: Measure; label: string }[] => [
  { value: "cost", label: l10n.t("Cost") },
  { value: "tokens", label: l10n.t("Tokens") },
];

export const unitOptions = (): { value: HistoryUnit; label: string }[] => [
  { value: "day", label: l10n.t("Day") },
  { value: "week", label: l10n.t("Week") },
  { value: "month", label: l10n.t("Month") },
];

export const stackOptions = (): { value: HistoryStack; label: string }[] => [
  { value: "model", label: l10n.t("Model") },
  { value: "project", label: l10n.t("Project") },
  { value: "agent", label: l10n.t("Agent") },
];
