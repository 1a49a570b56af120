import * as vscode from "vscode";
import type { FromWebview } from "../shared/webviewProtocol.ts";
import type { CommandId } from "./contributions.ts";
import type { Pin } from "./pin.ts";

/** What a button of the dashboard asks for. */
export type DashboardRequest = Exclude<FromWebview, { type: "ready" | "ask" }>;

/** Does what a button of the dashboard says. */
export function carryOut(request: DashboardRequest, pin: Pin, extensionId: string): void {
  switch (request.type) {
    case "act":
      runCommand("bursar.act", request.suggestionId);
      break;
    case "pin":
      void pin.set(request.sessionId);
      break;
    case "connect":
      runCommand("bursar.connect", request.configDir);
      break;
    case "openSettings":
      void vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`);
      break;
    case "showLog":
      runCommand("bursar.showLog");
      break;
    case "restartEngine":
      runCommand("bursar.restartEngine");
      break;
  }
}

/** Through the command and not past it, so that a failure is told in one way. */
function runCommand(id: CommandId, ...args: unknown[]): void {
  void vscode.commands.executeCommand(id, ...args);
}
