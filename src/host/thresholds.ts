import type { Thresholds } from "../shared/meter.ts";
import type { Settings } from "./config.ts";

/** The bounds of the user's settings from which a colour is used. */
export function thresholdsOf(settings: Settings): Thresholds {
  return {
    contextWarning: settings.get("bursar.statusBar.contextWarning"),
    contextError: settings.get("bursar.statusBar.contextError"),
    windowWarning: settings.get("bursar.statusBar.windowWarning"),
    windowError: settings.get("bursar.statusBar.windowError"),
  };
}
