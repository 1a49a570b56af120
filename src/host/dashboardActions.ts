import * as vscode from "vscode";
import type { Clock } from "../shared/clock.ts";
import type { FromWebview } from "../shared/webviewProtocol.ts";
import { tellError } from "./commands/tellError.ts";
import type { CommandId } from "./contributions.ts";
import { tooLongText, type TooLong } from "./dashboardMessage.ts";
import { exportPage } from "./exportPage.ts";
import type { WorkspaceChoice } from "./workspaceChoice.ts";

/** What a button of the dashboard asks for. */
export type DashboardRequest = Exclude<FromWebview, { type: "ready" | "ask" }> | TooLong;

export interface ActionContext {
  pin: WorkspaceChoice;
  clock: Clock;
  extensionId: string;
  logError: (message: string) => void;
}

/** Does what a button of the dashboard says. Never rejects: the user is told what failed. */
export async function carryOut(request: DashboardRequest, context: ActionContext): Promise<void> {
  try {
    await perform(request, context);
  } catch (error) {
    await tellError(request.type, error, context.logError);
  }
}

async function perform(request: DashboardRequest, { pin, clock, extensionId }: ActionContext): Promise<void> {
  switch (request.type) {
    case "act":
      return runCommand("bursar.act", request.suggestionId);
    case "pin":
      return pin.set(request.sessionId);
    case "connect":
      return runCommand("bursar.connect", request.configDir);
    case "openSettings":
      return openSettings(request.setting === null ? `@ext:${extensionId}` : `@id:${request.setting}`);
    case "exportPage":
      return exportPage(request.html, clock.now());
    case "copyText":
      return vscode.env.clipboard.writeText(request.text);
    case "tooLong":
      throw new Error(tooLongText(request));
    case "openWalkthrough":
      return runCommand("bursar.openWalkthrough");
    case "showLog":
      return runCommand("bursar.showLog");
    case "restartEngine":
      return runCommand("bursar.restartEngine");
  }
}

async function openSettings(query: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", query);
}

/** Through the command and not past it, so that it tells its failures itself. */
async function runCommand(id: CommandId, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}
