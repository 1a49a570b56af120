import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import { answering } from "./answers.ts";
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

  describe("in messages", () => {
    // The page's own side of the channel is out of a test's reach: the host's is taken at the panel.
    const window = vscode.window as unknown as Record<string, unknown>;
    const { createWebviewPanel } = vscode.window;
    let said: vscode.EventEmitter<FromWebview>;
    let posted: vscode.EventEmitter<ToWebview>;
    let messages: ToWebview[];
    let folder: string;

    before(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "bursar-dashboard-")));
    });
    beforeEach(async () => {
      said = new vscode.EventEmitter();
      posted = new vscode.EventEmitter();
      messages = [];
      window["createWebviewPanel"] = (...args: Parameters<typeof createWebviewPanel>) => {
        const panel = createWebviewPanel(...args);
        Object.assign(panel.webview, {
          onDidReceiveMessage: said.event,
          postMessage: (message: ToWebview) => {
            messages.push(message);
            posted.fire(message);
            return Promise.resolve(true);
          },
        });
        return panel;
      };
      await openDashboard();
    });
    afterEach(() => {
      window["createWebviewPanel"] = createWebviewPanel;
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    const nextSnapshot = async () => {
      const message = await firstOf<ToWebview>(posted.event, null, ({ type }) => type === "snapshot");
      assert.equal(message.type, "snapshot");
      return message;
    };

    it("gets the engine's answer to what it asks", async () => {
      const answer = firstOf<ToWebview>(posted.event, null, ({ type }) => type === "answer" || type === "refusal");
      said.fire({ type: "ask", id: 7, method: "pastWindows", params: { configDir, key: "none", before: null } });
      assert.deepEqual(await answer, { type: "answer", id: 7, result: { windows: [], before: null } });
    });

    it("gets the settings in force with each Snapshot, and nothing while it is hidden", async () => {
      const settings = vscode.workspace.getConfiguration("bursar.statusBar");
      const first = nextSnapshot();
      said.fire({ type: "ready" });
      assert.deepEqual((await first).settings, {
        statusBar: { form: "full", segments: ["context", "sessionCost", "window"] },
        thresholds: { contextWarning: 70, contextError: 90, windowWarning: 80, windowError: 95 },
        notifications: { enabled: true, levels: [80, 95], forecastAbove: 50 },
        pressEnter: "ask",
        readUsageCache: true,
        storePromptExcerpts: true,
      });
      const hidden = firstOf<unknown>(
        vscode.window.tabGroups.onDidChangeTabs,
        null,
        () => dashboards()[0]?.isActive === false,
      );
      const document = await vscode.workspace.openTextDocument({ content: "in front" });
      await vscode.window.showTextDocument(document);
      await hidden;
      try {
        messages.length = 0;
        const changed = firstOf(vscode.workspace.onDidChangeConfiguration, null, (event) =>
          event.affectsConfiguration("bursar.statusBar.form"),
        );
        await settings.update("form", "compact", vscode.ConfigurationTarget.Global);
        await changed;
        assert.deepEqual(messages, []);
        const shown = nextSnapshot();
        await openDashboard();
        assert.equal((await shown).settings.statusBar.form, "compact");
      } finally {
        await settings.update("form", undefined, vscode.ConfigurationTarget.Global);
      }
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    });

    it("puts a text on the clipboard", async () => {
      await vscode.env.clipboard.writeText("");
      said.fire({ type: "copyText", text: "62% ctx" });
      // Nothing tells of the write's end: VS Code's window does it, and answers each reading in between.
      while ((await vscode.env.clipboard.readText()) === "");
      assert.equal(await vscode.env.clipboard.readText(), "62% ctx");
    });

    it("exports its page into the file that the user names", async () => {
      const html = "<!DOCTYPE html><title>Bursar</title>“62 %”";
      const file = join(folder, "export.html");
      const told = Promise.withResolvers<unknown>();
      let suggested = "";
      await answering(
        {
          showSaveDialog: (options) => {
            suggested = (options as vscode.SaveDialogOptions).defaultUri?.path ?? "";
            return vscode.Uri.file(file);
          },
          showInformationMessage: (message) => {
            told.resolve(message);
          },
        },
        async () => {
          said.fire({ type: "exportPage", html });
          assert.equal(await told.promise, `Dashboard written to ${file}.`);
        },
      );
      assert.match(suggested, /\/bursar-\d{4}-\d{2}-\d{2}\.html$/);
      assert.equal(readFileSync(file, "utf8"), html);
    });

    it("says that a page is too long, and what to do", async () => {
      const told = Promise.withResolvers<unknown>();
      await answering({ showErrorMessage: (message) => told.resolve(message) }, async () => {
        said.fire({ type: "copyText", text: "a".repeat(1_000_001) });
        assert.match(String(await told.promise), /^Bursar: This page is too long to be copied: .* Export it instead,/);
      });
    });

    it("says why a page could not be exported, and what to do", async () => {
      const told = Promise.withResolvers<unknown>();
      writeFileSync(join(folder, "occupied"), "");
      await answering(
        {
          showSaveDialog: vscode.Uri.file(join(folder, "occupied", "export.html")),
          showErrorMessage: (message) => {
            told.resolve(message);
          },
        },
        async () => {
          said.fire({ type: "exportPage", html: "" });
          assert.match(
            String(await told.promise),
            /^Bursar: The page could not be written to .*Choose another folder\.$/,
          );
        },
      );
    });
  });
});
