/** What is said about a session. */
import * as l10n from "@vscode/l10n";
import { formatAge, formatPercent, formatTokens } from "../../src/shared/format.ts";
import type { ContextView, LiveStatus, SessionState, SessionView, Snapshot } from "../../src/shared/snapshot.ts";

export interface StatusText {
  /** A codicon. */
  icon: string;
  text: string;
  /** Whether it is the user's turn to do something. */
  urgent: boolean;
}

export function statusText(state: SessionState, now: number): StatusText {
  if (state.kind === "ended") {
    return { icon: "circle-slash", text: l10n.t("Ended {0} ago", formatAge(now - state.at)), urgent: false };
  }
  if (state.status !== "waiting") return { ...quietStatus(state.status), urgent: false };
  const text = state.waitingFor === null ? l10n.t("Waiting for you") : l10n.t("Waiting for you: {0}", state.waitingFor);
  return { icon: "bell-dot", text, urgent: true };
}

function quietStatus(status: Exclude<LiveStatus, "waiting">): Omit<StatusText, "urgent"> {
  switch (status) {
    case "busy":
      return { icon: "play", text: l10n.t("Working") };
    case "idle":
      return { icon: "circle-outline", text: l10n.t("Idle") };
    case "shell":
      return { icon: "terminal", text: l10n.t("Idle, a shell command runs on") };
    case "unknown":
      return { icon: "pulse", text: l10n.t("Active") };
  }
}

/** Why this session is the one at hand. */
export function whyAtHand(why: NonNullable<Snapshot["atHand"]>["why"]): string {
  switch (why) {
    case "pinned":
      return l10n.t("pinned");
    case "terminal":
      return l10n.t("in the focused terminal");
    case "workspace":
      return l10n.t("the latest in this workspace");
    case "lastInWorkspace":
      return l10n.t("the last one in this workspace");
    case "last":
      return l10n.t("the last one anywhere");
  }
}

/** Where it lies and what it is called, for one line. */
export function sessionName(session: Pick<SessionView, "project" | "title">): string {
  return session.title === null ? session.project : `${session.project}: ${session.title}`;
}

export type KnownContext = Extract<ContextView, { kind: "known" }>;

/** Tokens used of the window, and how its size is known where it is not a published fact. */
export function fillText({ tokens, window, windowSource }: KnownContext): string {
  const sizes = { used: formatTokens(tokens), window: formatTokens(window) };
  switch (windowSource) {
    case "observed":
      return l10n.t("{used} of {window} tokens (window size observed)", sizes);
    case "setting":
      return l10n.t("{used} of {window} tokens (window size from your settings)", sizes);
    case "assumed":
      return l10n.t("{used} of {window} tokens (window size assumed)", sizes);
    case "model":
    case "live":
      return l10n.t("{used} of {window} tokens", sizes);
  }
}

export function runwayText(context: KnownContext): string {
  return context.runway === 0
    ? l10n.t("auto-compact is due")
    : l10n.t("{0} to auto-compact", formatTokens(context.runway));
}

/** Where auto-compact lies on the gauge, in percent of the window. */
export function autoCompactMark(context: KnownContext): number {
  return (context.autoCompactAt / context.window) * 100;
}

export function contextValueText(context: KnownContext): string {
  return [l10n.t("{0} full", formatPercent(context.percent)), fillText(context), runwayText(context)].join(", ");
}

/** A context without a known size, in words. */
export function noFillText(context: Exclude<ContextView, KnownContext>): string {
  if (context.kind === "unknown") return l10n.t("Context not known yet: no request so far.");
  return context.estimate === null
    ? l10n.t("Just compacted. The next request shows its size.")
    : l10n.t(
        "Just compacted. About {0} tokens kept (estimated). The next request shows its size.",
        formatTokens(context.estimate),
      );
}
