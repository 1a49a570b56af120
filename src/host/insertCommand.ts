import * as vscode from "vscode";
import type { SessionPlace } from "../shared/engineProtocol.ts";
import type { Clock } from "../shared/clock.ts";
import { decideInsert, isInsertable } from "./insertDecision.ts";
import { within } from "../shared/within.ts";

/** A terminal that still starts has no process yet, and then no session either. */
const PROCESS_ID_TIMEOUT_MS = 2_000;

/**
 * Puts a command at a session's prompt, without Enter, when it is certain that the session sits there; else copies it
 * and tells the user where to paste it.
 * @param locate where the session is at this moment; may reject when the engine is down.
 */
export async function insertCommand(
  command: string,
  sessionId: string,
  locate: (sessionId: string) => Promise<SessionPlace>,
  clock: Clock,
): Promise<void> {
  if (!isInsertable(command)) throw new Error(`Bursar does not type "${command}".`);
  const terminals = vscode.window.terminals;
  const pids = await Promise.all(terminals.map((terminal) => within(PROCESS_ID_TIMEOUT_MS, clock, terminal.processId)));

  let decision = decideInsert(await locateOrNone(locate, sessionId), pids);
  if (decision.terminal !== null) terminals[decision.terminal]?.show(false);
  // Showing takes a moment in which a dialog may have opened: what is true now counts.
  if (decision.kind === "insert") decision = decideInsert(await locateOrNone(locate, sessionId), pids);

  const terminal = decision.terminal === null ? undefined : terminals[decision.terminal];
  if (decision.kind === "insert" && terminal && terminal.exitStatus === undefined) {
    terminal.sendText(command, false);
    return;
  }
  const why = decision.kind === "copy" ? decision.why : "The terminal has just closed.";
  await vscode.env.clipboard.writeText(command);
  void vscode.window.showInformationMessage(`Copied ${command} to the clipboard. ${why}`);
}

async function locateOrNone(
  locate: (sessionId: string) => Promise<SessionPlace>,
  sessionId: string,
): Promise<SessionPlace> {
  try {
    return await locate(sessionId);
  } catch (error) {
    return { kind: "none", reason: error instanceof Error ? error.message : String(error) };
  }
}
