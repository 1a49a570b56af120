/** The hover's part about rate-limit windows, as Markdown. */
import * as l10n from "@vscode/l10n";
import { formatAge, formatCost, formatCountdown, formatPercent, formatPercentRange } from "../format.ts";
import { lastName } from "../lastName.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { Snapshot, Source, WindowGauge, WindowsView } from "../snapshot.ts";
import { endLeft, forecastSentence, isOutdated, likelyUsedUp, momentText, windowName } from "../windowText.ts";
import { commandLink } from "./commandLink.ts";
import { pickedAccount, shownWindow } from "./shownWindow.ts";

/**
 * The windows that are known as tables, one a config directory; what is to be expected of the one that the status bar
 * shows, and which are not known.
 */
export function windowSections(snapshot: Snapshot, picked: string | null, now: number): string[] {
  const { windows, configDirs } = snapshot;
  const accountOf = (configDir: string): string | null => (windows.length > 1 ? lastName(configDir) : null);
  const missing = new Set(configDirs.filter(({ state }) => state.kind === "missing").map(({ path }) => path));
  const chosen = windows.length > 1 ? pickedAccount(snapshot, picked) : undefined;
  return [
    ...windows.flatMap((view) => gaugeTable(view, accountOf(view.configDir), view === chosen, now)),
    ...outlookSection(snapshot, picked, accountOf, now),
    ...windows
      .filter(({ configDir }) => !missing.has(configDir))
      .flatMap((view) => unknownSection(view, accountOf(view.configDir))),
  ];
}

function gaugeTable({ state }: WindowsView, account: string | null, picked: boolean, now: number): string[] {
  if (state.kind === "unknown" || state.gauges.length === 0) return [];
  const name = account ?? l10n.t("Limits");
  const title = escapeMarkdown(picked ? l10n.t("{0} · in the status bar", name) : name);
  const heads = [title, l10n.t("Left"), l10n.t("Resets"), l10n.t("At this pace"), l10n.t("From")];
  const rows = state.gauges.map((gauge) => gaugeCells(gauge, state.gauges.length > 1, now));
  const lines = [`| ${heads.join(" | ")} |`, "|:---|:---|:---|:---|:---|"];
  return [[...lines, ...rows.map((cells) => `| ${cells.map(escapeMarkdown).join(" | ")} |`)].join("\n")];
}

function gaugeCells(gauge: WindowGauge, amongOthers: boolean, now: number): string[] {
  return [
    gauge.binds && amongOthers ? l10n.t("{0} · tightest", gauge.label) : gauge.label,
    formatPercent(gauge.leftPercent),
    resetText(gauge.resetsAt, now),
    projectionText(gauge, now),
    toldText(gauge.source, formatAge(now - gauge.readAt)),
  ];
}

function resetText(resetsAt: number | null, now: number): string {
  if (resetsAt === null) return l10n.t("not known");
  return resetsAt > now ? l10n.t("in {0}", formatCountdown(resetsAt - now)) : l10n.t("since then");
}

/** What the window comes to by its reset; a dash where nothing can be said, which the dashboard explains. */
function projectionText(gauge: WindowGauge, now: number): string {
  const { outlook } = gauge;
  if (outlook.kind === "silent" || isOutdated(gauge, now)) return "–";
  if (likelyUsedUp(gauge, now) && outlook.exhaustion) {
    return l10n.t("used up {0}", momentText(outlook.exhaustion.mid, now));
  }
  if (!outlook.endPercent) return "–";
  const { low, high } = endLeft(outlook.endPercent);
  return l10n.t("ends with {0} left", formatPercentRange(low, high));
}

function toldText(source: Source, age: string): string {
  switch (source) {
    case "live":
      return l10n.t("live {0} ago", age);
    case "cached":
      return l10n.t("cached {0} ago", age);
    case "measured":
      return l10n.t("measured {0} ago", age);
    case "estimated":
      return l10n.t("estimated {0} ago", age);
  }
}

function outlookSection(
  snapshot: Snapshot,
  picked: string | null,
  accountOf: (configDir: string) => string | null,
  now: number,
): string[] {
  const window = shownWindow(snapshot, picked);
  if (!window || !likelyUsedUp(window, now)) return [];
  const sentence = forecastSentence(window, windowName(window, accountOf(window.configDir)), now);
  return sentence === null ? [] : [`**${escapeMarkdown(sentence)}**`];
}

function unknownSection({ configDir, connected, state, counted }: WindowsView, account: string | null): string[] {
  if (state.kind === "known") return [];
  const name = account === null ? l10n.t("Limits") : l10n.t("Limits ({0})", escapeMarkdown(account));
  const words = connected
    ? `${name}: ${escapeMarkdown(state.reason)}`
    : `${l10n.t("{0}: not connected.", name)} ${commandLink(l10n.t("Connect"), "bursar.connect", configDir)}`;
  const { last5Hours } = counted;
  if (last5Hours.requests === 0) return [words];
  const cost = escapeMarkdown(formatCost(last5Hours));
  return [`${words} ${l10n.t("Counted here in the last 5 hours: {0}", cost)}`];
}
