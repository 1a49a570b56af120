import * as vscode from "vscode";
import type { CommandArguments, CommandId } from "../contributions.ts";
import { type Disposable, DisposableStore } from "../../shared/disposables.ts";
import { tellError } from "./tellError.ts";

export type CommandHandlers = { [K in CommandId]: (...args: CommandArguments[K]) => unknown };

/** Registers every command. One that fails tells the user. */
export function registerCommands(handlers: CommandHandlers, logError: (message: string) => void): Disposable {
  const disposables = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers)) {
    disposables.add(
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          await handler(argument);
        } catch (error) {
          await tellError(id, error, logError);
        }
      }),
    );
  }
  return disposables;
}
