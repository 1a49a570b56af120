import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import { activateBursar, firstOf } from "./bursar.ts";
import { configDir } from "./claudeFiles.ts";

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

  it("gets the engine's answer to what it asks", async () => {
    // The page's own side of the channel is out of a test's reach: the host's is taken at the panel.
    const window = vscode.window as unknown as Record<string, unknown>;
    const { createWebviewPanel } = vscode.window;
    const said = new vscode.EventEmitter<FromWebview>();
    const posted = new vscode.EventEmitter<ToWebview>();
    window["createWebviewPanel"] = (...args: Parameters<typeof createWebviewPanel>) => {
      const panel = createWebviewPanel(...args);
      Object.assign(panel.webview, {
        onDidReceiveMessage: said.event,
        postMessage: (message: ToWebview) => {
          posted.fire(message);
          return Promise.resolve(true);
        },
      });
      return panel;
    };
    try {
      await openDashboard();
      const answer = firstOf<ToWebview>(posted.event, null, ({ type }) => type === "answer" || type === "refusal");
      said.fire({ type: "ask", id: 7, method: "pastWindows", params: { configDir, key: "none", before: null } });
      assert.deepEqual(await answer, { type: "answer", id: 7, result: { windows: [], before: null } });
    } finally {
      window["createWebviewPanel"] = createWebviewPanel;
    }
  });
});
