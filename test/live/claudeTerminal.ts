/** A terminal of VS Code with the real Claude Code in it: typing as a user does, reading what is on the screen. */
import type { Page } from "playwright-core";
import type { Workbench } from "../workbench/workbench.ts";
import { type SessionRecord, sessionRecords } from "./sessionRecords.ts";
import { until } from "./until.ts";

/** Under this VS Code draws the terminal's rows as text in the page. */
export const readableTerminal = { "terminal.integrated.gpuAcceleration": "off" };

/** The prompt line as Claude Code draws it: the sign, a space, what was typed, and a space as cursor at its end. */
const PROMPT = /^❯( |$)/;

/** Its first answer, marked. */
const DIALOG = /^ ❯ 1\. Yes/m;
const KEY_AGAIN_MS = 1_000;

export class ClaudeTerminal {
  readonly #workbench: Workbench;
  readonly #configDir: string;
  /** The process of this terminal's Claude Code. */
  readonly pid: number;

  private constructor(workbench: Workbench, configDir: string, pid: number) {
    this.#workbench = workbench;
    this.#configDir = configDir;
    this.pid = pid;
  }

  /** Opens a terminal, types `claude`, and waits for its empty prompt. */
  static async start(workbench: Workbench, configDir: string): Promise<ClaudeTerminal> {
    const before = new Set((await sessionRecords(configDir)).map(({ pid }) => pid));
    await workbench.openTerminal();
    await until(
      "the shell's prompt",
      async () => /[$#] ?$/.test((await screen(workbench.page)).trimEnd()) || null,
      () => screen(workbench.page),
    );
    await workbench.typeIntoTerminal("claude");
    await until(
      "`claude` typed",
      async () => /[$#] claude$/.test((await screen(workbench.page)).trimEnd()) || null,
      () => screen(workbench.page),
    );
    await workbench.page.keyboard.press("Enter");
    const { pid } = await until(
      "a session of Claude Code",
      async () => (await sessionRecords(configDir)).find(({ pid }) => !before.has(pid)),
      () => screen(workbench.page),
    );
    const terminal = new ClaudeTerminal(workbench, configDir, pid);
    await terminal.untilPrompt("");
    await terminal.untilStatus("idle");
    return terminal;
  }

  /** The rows of the active terminal. */
  screen(): Promise<string> {
    return screen(this.#workbench.page);
  }

  /** Waits until the screen shows this. */
  async untilShown(pattern: RegExp): Promise<void> {
    await until(
      `${String(pattern)} on the screen`,
      async () => pattern.test(await this.screen()) || null,
      () => this.screen(),
    );
  }

  /** Waits until the prompt line reads exactly this. */
  async untilPrompt(text: string): Promise<void> {
    await until(
      `the prompt reading "${text}"`,
      async () => promptOf(await this.screen()) === text || null,
      () => this.screen(),
    );
  }

  /** Waits until Claude Code says that it is in this state. */
  untilStatus(status: string): Promise<SessionRecord> {
    return until(
      `the status ${status}`,
      async () => (await this.records()).find((record) => record.status === status),
      async () => JSON.stringify(await this.records()),
    );
  }

  /** Types at the prompt, waits until it stands there, and presses Enter. */
  async submit(text: string): Promise<void> {
    await this.#workbench.typeIntoTerminal(text);
    await this.untilPrompt(text);
    await this.#workbench.page.keyboard.press("Enter");
  }

  /** Answers the permission dialog that is open. */
  async answerDialog(key: "Enter" | "Escape"): Promise<void> {
    let pressed = -Infinity;
    await until(
      "the end of the dialog",
      async () => {
        if (!DIALOG.test(await this.screen())) return true;
        // Claude Code ignores a key that comes right after the dialog has opened.
        if (performance.now() - pressed > KEY_AGAIN_MS) {
          await this.#workbench.page.keyboard.press(key);
          pressed = performance.now();
        }
        return null;
      },
      () => this.screen(),
    );
  }

  async records(): Promise<SessionRecord[]> {
    return (await sessionRecords(this.#configDir)).filter(({ pid }) => pid === this.pid);
  }
}

/** What the prompt line holds, without the space at its end; null when no prompt is on the screen. */
function promptOf(screen: string): string | null {
  const line = screen.split("\n").findLast((row) => PROMPT.test(row));
  return line === undefined ? null : line.slice(2).trimEnd();
}

async function screen(page: Page): Promise<string> {
  const rows = await page.locator(".terminal-wrapper.active .xterm-rows > div").allTextContents();
  return rows.map((row) => row.replaceAll("\u00A0", " ").trimEnd()).join("\n");
}
