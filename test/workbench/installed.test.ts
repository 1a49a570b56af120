import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workbench } from "./workbench.ts";

describe("the VSIX, installed", () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bursar-folder-"));
    workbench = await Workbench.open({ folder });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows its item in the status bar by itself", async () => {
    await workbench.page.locator('.statusbar-item[id^="bursar.bursar"]').waitFor({ timeout: 30_000 });
  });

  it("opens the dashboard from the command palette", async () => {
    await workbench.runCommand("Bursar: Open Budget Dashboard");
    await workbench.page.locator(".tab", { hasText: "Bursar" }).waitFor();
    await workbench.webview().locator("body *").first().waitFor({ state: "attached" });
  });
});
