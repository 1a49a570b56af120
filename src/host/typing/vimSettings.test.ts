import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { settingsUseVim } from "./vimSettings.ts";

describe("settingsUseVim", () => {
  let home: string;
  let configDir: string;
  let cwd: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "bursar-vim-"));
    [configDir, cwd] = [join(home, ".claude"), join(home, "acme")];
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const write = (file: string, value: unknown): void => {
    const path = join(home, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value, null, 2));
  };

  const files = [
    ".claude/settings.json",
    ".claude/.claude.json",
    ".claude.json",
    "acme/.claude/settings.json",
    "acme/.claude/settings.local.json",
  ];
  for (const file of files) {
    it(`looks into ${file}`, async () => {
      write(file, { editorMode: "normal", theme: "dark" });
      assert.equal(await settingsUseVim(configDir, cwd), false);
      write(file, { theme: "dark", editorMode: "vim" });
      assert.equal(await settingsUseVim(configDir, cwd), true);
    });
  }

  it("takes a status line that shows the mode itself for a sign of it", async () => {
    write(".claude/settings.json", { statusLine: { type: "command", command: "x", hideVimModeIndicator: true } });
    assert.equal(await settingsUseVim(configDir, null), true);
  });

  it("looks beside the default directory only", async () => {
    write(".claude.json", { editorMode: "vim" });
    assert.equal(await settingsUseVim(join(home, "other"), null), false);
  });
});
