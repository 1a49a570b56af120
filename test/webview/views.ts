/** What there is to look at: the dashboard's pages, and a session that is open. */
import { OPEN_SESSION } from "../../webview/tabs/openSession.ts";
import { PAGE_IDS, type PageId } from "../../webview/tabs/pages.ts";

export const VIEW_NAMES = [...PAGE_IDS, "session"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** The page that the panel remembers as the one that was looked at. */
export function pageOf(view: ViewName): PageId {
  return view === "session" ? "sessions" : view;
}

/** What opens the session of a view that shows one, sent to the dashboard's element; null for the others. */
export function openingEvent(view: ViewName): { type: string; detail: string } | null {
  return view === "session" ? { type: OPEN_SESSION, detail: "a" } : null;
}
