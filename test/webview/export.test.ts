import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { useDashboard } from "./dashboardSuite.ts";
import { snapshot } from "./snapshots.ts";

describe("copying and exporting a page", () => {
  const { open, button, dashboard } = useDashboard();
  let folder: string;
  const pages: Page[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bursar-export-"));
  });
  afterEach(() => Promise.all(pages.splice(0).map((page) => page.context().close())));
  after(() => rm(folder, { recursive: true, force: true }));

  async function copied(): Promise<string> {
    await button("Copy this page as text").click();
    const message = (await dashboard().sent()).findLast(({ type }) => type === "copyText");
    assert.equal(message?.type, "copyText");
    return message.text;
  }

  /** The exported file, opened as a file by a browser that knows nothing of the dashboard. */
  async function exported(): Promise<Page> {
    await button(/^Export this page/).click();
    const message = (await dashboard().sent()).findLast(({ type }) => type === "exportPage");
    assert.equal(message?.type, "exportPage");
    const file = join(folder, "page.html");
    await writeFile(file, message.html);
    const browser = dashboard().page.context().browser();
    assert.ok(browser);
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (line) => requests.push(line.text()));
    await page.goto(pathToFileURL(file).href);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith("data:")),
      [pathToFileURL(file).href],
    );
    return page;
  }

  it("copies what is read, and nothing of what only serves to act", async () => {
    await open();
    await dashboard().show(snapshot());
    const text = await copied();
    assert.match(text, /59% left/);
    assert.match(text, /harbour/);
    assert.match(text, /62% of context/);
    assert.doesNotMatch(text, /Pin to the status bar|Insert into|Connect Live Limits/);
    assert.doesNotMatch(text, /\n{3}| {2}/);
  });

  it("exports the page as a file that opens by itself, with the same figures", async () => {
    await open();
    await dashboard().show(snapshot());
    const page = await exported();
    const text = await page.evaluate(() => {
      const read = (node: Node): string =>
        node instanceof Text
          ? node.data
          : node instanceof HTMLStyleElement
            ? ""
            : [...((node as Element).shadowRoot ?? node).childNodes].map(read).join(" ");
      return read(document.body).replaceAll(/\s+/g, " ");
    });
    assert.match(text, /59% left/);
    assert.match(text, /62% of context/);
    assert.equal(await page.locator("vscode-button, script, input").count(), 0);
  });

  it("lets no name of a font end a style sheet", async () => {
    await open();
    await dashboard().show(snapshot());
    await dashboard().page.evaluate(() =>
      document.documentElement.style.setProperty("--vscode-editor-font-family", "x</style><b id=broke>"),
    );
    const page = await exported();
    assert.equal(await page.locator("#broke").count(), 0);
  });

  it("prints dark text on light paper, whatever the theme", async () => {
    await open({ theme: "dark" });
    await dashboard().show(snapshot());
    const page = await exported();
    await page.emulateMedia({ media: "print" });
    const [ink, paper] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    assert.equal(ink, "rgb(0, 0, 0)");
    assert.equal(paper, "rgb(255, 255, 255)");
    const pdf = await page.pdf();
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  });
});
