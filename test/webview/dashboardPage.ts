/** Opens the dashboard in a browser and stands in for VS Code: its theme, its messages, its memory of the panel. */
import type { Browser, Page } from "playwright-core";
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { NOW, THRESHOLDS } from "./snapshots.ts";
import { themes } from "./themes.ts";

/** What the stand-in keeps in the page. */
interface Recorder {
  messages: FromWebview[];
  violations: string[];
  state: unknown;
}

declare global {
  interface Window {
    recorder: Recorder;
  }
}

export interface OpenOptions {
  theme?: keyof typeof themes;
  width?: number;
  height?: number;
  reducedMotion?: boolean;
  /** What an earlier panel remembered. */
  state?: unknown;
}

export class DashboardPage {
  readonly page: Page;
  readonly #errors: string[];

  private constructor(page: Page, errors: string[]) {
    this.page = page;
    this.#errors = errors;
  }

  static async open(browser: Browser, url: string, options: OpenOptions = {}): Promise<DashboardPage> {
    const { theme = "dark", width = 1280, height = 800, reducedMotion = false, state } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      locale: "en-GB",
      reducedMotion: reducedMotion ? "reduce" : "no-preference",
    });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
    await page.clock.setFixedTime(NOW);
    await page.addInitScript(
      ({ theme: { bodyClass, variables }, state }) => {
        const recorder: Recorder = { messages: [], violations: [], state };
        window.recorder = recorder;
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) =>
          recorder.violations.push(`${violatedDirective} ${sourceFile}`),
        );
        Object.assign(window, {
          acquireVsCodeApi: () => ({
            postMessage: (message: FromWebview) => recorder.messages.push(message),
            getState: () => recorder.state,
            setState: (next: unknown) => {
              recorder.state = next;
            },
          }),
        });
        // As early as there is something to set them on, as VS Code does.
        new MutationObserver((_, observer) => {
          const body = document.querySelector("body");
          if (body === null) return;
          observer.disconnect();
          body.className = bodyClass;
          for (const [name, value] of Object.entries(variables)) {
            document.documentElement.style.setProperty(`--vscode-${name}`, value);
          }
        }).observe(document, { childList: true, subtree: true });
      },
      { theme: themes[theme], state },
    );
    await page.goto(url);
    await page.waitForFunction(() => window.recorder.messages.some(({ type }) => type === "ready"));
    return new DashboardPage(page, errors);
  }

  /** Hands the page a message as VS Code does, and waits until it is on screen. */
  async tell(message: ToWebview): Promise<void> {
    await this.page.evaluate(async (message) => {
      window.postMessage(message, "*");
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      // One for the message, one for what Lit renders after it, one for what that lays out.
      await frame();
      await frame();
      await frame();
    }, message);
  }

  async show(snapshot: Snapshot, thresholds = THRESHOLDS): Promise<void> {
    await this.tell({ type: "snapshot", snapshot, thresholds });
  }

  /** What the page has sent since it opened, its `ready` aside. */
  async sent(): Promise<FromWebview[]> {
    const messages = await this.page.evaluate(() => window.recorder.messages);
    return messages.filter(({ type }) => type !== "ready");
  }

  async state(): Promise<unknown> {
    return this.page.evaluate(() => window.recorder.state);
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.page.evaluate(({ bodyClass, variables }) => {
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
      document.body.className = bodyClass;
      return new Promise((resolve) => requestAnimationFrame(resolve));
    }, themes[theme]);
  }

  /** What must be empty when all is well: errors, warnings, breaches of the page's policy. */
  async complaints(): Promise<string[]> {
    return [...this.#errors, ...(await this.page.evaluate(() => window.recorder.violations))];
  }
}
