/** Opens the dashboard in a browser and stands in for VS Code: its theme, its messages, its memory of the panel. */
import type { Browser, Page } from "playwright-core";
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { answerWith } from "./answerWith.ts";
import { type PageAnswers, pageAnswers } from "./pageAnswers.ts";
import { SHIPPED_FONT } from "./pageFiles.ts";
import { SETTINGS } from "./settingsView.ts";
import { NOW, THRESHOLDS } from "./snapshots.ts";
import { themes } from "./themes.ts";

/** What the stand-in keeps in the page. */
interface Recorder {
  messages: FromWebview[];
  /** Questions that the stand-in is about to answer. */
  unanswered: number;
  violations: string[];
  state: unknown;
}

declare global {
  interface Window {
    recorder: Recorder;
    /** Null: this question is the test's to answer. */
    answerFor: (question: Question) => Promise<Reply | null>;
  }
}

type Question = Extract<FromWebview, { type: "ask" }>;
type Reply = Extract<ToWebview, { type: "answer" | "refusal" }>;

export interface OpenOptions {
  theme?: keyof typeof themes;
  width?: number;
  height?: number;
  reducedMotion?: boolean;
  /** A language that Bursar has a bundle for; English, without a bundle, when left out. */
  locale?: string;
  /** Draws with the letters that the tests ship, not with the machine's. */
  shippedFont?: boolean;
  /** For tools in the page that set inline styles, which its policy forbids. */
  bypassPolicy?: boolean;
  /** What an earlier panel remembered. */
  state?: unknown;
  /**
   * What questions are answered with, over `pageAnswers`. Null, for one of them or for all: the test answers by hand, with
   * `tell`.
   */
  answers?: { [M in keyof PageAnswers]?: PageAnswers[M] | null } | null;
}

export class DashboardPage {
  readonly page: Page;
  readonly #errors: string[];

  private constructor(page: Page, errors: string[]) {
    this.page = page;
    this.#errors = errors;
  }

  static async open(browser: Browser, url: string, options: OpenOptions = {}): Promise<DashboardPage> {
    const { theme = "dark", width = 1280, height = 800, reducedMotion = false } = options;
    const { state, answers = {}, locale, shippedFont = false, bypassPolicy = false } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      locale: "en-GB",
      bypassCSP: bypassPolicy,
      reducedMotion: reducedMotion ? "reduce" : "no-preference",
    });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
    await page.clock.setFixedTime(NOW);
    await page.exposeFunction("answerFor", (question: Question) => answerFor(question, answers));
    await page.addInitScript(
      ({ theme: { bodyClass, variables }, state, font }) => {
        const recorder: Recorder = { messages: [], unanswered: 0, violations: [], state };
        window.recorder = recorder;
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) =>
          recorder.violations.push(`${violatedDirective} ${sourceFile}`),
        );
        Object.assign(window, {
          acquireVsCodeApi: () => ({
            postMessage: (message: FromWebview) => {
              recorder.messages.push(message);
              if (message.type === "ask") void reply(message);
            },
            getState: () => recorder.state,
            setState: (next: unknown) => {
              recorder.state = next;
            },
          }),
        });
        async function reply(question: Question): Promise<void> {
          recorder.unanswered++;
          const answer = await window.answerFor(question);
          if (answer !== null) window.postMessage(answer, "*");
          recorder.unanswered--;
        }
        // As early as there is something to set them on, as VS Code does.
        new MutationObserver((_, observer) => {
          const body = document.querySelector("body");
          if (body === null) return;
          observer.disconnect();
          body.className = bodyClass;
          for (const [name, value] of Object.entries(variables)) {
            document.documentElement.style.setProperty(`--vscode-${name}`, value);
          }
          if (font === null) return;
          for (const name of ["font-family", "editor-font-family"]) {
            document.documentElement.style.setProperty(`--vscode-${name}`, font.family);
          }
          document.fonts.add(new FontFace(font.family, `url(${font.path})`, { weight: "100 900" }));
        }).observe(document, { childList: true, subtree: true });
      },
      { theme: themes[theme], state, font: shippedFont ? SHIPPED_FONT : null },
    );
    await page.goto(locale === undefined ? url : `${url}?locale=${locale}`);
    await page.waitForFunction(() => window.recorder.messages.some(({ type }) => type === "ready"));
    if (shippedFont) await page.evaluate((family) => document.fonts.load(`13px ${family}`), SHIPPED_FONT.family);
    return new DashboardPage(page, errors);
  }

  /** Hands the page a message as VS Code does, and waits until it is on screen, answered questions included. */
  async tell(message: ToWebview): Promise<void> {
    await this.page.evaluate((message) => window.postMessage(message, "*"), message);
    await this.settled();
  }

  /** Waits until what the stand-in answers is answered, and all is on screen. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      do {
        // One for the message, one for what Lit renders after it, one for what that lays out.
        await frame();
        await frame();
        await frame();
      } while (window.recorder.unanswered > 0);
    });
  }

  async show(snapshot: Snapshot, thresholds = THRESHOLDS, settings = SETTINGS): Promise<void> {
    await this.tell({ type: "snapshot", snapshot, thresholds, settings });
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

function answerFor(question: Question, answers: OpenOptions["answers"]): Reply | null {
  if (answers === null) return null;
  const all = { ...pageAnswers, ...answers };
  return all[question.method] === null ? null : answerWith(all as PageAnswers, question);
}
