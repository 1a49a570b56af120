import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activateBursar, firstOf } from "./bursar.ts";

const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

describe("the walkthrough", () => {
  before(activateBursar);

  it("opens by its command, in an editor of VS Code's", async () => {
    const before = new Set(tabs());
    await vscode.commands.executeCommand("bursar.openWalkthrough");
    const opened = (): vscode.Tab | undefined => tabs().find((tab) => !before.has(tab));
    await firstOf<unknown>(vscode.window.tabGroups.onDidChangeTabs, opened() ?? null, () => opened() !== undefined);
    const tab = opened();
    assert.match(tab?.label ?? "", /^(?:Welcome|Walkthrough)/);
    if (tab) await vscode.window.tabGroups.close(tab);
  });
});
