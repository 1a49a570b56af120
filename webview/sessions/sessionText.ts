/** What is said about a session. */
import { formatAge, formatPercent, formatTokens } from "../../src/shared/format.ts";
import type { ContextView, LiveStatus, SessionState, SessionView, Snapshot } from "../../src/shared/snapshot.ts";

export interface StatusText {
  /** A codicon. */
  icon: string;
  text: string;
  /** Whether it is the user's turn to do something. */
  urgent: boolean;
}

const QUIET_STATUS = {
  busy: { icon: "play", text: "Working" },
  idle: { icon: "circle-outline", text: "Idle" },
  shell: { icon: "terminal", text: "Idle, a shell command runs on" },
  unknown: { icon: "pulse", text: "Active" },
} as const satisfies Record<Exclude<LiveStatus, "waiting">, Omit<StatusText, "urgent">>;

export function statusText(state: SessionState, now: number): StatusText {
  if (state.kind === "ended") {
    return { icon: "circle-slash", text: `Ended ${formatAge(now - state.at)} ago`, urgent: false };
  }
  if (state.status !== "waiting") return { ...QUIET_STATUS[state.status], urgent: false };
  const reason = state.waitingFor === null ? "" : `: ${state.waitingFor}`;
  return { icon: "bell-dot", text: `Waiting for you${reason}`, urgent: true };
}

/** Why this session is the one at hand. */
export const WHY_AT_HAND = {
  pinned: "pinned",
  terminal: "in the focused terminal",
  workspace: "the latest in this workspace",
  lastInWorkspace: "the last one in this workspace",
  last: "the last one anywhere",
} as const satisfies Record<NonNullable<Snapshot["atHand"]>["why"], string>;

/** Where it lies and what it is called, for one line. */
export function sessionName(session: Pick<SessionView, "project" | "title">): string {
  return session.title === null ? session.project : `${session.project}: ${session.title}`;
}

export type KnownContext = Extract<ContextView, { kind: "known" }>;

/** How the window's size is known, where it is not a published fact. */
const WINDOW_SOURCE = {
  model: "",
  observed: " (window size observed)",
  setting: " (window size from your settings)",
  assumed: " (window size assumed)",
  live: "",
} as const satisfies Record<KnownContext["windowSource"], string>;

/** Tokens used of the window. */
export function fillText({ tokens, window, windowSource }: KnownContext): string {
  return `${formatTokens(tokens)} of ${formatTokens(window)} tokens${WINDOW_SOURCE[windowSource]}`;
}

export function runwayText(context: KnownContext): string {
  return context.runway === 0 ? "auto-compact is due" : `${formatTokens(context.runway)} to auto-compact`;
}

/** Where auto-compact lies on the gauge, in percent of the window. */
export function autoCompactMark(context: KnownContext): number {
  return (context.autoCompactAt / context.window) * 100;
}

export function contextValueText(context: KnownContext): string {
  return `${formatPercent(context.percent)} full, ${fillText(context)}, ${runwayText(context)}`;
}

/** A context without a known size, in words. */
export function noFillText(context: Exclude<ContextView, KnownContext>): string {
  if (context.kind === "unknown") return "Context not known yet: no request so far.";
  const kept = context.estimate === null ? "" : ` About ${formatTokens(context.estimate)} tokens kept (estimated).`;
  return `Just compacted.${kept} The next request shows its size.`;
}
