/** The main settings as the settings' page lists them. */
import * as l10n from "@vscode/l10n";
import { formatPercent } from "../../src/shared/format.ts";
import type { StatusBarSegment } from "../../src/shared/meter/segmentNames.ts";
import type { SettingsView } from "../../src/shared/webviewProtocol.ts";

export interface SettingRow {
  /** What it is about, and the value in force, in words. */
  label: string;
  value: string;
  /** Its name, for opening it. */
  setting: string;
}

export function settingRows({
  statusBar,
  thresholds,
  notifications,
  pressEnter,
  readUsageCache,
  storePromptExcerpts,
}: SettingsView): SettingRow[] {
  const onOff = (on: boolean): string => (on ? l10n.t("on") : l10n.t("off"));
  return [
    {
      label: l10n.t("Status bar shows"),
      value: statusBar.segments.length === 0 ? l10n.t("nothing") : statusBar.segments.map(segmentName).join(", "),
      setting: "bursar.statusBar.segments",
    },
    {
      label: l10n.t("Status bar’s form"),
      value: statusBar.form === "full" ? l10n.t("full") : l10n.t("compact"),
      setting: "bursar.statusBar.form",
    },
    {
      label: l10n.t("Context: warning and error from"),
      value: bounds(thresholds.contextWarning, thresholds.contextError),
      setting: "bursar.statusBar.contextWarning",
    },
    {
      label: l10n.t("Limits used: warning and error from"),
      value: bounds(thresholds.windowWarning, thresholds.windowError),
      setting: "bursar.statusBar.windowWarning",
    },
    {
      label: l10n.t("Notifications"),
      value: notificationsText(notifications),
      setting: "bursar.notifications.enabled",
    },
    {
      label: l10n.t("Pressing Enter after a command"),
      value: pressEnterText(pressEnter),
      setting: "bursar.actions.pressEnter",
    },
    {
      label: l10n.t("Reading Claude Code’s usage note"),
      value: onOff(readUsageCache),
      setting: "bursar.readUsageCache",
    },
    {
      label: l10n.t("Keeping the beginnings of prompts"),
      value: onOff(storePromptExcerpts),
      setting: "bursar.storePromptExcerpts",
    },
  ];
}

function bounds(warning: number, error: number): string {
  return l10n.t("{0} and {1}", formatPercent(warning), formatPercent(error));
}

function notificationsText({ enabled, levels, forecastAbove }: SettingsView["notifications"]): string {
  const at = levels.map(formatPercent).join(", ");
  const chance = formatPercent(forecastAbove);
  if (!enabled || (levels.length === 0 && forecastAbove === 0)) return l10n.t("off");
  if (levels.length === 0) return l10n.t("when running out is likelier than {0}", chance);
  if (forecastAbove === 0) return l10n.t("at {0} used", at);
  return l10n.t("at {0} used, and when running out is likelier than {1}", at, chance);
}

function pressEnterText(pressEnter: SettingsView["pressEnter"]): string {
  switch (pressEnter) {
    case "ask":
      return l10n.t("you do; Bursar offers once to do it");
    case "always":
      return l10n.t("Bursar does");
    case "never":
      return l10n.t("you do");
  }
}

function segmentName(segment: StatusBarSegment): string {
  switch (segment) {
    case "model":
      return l10n.t("model");
    case "context":
      return l10n.t("context");
    case "runway":
      return l10n.t("tokens to auto-compact");
    case "cache":
      return l10n.t("cache");
    case "sessionCost":
      return l10n.t("cost of the session");
    case "today":
      return l10n.t("cost today");
    case "last7Days":
      return l10n.t("cost of 7 days");
    case "window":
      return l10n.t("tightest limit");
    case "allWindows":
      return l10n.t("all limits");
    case "reset":
      return l10n.t("reset");
    case "suggestion":
      return l10n.t("suggestion");
  }
}
