import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activateBursar, firstOf } from "./bursar.ts";

const dashboards = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("bursar.dashboard"));

const openDashboard = async (): Promise<vscode.Tab> => {
  await vscode.commands.executeCommand("bursar.openDashboard");
  await firstOf<unknown>(
    vscode.window.tabGroups.onDidChangeTabs,
    dashboards()[0] ?? null,
    () => dashboards().length > 0,
  );
  const [tab] = dashboards();
  assert.ok(tab);
  return tab;
};

describe("dashboard", () => {
  before(activateBursar);
  afterEach(() => vscode.window.tabGroups.close(dashboards()));

  it("opens once, and is revealed afterwards", async () => {
    const tab = await openDashboard();
    assert.equal(tab.label, "Bursar");
    const document = await vscode.workspace.openTextDocument({ content: "in front" });
    await vscode.window.showTextDocument(document);
    assert.equal(dashboards()[0]?.isActive, false);
    await openDashboard();
    await firstOf<unknown>(
      vscode.window.tabGroups.onDidChangeTabs,
      dashboards()[0] ?? null,
      () => dashboards()[0]?.isActive === true,
    );
    assert.equal(dashboards().length, 1);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("opens again after it was closed", async () => {
    await vscode.window.tabGroups.close(await openDashboard());
    await openDashboard();
    assert.equal(dashboards().length, 1);
  });
});
