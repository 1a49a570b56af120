import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./dashboardSuite.ts";
import { type DesignServer, serveDesign } from "./design/serve.ts";
import { themes } from "./themes.ts";

describe("the dashboard in its frame for design work", () => {
  let server: DesignServer;
  let browser: Browser;
  let page: Page;

  before(async () => {
    server = await serveDesign(0);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const dashboard = (): ReturnType<Page["frameLocator"]> => page.frameLocator("iframe");

  it("shows the first choices when the address names none", async () => {
    await page.goto(server.url);
    await dashboard().getByRole("tab", { name: "Overview", selected: true }).waitFor();
    await dashboard().getByRole("region", { name: "Session at hand" }).waitFor();
  });
  it("has state, page, theme, language and width one click away, and in the address", async () => {
    await page.getByRole("link", { name: "history" }).click();
    await dashboard().getByRole("tab", { name: "History", selected: true }).waitFor();
    await page.getByRole("link", { name: "overview" }).click();
    await page.getByRole("link", { name: "No Claude Code" }).click();
    await dashboard().getByRole("heading", { name: "No Claude Code found" }).waitFor();
    await page.getByRole("link", { name: "light", exact: true }).click();
    await page.getByRole("link", { name: "de", exact: true }).click();
    await page.getByRole("link", { name: "600" }).click();
    await dashboard().locator("html[lang=de]").waitFor();
    const paper = await dashboard()
      .locator("body")
      .evaluate((body) => getComputedStyle(body).backgroundColor);
    assert.equal(themes.light.variables["editor-background"], "#ffffff");
    assert.equal(paper, "rgb(255, 255, 255)");
    assert.equal((await page.locator("iframe").boundingBox())?.width, 600);
    assert.equal(new URL(page.url()).hash, "#state=noClaudeCode&view=overview&theme=light&locale=de&width=600");
  });
  it("says what the dashboard asks VS Code to do", async () => {
    await page.goto(`${server.url}#state=engineNever`);
    await dashboard().getByRole("button", { name: "Restart" }).click();
    // It comes by a message from one frame to the other.
    await page.locator("output").getByText('{"type":"restartEngine"}', { exact: true }).waitFor();
  });
});
