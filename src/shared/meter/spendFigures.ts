/** The status bar's figures about what all sessions cost together. */
import * as l10n from "@vscode/l10n";
import { formatCost } from "../format.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Figure } from "./figure.ts";
import type { StatusBarForm } from "./segmentNames.ts";

export function todayFigure({ spend }: Snapshot, form: StatusBarForm): Figure[] {
  if (nothingSpent(spend)) return [];
  const cost = formatCost(spend.today.total);
  return [{ text: form === "full" ? l10n.t("today {0}", cost) : cost, spoken: l10n.t("today {0}", cost) }];
}

export function last7DaysFigure({ spend }: Snapshot, form: StatusBarForm): Figure[] {
  if (nothingSpent(spend)) return [];
  const cost = formatCost(spend.last7Days.total);
  return [{ text: form === "full" ? l10n.t("7 days {0}", cost) : cost, spoken: l10n.t("last 7 days {0}", cost) }];
}

/** No use in the week: nothing there to speak of, or nothing read so far. */
const nothingSpent = ({ last7Days }: Snapshot["spend"]): boolean =>
  last7Days.total.requests === 0 && last7Days.total.sideUsd === 0;
