/** Drives a real VS Code as its user has it: the VSIX installed, the workbench in a browser. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { browserFlags, ensureBrowser } from "../../scripts/lib/browser.mjs";
import {
  folderUrl,
  installVsix,
  noGallery,
  quietSettings,
  startCodeServer,
  uninstallExtension,
  writeSettings,
} from "../../scripts/lib/codeServer.mjs";
import { vsixPath } from "../../scripts/lib/vsix.mjs";

export interface WorkbenchOptions {
  /** The folder to open. */
  folder: string;
  /** Added to the environment that VS Code, its terminals and its extensions get. */
  env?: Record<string, string>;
  /** User settings, over the quiet ones. */
  settings?: Record<string, unknown>;
  theme?: "dark" | "light" | "high contrast";
  size?: { width: number; height: number };
}

const themes = { dark: "Dark Modern", light: "Light Modern", "high contrast": "Default High Contrast" };

/** A VS Code with Bursar installed, open in a browser. `close` ends all of it. */
export class Workbench {
  readonly page: Page;
  readonly #close: () => Promise<void>;
  readonly #restartWithoutBursar: () => Promise<void>;

  private constructor(page: Page, close: () => Promise<void>, restartWithoutBursar: () => Promise<void>) {
    this.page = page;
    this.#close = close;
    this.#restartWithoutBursar = restartWithoutBursar;
  }

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const dir = await mkdtemp(join(tmpdir(), "bursar-workbench-"));
    const folders = { userDataDir: join(dir, "vscode"), extensionsDir: join(dir, "extensions") };
    const env = { ...process.env, ...noGallery, ...options.env };
    const ends: (() => Promise<void>)[] = [() => rm(dir, { recursive: true, force: true, maxRetries: 5 })];
    const close = async (): Promise<void> => {
      for (const end of ends.toReversed()) await end();
    };
    try {
      await mkdir(options.folder, { recursive: true });
      await writeSettings(folders, {
        ...quietSettings,
        "workbench.colorTheme": themes[options.theme ?? "dark"],
        ...options.settings,
      });
      await installVsix(folders, await vsixPath(), env);
      let server = await startCodeServer({ ...folders, env });
      ends.push(() => server.end());
      const browser: Browser = await chromium.launch({
        executablePath: await ensureBrowser(),
        args: browserFlags,
        env,
      });
      ends.push(() => browser.close());
      const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
      const load = async (): Promise<void> => {
        await page.goto(folderUrl(server.origin, options.folder));
        await page.locator(".monaco-workbench .statusbar-item").first().waitFor();
      };
      await load();
      return new Workbench(page, close, async () => {
        await page.goto("about:blank");
        await server.end();
        await uninstallExtension(folders, "bursar.bursar", env);
        server = await startCodeServer({ ...folders, env });
        await load();
      });
    } catch (error) {
      await close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Ends VS Code, uninstalls Bursar by VS Code's command line, and opens it again. */
  restartWithoutBursar(): Promise<void> {
    return this.#restartWithoutBursar();
  }

  /** Runs a command by the title that the command palette shows, e.g. "Bursar: Show Log". */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input").first();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
    await this.page.keyboard.press("Enter");
    // Where the next one's key would still go. The command itself may ask for more in the same box.
    await this.page.getByPlaceholder("Type the name of a command").waitFor({ state: "hidden" });
  }

  /** The status bar's items whose text matches. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".statusbar-item", { hasText: text });
  }

  /** Rests the pointer on something and returns the hover that opens. */
  async hover(target: Locator): Promise<Locator> {
    await target.hover();
    const hover = this.page.locator(".monaco-hover:visible").last();
    await hover.waitFor();
    return hover;
  }

  /** The page inside the webview of the active editor. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
  }

  /** Opens one more terminal; it is focused when this resolves. */
  async openTerminal(): Promise<void> {
    const terminals = this.page.locator(".terminal-wrapper .xterm");
    const before = await terminals.count();
    await this.runCommand("Terminal: Create New Terminal");
    await terminals.nth(before).waitFor();
    await this.page.locator(".terminal-wrapper.active .xterm.focus").waitFor();
  }

  /** Types into the focused terminal; a newline is Enter. */
  async typeIntoTerminal(text: string): Promise<void> {
    await this.page.locator(".terminal-wrapper.active textarea.xterm-helper-textarea").focus();
    for (const [index, line] of text.split("\n").entries()) {
      if (index > 0) await this.page.keyboard.press("Enter");
      await this.page.keyboard.type(line);
    }
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }
}
