/** The edge between the notifications and VS Code: its settings and its message boxes. */
import * as vscode from "vscode";
import type { Settings } from "./config.ts";
import type { SettingKey } from "./contributions.ts";
import type { AlertSettingsChange, NotificationSeverity } from "./notifications.ts";
import type { AlertSettings } from "./windowAlerts.ts";

export function alertSettingsOf(settings: Settings): AlertSettings {
  return {
    enabled: settings.get("bursar.notifications.enabled"),
    levels: settings.get("bursar.notifications.levels"),
    forecastAbove: settings.get("bursar.notifications.forecastAbove"),
  };
}

/** In the user's settings: a notification is about the account, not about a folder. */
export async function changeAlertSettings({ levels, forecastAbove }: AlertSettingsChange): Promise<void> {
  const set = (key: SettingKey, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);
  if (levels) await set("bursar.notifications.levels", levels);
  if (forecastAbove !== undefined) await set("bursar.notifications.forecastAbove", forecastAbove);
}

export function showNotification(
  severity: NotificationSeverity,
  message: string,
  ...buttons: string[]
): Thenable<string | undefined> {
  return severity === "warning"
    ? vscode.window.showWarningMessage(message, ...buttons)
    : vscode.window.showInformationMessage(message, ...buttons);
}
