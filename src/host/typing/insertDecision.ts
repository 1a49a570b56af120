import * as l10n from "@vscode/l10n";
import type { SessionPlace } from "../../shared/engineProtocol.ts";
import { type PromptState, readsExactly } from "./promptScreen.ts";

type Status = Extract<SessionPlace, { kind: "process" }>["status"];

/** Where a session takes commands. `why` is said to the user after "Copied /compact to the clipboard." */
export type Target =
  /** `terminal` is an index into the process ids that were given. */
  | { kind: "terminal"; terminal: number; pid: number; status: Status }
  | { kind: "panel" }
  | { kind: "nowhere"; why: string };

/** The terminal closest to the session: of nested ones, the inner one shows it. */
export function findTarget(place: SessionPlace, terminalPids: readonly (number | null | undefined)[]): Target {
  if (place.kind === "none") {
    const reason = place.reason.replace(/\.$/, "");
    return {
      kind: "nowhere",
      why: l10n.t("Where this session runs is not known ({0}): paste it at its prompt.", reason),
    };
  }
  const { pid, ancestors, status, host } = place;
  for (const ancestor of [pid, ...ancestors]) {
    const terminal = terminalPids.indexOf(ancestor);
    if (terminal !== -1) return { kind: "terminal", terminal, pid, status };
  }
  if (host === "panel") return { kind: "panel" };
  return {
    kind: "nowhere",
    why: l10n.t(
      "This session runs in no terminal of this window (another window, tmux or another program): paste it at its prompt.",
    ),
  };
}

/**
 * Why a command must not be typed now; null when it may. What the screen shows counts: the status alone is "idle" in
 * shell mode, in a search and in the transcript view too, and at a dialog typed text and a stray Enter would answer it.
 * @param prompt what stands at the prompt; null when the terminal's screen is not known.
 * @param mayBeVim whether the user may have turned vim keys on.
 */
export function whyNotType(status: Status, prompt: PromptState | null, mayBeVim: boolean): string | null {
  if (status === "waiting")
    return l10n.t("Claude Code is asking you something: answer it first, then paste it at the prompt.");
  if (status === "background") {
    return l10n.t("Claude Code is suspended or in the background there: bring it back with fg, then paste it.");
  }
  if (prompt === null) return whyNotTypeUnseen(status, mayBeVim);
  switch (prompt.kind) {
    case "emptyPrompt":
      return null;
    case "prompt":
      return l10n.t("Claude Code's prompt holds a draft of yours: send or clear it first, then paste it there.");
    case "shellMode":
      return l10n.t("Claude Code's prompt is in shell mode (!): leave that first (Backspace), then paste it there.");
    case "vimMaybeNormal":
      return l10n.t("Claude Code's prompt may be in vim's NORMAL mode: press i, then paste it there.");
    case "notAPrompt":
      return prompt.cursorElsewhere
        ? l10n.t(
            "Claude Code's prompt is not to be seen (its cursor is elsewhere): close that first, then paste it at the prompt.",
          )
        : l10n.t(
            "Claude Code's prompt is not to be seen (a dialog or another view is open): close that first, then paste it at the prompt.",
          );
  }
}

/** Without the screen only the status is known, and typing without Enter is all that may be done on it. */
function whyNotTypeUnseen(status: Exclude<Status, "waiting" | "background">, mayBeVim: boolean): string | null {
  switch (status) {
    case "idle":
      return mayBeVim ? l10n.t("You use vim keys, and Bursar cannot see the mode: paste it in INSERT mode.") : null;
    case "busy":
      return l10n.t("Claude Code is working: paste it at the prompt when it has finished.");
    case "shell":
      return l10n.t("A shell command is running in this session: paste it when Claude Code's prompt is free.");
    case "unknown":
      return l10n.t("Claude Code does not say whether its prompt is free: look, then paste it there.");
  }
}

/**
 * Why Enter must be left to the user; null when it would send exactly this command, at once or, while Claude Code works,
 * after what it does.
 */
export function whyNotSend(status: Status, prompt: PromptState | null, command: string): string | null {
  if (prompt === null) return l10n.t("Its screen is not known: look, then press Enter.");
  if (status === "shell")
    return l10n.t("A shell command is running in this session: press Enter when it is to be sent.");
  if (status === "unknown") return l10n.t("Claude Code does not say what it is doing: look, then press Enter.");
  if (status === "waiting" || status === "background" || !reads(prompt, command)) {
    return l10n.t("Claude Code has just changed what it shows: look, then press Enter.");
  }
  return null;
}

/** Whether the prompt holds this command and nothing else. */
export function reads(prompt: PromptState | null, command: string): boolean {
  return prompt?.kind === "prompt" && readsExactly(prompt.prompt, command);
}
