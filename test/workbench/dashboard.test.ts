import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { cacheDir } from "../../scripts/lib/paths.mjs";
import { installAxe, violations } from "../webview/axe.ts";
import { writeUsedHome } from "./usedHome.ts";
import { Workbench } from "./workbench.ts";

/** Screenshots of VS Code as a user has it; the README's come from here. */
const SHOTS = join(cacheDir, "workbench");

describe("the dashboard in VS Code", () => {
  let folder: string;
  let workbench: Workbench;
  let endSession: () => void;

  before(async () => {
    await mkdir(SHOTS, { recursive: true });
    folder = join(await mkdtemp(join(tmpdir(), "bursar-folder-")), "acme");
    endSession = writeUsedHome(folder);
    workbench = await Workbench.open({ folder, settings: { "bursar.notifications.enabled": false } });
  });

  after(async () => {
    await workbench.close();
    endSession();
    await rm(join(folder, ".."), { recursive: true, force: true });
  });

  const tab = (name: string) => workbench.webview().getByRole("tab", { name, exact: true });

  async function frame(): Promise<Frame> {
    const handle = await workbench.webview().locator("bursar-dashboard").elementHandle();
    const found = await handle.ownerFrame();
    assert.ok(found);
    return found;
  }

  it("fits its first screen at 1280 by 800, with figures of the real engine", async () => {
    await workbench.statusBarItem(/% ctx .* left/).waitFor({ timeout: 60_000 });
    await workbench.runCommand("Bursar: Open Budget Dashboard");
    const webview = workbench.webview();
    await webview.getByRole("button", { name: /^Compact “/ }).waitFor({ timeout: 60_000 });
    await webview
      .getByText(/On course to end with|At this pace/)
      .first()
      .waitFor({ timeout: 90_000 });
    if (await workbench.page.locator(".part.sidebar").isVisible()) {
      await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
      await workbench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
    }
    // The focus goes where nothing is marked by it.
    await webview.getByRole("heading", { name: "Rate limits" }).click();
    await workbench.screenshot(join(SHOTS, "overview.png"));
    const [content, room] = await (
      await frame()
    ).evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement;
      return [scrollHeight, clientHeight];
    });
    assert.ok(content <= room, `${content} px of content in ${room} px`);
  });

  it("is gone through by keyboard, every page without a violation of accessibility", async () => {
    await tab("Overview").focus();
    await installAxe(await frame());
    const pages = [
      ["Overview", "overview", /^Session at hand/],
      ["Sessions", "sessions", /^All sessions/],
      ["History", "history", /^Calendar/],
      ["Models", "models", /Opus 5\.5/],
      ["Settings & sources", "settings", /\.sqlite/],
    ] as const;
    for (const [index, [name, page, words]] of pages.entries()) {
      if (index > 0) await workbench.page.keyboard.press("ArrowRight");
      assert.equal(await tab(name).getAttribute("aria-selected"), "true");
      await workbench.webview().locator(`bursar-${page}-page`).getByText(words).first().waitFor();
      assert.deepEqual(await violations(await frame()), [], name);
      await workbench.screenshot(join(SHOTS, `${page}.png`));
    }
  });

  it("opens a session to its timeline and what fills its context", async () => {
    await tab("Sessions").click();
    const webview = workbench.webview();
    await webview
      .getByRole("button", { name: /^Keep the last line of a torn transcript/ })
      .first()
      .click();
    await webview.getByText("What fills the context").waitFor();
    await webview.getByText(/^Whole context/).waitFor();
    await workbench.screenshot(join(SHOTS, "session.png"));
    assert.deepEqual(await violations(await frame()), []);
  });

  it("follows VS Code's theme", async () => {
    await tab("Overview").click();
    await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await workbench.webview().locator("body.vscode-light").waitFor();
    assert.deepEqual(await violations(await frame()), []);
    await workbench.screenshot(join(SHOTS, "overview-light.png"));
  });
});
