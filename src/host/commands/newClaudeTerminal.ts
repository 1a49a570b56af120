import { homedir } from "node:os";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Clock } from "../../shared/clock.ts";
import { DisposableStore } from "../../shared/disposables.ts";
import type { ConfigDirView, Snapshot } from "../../shared/snapshot.ts";
import { lastName } from "../../shared/lastName.ts";
import { terminalEnvironment, terminalPicks } from "../claudeTerminal.ts";

const COMMAND = "claude";
/** How long a shell may take to say that it is at its first prompt. After that the user has the terminal to themselves. */
const PROMPT_TIMEOUT_MS = 10_000;

/**
 * Opens a terminal in which Claude Code uses one of the config directories, and starts it there.
 * @param asked the directory, when a link or keybinding has named one
 */
export async function newClaudeTerminal(asked: unknown, snapshot: Snapshot | null, clock: Clock): Promise<void> {
  if (!snapshot) throw new Error(l10n.t("Bursar is still starting. Try again in a moment."));
  const dir = await chooseDir(asked, snapshot, clock.now());
  if (!dir) return;
  const folder = await chooseFolder();
  if (folder === "none chosen") return;
  const terminal = vscode.window.createTerminal({
    name: snapshot.configDirs.length > 1 ? `Claude (${lastName(dir.path)})` : "Claude",
    iconPath: new vscode.ThemeIcon("terminal"),
    env: terminalEnvironment(dir, homedir()),
    ...(folder && { cwd: folder.uri }),
  });
  startClaude(terminal, clock);
  terminal.show();
}

async function chooseDir(asked: unknown, snapshot: Snapshot, now: number): Promise<ConfigDirView | null> {
  const picks = terminalPicks(snapshot, now);
  const named = picks.find(({ dir }) => dir.path === asked);
  if (named) return named.dir;
  if (picks.length === 1) return picks[0]?.dir ?? null;
  const chosen = await vscode.window.showQuickPick(picks, {
    title: l10n.t("New Claude Terminal"),
    placeHolder: l10n.t("Which account should Claude Code use?"),
    matchOnDescription: true,
  });
  return chosen?.dir ?? null;
}

/** Undefined where no folder is open. */
async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined | "none chosen"> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0];
  const chosen = await vscode.window.showWorkspaceFolderPick({ placeHolder: l10n.t("In which folder?") });
  return chosen ?? "none chosen";
}

/**
 * Runs the command once the shell says, by VS Code's shell integration, that it is at its prompt. Nothing is typed
 * before or without that: a start-up script that asks something would take it for the answer.
 */
function startClaude(terminal: vscode.Terminal, clock: Clock): void {
  const waiting = new DisposableStore();
  const callOff = clock.after(PROMPT_TIMEOUT_MS, () => {
    waiting.dispose();
  });
  waiting.add({ dispose: callOff });
  waiting.add(
    vscode.window.onDidChangeTerminalShellIntegration(({ terminal: ready, shellIntegration }) => {
      if (ready !== terminal) return;
      waiting.dispose();
      shellIntegration.executeCommand(COMMAND);
    }),
  );
  waiting.add(
    vscode.window.onDidCloseTerminal((closed) => {
      if (closed === terminal) waiting.dispose();
    }),
  );
}
