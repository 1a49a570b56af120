import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type * as vscode from "vscode";
import { cmdShim, posixShim, type ShimTarget } from "./shim.ts";

/**
 * Puts `bursar` on the PATH of VS Code's own terminals. The folder lies in the extension's storage and keeps its name
 * over updates, so that VS Code sees no change and asks nobody to restart a terminal.
 */
export async function putOnTerminalPath(
  storage: string,
  cli: string,
  environment: Pick<vscode.EnvironmentVariableCollection, "append" | "description">,
): Promise<void> {
  const bin = join(storage, "bin");
  environment.description = "Adds the `bursar` command.";
  // After the user's own folders: another `bursar` of theirs wins. At shell integration too, for start-up files that set
  // PATH anew.
  environment.append("PATH", delimiter + bin, { applyAtProcessCreation: true, applyAtShellIntegration: true });
  await mkdir(bin, { recursive: true });
  const target: ShimTarget = { execPath: process.execPath, cli };
  // Git Bash runs the shell script on Windows.
  await writeExecutable(join(bin, "bursar"), posixShim(target));
  if (process.platform === "win32") await writeExecutable(join(bin, "bursar.cmd"), cmdShim(target, homedir()));
}

/** Whole or not at all, and only when it would change: a shell may be reading it. */
async function writeExecutable(path: string, content: string): Promise<void> {
  const present = await readFile(path, "utf8").catch(() => null);
  if (present === content) return;
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, content);
  await chmod(temporary, 0o755);
  await rename(temporary, path);
}
