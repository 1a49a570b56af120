import { formatAge, formatCost, formatPercent } from "./format.ts";
import type { SessionView } from "./snapshot.ts";

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
    label: "Automatic",
    description: pinned === null ? "in use" : "",
    detail: "The focused terminal's session, else the latest one of this window's folders",
  };
  return [automatic, ...sessions.map((session) => pickOf(session, session.sessionId === pinned, now))];
}

function pickOf(session: SessionView, pinned: boolean, now: number): SessionPick {
  const { state, context, model } = session;
  return {
    sessionId: session.sessionId,
    // A quick pick reads $(name) as an icon; a title is not ours.
    label: (session.title ?? `Untitled session ${session.sessionId.slice(0, 8)}`).replaceAll("$(", "$ ("),
    description: [session.project.replaceAll("$(", "$ ("), pinned ? "pinned" : null].filter(Boolean).join(" · "),
    detail: [
      state.kind === "live" ? liveWords(state.status) : `ended ${formatAge(now - state.at)} ago`,
      model?.name,
      context.kind === "known" ? `${formatPercent(context.percent)} ctx` : null,
      session.cost.requests > 0 ? formatCost(session.cost) : "no requests",
    ]
      .filter(Boolean)
      .join(" · "),
  };
}

function liveWords(status: Extract<SessionView["state"], { kind: "live" }>["status"]): string {
  return status === "unknown" ? "live" : `live, ${status}`;
}
