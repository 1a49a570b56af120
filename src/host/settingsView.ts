import type { SettingsView } from "../shared/webviewProtocol.ts";
import type { Settings } from "./config.ts";
import { alertSettingsOf } from "./notificationsHost.ts";
import { thresholdsOf } from "./thresholds.ts";

/** The settings in force, for the dashboard. */
export function settingsView(settings: Settings): SettingsView {
  return {
    statusBar: {
      form: settings.get("bursar.statusBar.form"),
      segments: settings.get("bursar.statusBar.segments"),
    },
    thresholds: thresholdsOf(settings),
    notifications: alertSettingsOf(settings),
    pressEnter: settings.get("bursar.actions.pressEnter"),
    readUsageCache: settings.get("bursar.readUsageCache"),
    storePromptExcerpts: settings.get("bursar.storePromptExcerpts"),
  };
}
