/** The reference screenshots: every state, tab and theme, the widths from 320 to 2000 px, and another language. */
import type { StateName } from "./states.ts";
import type { themes } from "./themes.ts";
import type { ViewName } from "./views.ts";

export interface Look {
  /** Of its PNG, without the extension. */
  name: string;
  state: StateName;
  view: ViewName;
  theme: keyof typeof themes;
  width: 320 | 1200 | 2000;
  height: number;
  locale?: string;
  /** The README shows it, under this name in `media/`. */
  readme?: string;
}

type Shape = Partial<Omit<Look, "name" | "state" | "view">>;

function look(name: string, state: StateName, view: ViewName, shape: Shape = {}): Look {
  return { name, state, view, theme: "dark", width: 1200, height: 800, ...shape };
}

/** At most 24, of 3 MB together: looks.test.ts holds that. */
export const looks: readonly Look[] = [
  look("overview", "full", "overview"),
  look("overview-light", "full", "overview", { theme: "light" }),
  look("overview-high-contrast", "full", "overview", { theme: "highContrast" }),
  look("overview-high-contrast-light", "full", "overview", { theme: "highContrastLight" }),
  look("overview-german", "full", "overview", { theme: "light", locale: "de" }),
  look("overview-320", "full", "overview", { width: 320, height: 1600 }),
  look("overview-2000", "manyWindows", "overview", { width: 2000, height: 900 }),
  look("sessions", "full", "sessions", { theme: "light", height: 900 }),
  look("sessions-320", "full", "sessions", { width: 320, height: 1200 }),
  look("session", "full", "session", { height: 1200, readme: "session" }),
  look("history", "full", "history", { height: 1100, readme: "history" }),
  look("history-high-contrast-light", "full", "history", { theme: "highContrastLight", width: 2000, height: 900 }),
  look("models", "full", "models", { theme: "light", height: 400 }),
  look("settings", "full", "settings", { height: 720 }),
  look("first-run", "firstRun", "overview", { theme: "light", height: 600 }),
  look("no-claude-code", "noClaudeCode", "overview", { height: 600 }),
  look("indexing", "indexing", "overview"),
  look("nothing-live", "nothingLive", "overview", { theme: "light" }),
  look("limits-unknown", "limitsUnknown", "overview"),
  look("stale", "stale", "overview", { theme: "light" }),
  look("error", "error", "overview"),
  look("engine-down", "engineDown", "overview", { theme: "highContrast" }),
  look("long-names-320", "longNames", "overview", { theme: "light", width: 320, height: 1600 }),
  look("refused", "refused", "history", { height: 480 }),
];
