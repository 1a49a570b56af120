/**
 * Every setting, command and context key of Bursar, typed once. The mapped types make a forgotten one a compile error,
 * and contributions.test.ts holds the table against package.json.
 */

import { narrowPriceSettings, type PriceSettings } from "../shared/priceSettings.ts";
import {
  DEFAULT_SEGMENTS,
  type StatusBarForm,
  type StatusBarSegment,
  segmentsIn,
} from "../shared/meter/segmentNames.ts";
import type { PressEnter } from "./typing/insertCommand.ts";

export interface SettingTypes {
  "bursar.configDirs": string[];
  "bursar.readUsageCache": boolean;
  "bursar.statusBar.segments": StatusBarSegment[];
  "bursar.statusBar.form": StatusBarForm;
  "bursar.statusBar.contextWarning": number;
  "bursar.statusBar.contextError": number;
  "bursar.statusBar.windowWarning": number;
  "bursar.statusBar.windowError": number;
  "bursar.notifications.enabled": boolean;
  "bursar.notifications.levels": number[];
  /** 0: off. */
  "bursar.notifications.forecastAbove": number;
  "bursar.contextWindows": Record<string, number>;
  "bursar.prices": PriceSettings;
  "bursar.storePromptExcerpts": boolean;
  "bursar.actions.pressEnter": PressEnter;
}
export type SettingKey = keyof SettingTypes;

type JsonType = "array" | "boolean" | "number" | "object" | "string" | "null";

interface SettingSpec<T> {
  /** JSON schema type in package.json. */
  type: JsonType | readonly JsonType[];
  default: T;
  /** What of a hand-written settings.json can be used; undefined means nothing. */
  narrow: (value: unknown) => T | undefined;
}

const percent = (fallback: number): SettingSpec<number> => ({
  type: "number",
  default: fallback,
  narrow: (value) => (typeof value === "number" && value >= 1 && value <= 100 ? value : undefined),
});

export const settingSpecs: { [K in SettingKey]: SettingSpec<SettingTypes[K]> } = {
  "bursar.configDirs": {
    type: "array",
    default: [],
    narrow: (value) => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined),
  },
  "bursar.readUsageCache": {
    type: "boolean",
    default: true,
    narrow: (value) => (typeof value === "boolean" ? value : undefined),
  },
  "bursar.statusBar.segments": {
    type: "array",
    default: DEFAULT_SEGMENTS,
    narrow: (value) => (Array.isArray(value) ? segmentsIn(value) : undefined),
  },
  "bursar.statusBar.form": {
    type: "string",
    default: "full",
    narrow: (value) => (value === "full" || value === "compact" ? value : undefined),
  },
  "bursar.statusBar.contextWarning": percent(70),
  "bursar.statusBar.contextError": percent(90),
  "bursar.statusBar.windowWarning": percent(80),
  "bursar.statusBar.windowError": percent(95),
  "bursar.notifications.enabled": {
    type: "boolean",
    default: true,
    narrow: (value) => (typeof value === "boolean" ? value : undefined),
  },
  "bursar.notifications.levels": {
    type: "array",
    default: [80, 95],
    narrow: (value) =>
      Array.isArray(value) ? value.filter((item) => typeof item === "number" && item > 0 && item <= 100) : undefined,
  },
  "bursar.notifications.forecastAbove": {
    type: ["number", "null"],
    default: 50,
    narrow: (value) => {
      if (value === null) return 0;
      return typeof value === "number" && value >= 0 && value <= 99 ? value : undefined;
    },
  },
  "bursar.contextWindows": {
    type: "object",
    default: {},
    narrow: (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value).filter(
              (entry): entry is [string, number] => Number.isInteger(entry[1]) && Number(entry[1]) >= 1000,
            ),
          )
        : undefined,
  },
  "bursar.prices": {
    type: "object",
    default: {},
    narrow: (value) => narrowPriceSettings(value).prices,
  },
  "bursar.storePromptExcerpts": {
    type: "boolean",
    default: true,
    narrow: (value) => (typeof value === "boolean" ? value : undefined),
  },
  "bursar.actions.pressEnter": {
    type: "string",
    default: "ask",
    narrow: (value) => (value === "ask" || value === "always" || value === "never" ? value : undefined),
  },
};

/** Arguments come from keybindings and links as well, so they are unknown until a command has looked at them. */
export interface CommandArguments {
  "bursar.openDashboard": [];
  "bursar.pinSession": [];
  "bursar.unpinSession": [];
  "bursar.pickAccount": [];
  "bursar.act": [suggestionId?: unknown];
  "bursar.connect": [configDir?: unknown];
  "bursar.disconnect": [];
  "bursar.newClaudeTerminal": [configDir?: unknown];
  "bursar.exportHistory": [];
  "bursar.forgetHistory": [];
  "bursar.restartEngine": [];
  "bursar.openWalkthrough": [];
  "bursar.showLog": [];
}
export type CommandId = keyof CommandArguments;

export const commandTitles: { [K in CommandId]: string } = {
  "bursar.openDashboard": "Open Budget Dashboard",
  "bursar.pinSession": "Pin Session to the Status Bar…",
  "bursar.unpinSession": "Unpin Session",
  "bursar.pickAccount": "Pick Account for the Status Bar…",
  "bursar.act": "Act on a Suggestion…",
  "bursar.connect": "Connect Live Limits",
  "bursar.disconnect": "Disconnect Live Limits",
  "bursar.newClaudeTerminal": "New Claude Terminal…",
  "bursar.exportHistory": "Export…",
  "bursar.forgetHistory": "Forget…",
  "bursar.restartEngine": "Restart Engine",
  "bursar.openWalkthrough": "Open Walkthrough",
  "bursar.showLog": "Show Log",
};

export interface ContextKeyTypes {
  "bursar.sessionPinned": boolean;
  "bursar.connected": boolean;
}

export const contextKeys: { [K in keyof ContextKeyTypes]: K } = {
  "bursar.sessionPinned": "bursar.sessionPinned",
  "bursar.connected": "bursar.connected",
};

/** Webview panel type; the serializer and its activation event name it too. */
export const dashboardViewType = "bursar.dashboard";

/** VS Code calls it by the extension's id, `#` and this. */
export const walkthroughId = "start";
