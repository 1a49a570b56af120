import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("activates by itself after VS Code has started", async () => {
    const extension = vscode.extensions.getExtension("bursar.bursar");
    assert.ok(extension, "the extension is not there");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("registers every command that package.json names", async () => {
    const manifest = vscode.extensions.getExtension("bursar.bursar")?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const named = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
    );
  });
});
