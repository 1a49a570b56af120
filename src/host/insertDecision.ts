import type { SessionPlace } from "../shared/engineProtocol.ts";

/** The only texts that Bursar ever puts into a terminal. */
const COMMANDS: ReadonlySet<string> = new Set(["/compact"]);

export function isInsertable(command: string): boolean {
  return COMMANDS.has(command);
}

/**
 * What to do with a command for a session. `terminal` is an index into the process ids that were given. `why` is said
 * to the user after "Copied /compact to the clipboard."
 */
export type InsertDecision =
  | { kind: "insert"; terminal: number }
  | { kind: "copy"; terminal: number | null; why: string };

/**
 * Decides whether it is certain that the session sits at its prompt in one of our terminals. Anything less is a copy:
 * at a dialog, typed text and a stray Enter would answer it (a permission prompt takes them as "yes").
 */
export function decideInsert(
  place: SessionPlace,
  terminalPids: readonly (number | null | undefined)[],
): InsertDecision {
  if (place.kind === "none") {
    const reason = place.reason.replace(/\.$/, "");
    return {
      kind: "copy",
      terminal: null,
      why: `Where this session runs is not known (${reason}): paste it at its prompt.`,
    };
  }
  const terminal = nearestTerminal([place.pid, ...place.ancestors], terminalPids);
  if (terminal === null) {
    return {
      kind: "copy",
      terminal,
      why:
        place.host === "panel"
          ? "This session runs in Claude Code's own panel: paste it into the panel's input box."
          : "This session runs in no terminal of this window (another window, tmux or another program): paste it at its prompt.",
    };
  }
  switch (place.status) {
    case "idle":
      return { kind: "insert", terminal };
    case "waiting":
      return {
        kind: "copy",
        terminal,
        why: "Claude Code is asking you something: answer it first, then paste it at the prompt.",
      };
    case "busy":
      return { kind: "copy", terminal, why: "Claude Code is working: paste it at the prompt when it has finished." };
    case "shell":
      return {
        kind: "copy",
        terminal,
        why: "A shell command is running in this session: paste it when Claude Code's prompt is free.",
      };
    case "background":
      return {
        kind: "copy",
        terminal,
        why: "Claude Code is suspended or in the background there: bring it back with fg, then paste it.",
      };
    case "unknown":
      return {
        kind: "copy",
        terminal,
        why: "Claude Code does not say whether its prompt is free: look, then paste it there.",
      };
  }
}

/** The terminal closest to the session: of nested ones, the inner one shows it. */
function nearestTerminal(
  lineage: readonly number[],
  terminalPids: readonly (number | null | undefined)[],
): number | null {
  for (const pid of lineage) {
    const index = terminalPids.indexOf(pid);
    if (index !== -1) return index;
  }
  return null;
}
