import * as vscode from "vscode";
import type { CommandArguments, CommandId } from "../contributions.ts";
import { type Disposable, DisposableStore } from "../../shared/disposables.ts";

export type CommandHandlers = { [K in CommandId]: (...args: CommandArguments[K]) => unknown };

/** Registers every command. One that fails tells the user, with the log as the way to more. */
export function registerCommands(handlers: CommandHandlers, logError: (message: string) => void): Disposable {
  const disposables = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers)) {
    disposables.add(
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          await handler(argument);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          logError(`${id}: ${message}`);
          const showLog = "Show Log";
          const answer = await vscode.window.showErrorMessage(`Bursar: ${message}`, showLog);
          if (answer === showLog) void vscode.commands.executeCommand("bursar.showLog" satisfies CommandId);
        }
      }),
    );
  }
  return disposables;
}
