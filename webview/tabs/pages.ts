/** The pages of the dashboard. */
import * as l10n from "@vscode/l10n";
import type { Tab } from "./tabs.ts";

export const PAGE_IDS = ["overview", "sessions", "history", "models", "settings"] as const;
export type PageId = (typeof PAGE_IDS)[number];

export const isPageId = (value: unknown): value is PageId => PAGE_IDS.some((id) => id === value);

/** In the order of their tabs. */
export function pageTabs(): (Tab & { id: PageId })[] {
  const labels = {
    overview: l10n.t("Overview"),
    sessions: l10n.t("Sessions"),
    history: l10n.t("History"),
    models: l10n.t("Models"),
    settings: l10n.t("Settings & sources"),
  } as const satisfies Record<PageId, string>;
  return PAGE_IDS.map((id) => ({ id, label: labels[id] }));
}
