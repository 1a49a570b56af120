/** The edge between inserting commands and VS Code: its terminals, settings and messages. */
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Settings } from "../config.ts";
import type { SettingTypes } from "../contributions.ts";
import type { TypingEditor, TypingTerminal } from "./insertCommand.ts";
import type { TerminalScreens } from "./terminalScreens.ts";

/** Claude Code's own extension. */
const CLAUDE_CODE = "anthropic.claude-code";
const PRESS_ENTER = "bursar.actions.pressEnter";
const OFFERED = "offeredToPressEnter";

/** @param state where it is kept that the offer was made */
export function vscodeTyping(screens: TerminalScreens, settings: Settings, state: vscode.Memento): TypingEditor {
  return {
    terminals: () => vscode.window.terminals.map((terminal) => typingTerminal(terminal, screens)),
    get pressEnter() {
      return settings.get(PRESS_ENTER);
    },
    offerToPressEnter: () => void offerToPressEnter(state),
    prefill: prefillPanel,
    copy: (text) => vscode.env.clipboard.writeText(text),
    // A message without a button is cut off after its first line, before it says why.
    tell: (message) => void vscode.window.showInformationMessage(message, l10n.t("OK")),
  };
}

function typingTerminal(terminal: vscode.Terminal, screens: TerminalScreens): TypingTerminal {
  return {
    processId: terminal.processId,
    get screen() {
      return screens.screenOf(terminal);
    },
    isOpen: () => terminal.exitStatus === undefined,
    show: () => {
      terminal.show(false);
    },
    type: (text) => {
      terminal.sendText(text, false);
    },
    pressEnter: () => {
      terminal.sendText("\r", false);
    },
  };
}

async function offerToPressEnter(state: vscode.Memento): Promise<void> {
  if (state.get<unknown>(OFFERED) === true) return;
  await state.update(OFFERED, true);
  const accept = l10n.t("Press Enter for Me from Now On");
  const answer = await vscode.window.showInformationMessage(
    l10n.t(
      "The command stands in Claude Code's prompt: press Enter there to send it. Bursar can do that too, whenever it sees the command alone in the prompt.",
    ),
    accept,
  );
  if (answer === accept) {
    const always: SettingTypes[typeof PRESS_ENTER] = "always";
    await vscode.workspace.getConfiguration().update(PRESS_ENTER, always, vscode.ConfigurationTarget.Global);
  }
}

/** By the link that Claude Code's documentation names; it fills the box and sends nothing. */
async function prefillPanel(command: string, sessionId: string): Promise<boolean> {
  if (!vscode.extensions.getExtension(CLAUDE_CODE)) return false;
  const query = `prompt=${encodeURIComponent(command)}&session=${encodeURIComponent(sessionId)}`;
  return vscode.env.openExternal(
    vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: CLAUDE_CODE, path: "/open", query }),
  );
}
