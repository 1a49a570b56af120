/** What is said about a page of sessions. */
import * as l10n from "@vscode/l10n";
import { formatCount } from "../../src/shared/format.ts";
import type { SessionSort } from "../../src/shared/historyPages.ts";
import type { PageRange } from "./sessionsQuery.ts";

export function countText(found: number): string {
  if (found === 0) return l10n.t("No sessions");
  return found === 1 ? l10n.t("1 session") : l10n.t("{0} sessions", formatCount(found));
}

export function requestsText(count: number): string {
  return count === 1 ? l10n.t("1 request") : l10n.t("{0} requests", formatCount(count));
}

export function rangeText({ from, to }: PageRange, found: number): string {
  return l10n.t("{0}–{1} of {2}", formatCount(from), formatCount(to), formatCount(found));
}

export function sortLabel(sort: SessionSort): string {
  switch (sort) {
    case "lastActivity":
      return l10n.t("Last activity");
    case "cost":
      return l10n.t("Cost");
    case "requests":
      return l10n.t("Requests");
    case "peakContext":
      return l10n.t("Peak context");
  }
}

/** An entry of a filter: what it is, and how many sessions it leaves. */
export function filterText(name: string, sessions: number): string {
  return l10n.t("{0} ({1})", name, formatCount(sessions));
}
