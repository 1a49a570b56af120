import * as l10n from "@vscode/l10n";
import { formatAge, formatCost, formatPercent } from "./format.ts";
import type { SessionView } from "./snapshot.ts";
import { withoutIcons } from "./withoutIcons.ts";

/** One line of the list from which a session is pinned; a null id is the automatic choice. */
export interface SessionPick {
  sessionId: string | null;
  label: string;
  description: string;
  detail: string;
}

export function sessionPicks(sessions: readonly SessionView[], pinned: string | null, now: number): SessionPick[] {
  const automatic: SessionPick = {
    sessionId: null,
    label: l10n.t("Automatic"),
    description: pinned === null ? l10n.t("in use") : "",
    detail: l10n.t("The focused terminal's session, else the latest one of this window's folders"),
  };
  return [automatic, ...sessions.map((session) => pickOf(session, session.sessionId === pinned, now))];
}

function pickOf(session: SessionView, pinned: boolean, now: number): SessionPick {
  const { state, context, model } = session;
  return {
    sessionId: session.sessionId,
    label: withoutIcons(session.title ?? l10n.t("Untitled session {0}", session.sessionId.slice(0, 8))),
    description: [withoutIcons(session.project), pinned ? l10n.t("pinned") : null].filter(Boolean).join(" · "),
    detail: [
      state.kind === "live" ? liveWords(state.status) : l10n.t("ended {0} ago", formatAge(now - state.at)),
      model && withoutIcons(model.name),
      context.kind === "known" ? l10n.t("{0} ctx", formatPercent(context.percent)) : null,
      session.cost.requests > 0 ? formatCost(session.cost) : l10n.t("no requests"),
    ]
      .filter(Boolean)
      .join(" · "),
  };
}

function liveWords(status: Extract<SessionView["state"], { kind: "live" }>["status"]): string {
  switch (status) {
    case "busy":
      return l10n.t("live, busy");
    case "idle":
      return l10n.t("live, idle");
    case "waiting":
      return l10n.t("live, waiting");
    case "shell":
      return l10n.t("live, shell");
    case "unknown":
      return l10n.t("live");
  }
}
