/** Which session a VS Code window is about. */
import type { Attention } from "../../shared/engineProtocol.ts";
import type { SessionView, Snapshot } from "../../shared/snapshot.ts";

export interface Candidates {
  /** Live sessions, most recently active first. */
  live: readonly SessionView[];
  /** The pinned session, whatever its state, if it is known. */
  pinned: SessionView | null;
  /** The session of the focused terminal. */
  inTerminal: SessionView | null;
  /** The last session in each of the window's folders. */
  lastInFolders: readonly SessionView[];
  /** The last session anywhere. */
  last: SessionView | null;
}

/** Whether a path is one of the folders or lies below one. */
function liesIn(path: string | null, folders: readonly string[]): boolean {
  if (path === null) return false;
  const plain = (text: string) => text.replaceAll("\\", "/").replace(/\/+$/, "");
  return folders.some((folder) => plain(path) === plain(folder) || plain(path).startsWith(`${plain(folder)}/`));
}

/** Pinned; else the focused terminal's; else the live one in this window's folders; else the last one there; else the last one of all. */
export function sessionAtHand(candidates: Candidates, attention: Attention): Snapshot["atHand"] {
  const { live, pinned, inTerminal, lastInFolders, last } = candidates;
  if (pinned) return { session: pinned, why: "pinned" };
  if (inTerminal) return { session: inTerminal, why: "terminal" };
  const here = live.find((session) => liesIn(session.cwd, attention.folders));
  if (here) return { session: here, why: "workspace" };
  const lastHere = lastInFolders.toSorted((a, b) => b.lastActivity - a.lastActivity)[0];
  if (lastHere) return { session: lastHere, why: "lastInWorkspace" };
  const elsewhere = live[0] ?? last;
  return elsewhere ? { session: elsewhere, why: "last" } : null;
}
