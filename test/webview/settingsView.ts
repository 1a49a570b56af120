import { DEFAULT_SEGMENTS } from "../../src/shared/meter/segmentNames.ts";
import type { SettingsView } from "../../src/shared/webviewProtocol.ts";
import { THRESHOLDS } from "./snapshots.ts";

/** The defaults of the settings that the dashboard shows. */
export const SETTINGS: SettingsView = {
  statusBar: { form: "full", segments: DEFAULT_SEGMENTS },
  thresholds: THRESHOLDS,
  notifications: { enabled: true, levels: [80, 95], forecastAbove: 50 },
  pressEnter: "ask",
  readUsageCache: true,
  storePromptExcerpts: true,
};
