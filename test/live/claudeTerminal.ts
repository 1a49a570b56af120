/** A terminal of VS Code with the real Claude Code in it: typing as a user does, reading what is on the screen. */
import type { Locator } from "playwright-core";
import type { Workbench } from "../workbench/workbench.ts";
import { type SessionRecord, sessionRecords } from "./sessionRecords.ts";
import { until } from "./until.ts";

/** Under this VS Code draws the terminal's rows as text in the page. */
export const readableTerminal = { "terminal.integrated.gpuAcceleration": "off" };

/** The prompt line as Claude Code draws it: the sign, a space, what was typed, and a space as cursor at its end. */
const PROMPT = /^❯( |$)/;
/** Above and below the prompt. */
const RULE = /^─/;
/** Its first answer, marked. */
const DIALOG = /^ +❯ 1\. Yes/m;
const KEY_AGAIN_MS = 1_000;

export class ClaudeTerminal {
  readonly #workbench: Workbench;
  readonly #configDir: string;
  readonly #view: Locator;
  /** The process of this terminal's Claude Code. */
  readonly pid: number;

  private constructor(workbench: Workbench, configDir: string, view: Locator, pid: number) {
    this.#workbench = workbench;
    this.#configDir = configDir;
    this.#view = view;
    this.pid = pid;
  }

  /**
   * Opens a terminal, types `claude`, and waits for its empty prompt.
   * @param beside the terminal that is focused stays in sight, to the left of it
   */
  static async start(workbench: Workbench, configDir: string, { beside = false } = {}): Promise<ClaudeTerminal> {
    const before = new Set((await sessionRecords(configDir)).map(({ pid }) => pid));
    const views = workbench.page.locator(".terminal-wrapper:has(.xterm)");
    const view = views.nth(await views.count());
    if (beside) await workbench.runCommand("Terminal: Split Terminal");
    else await workbench.openTerminal();
    const untilShown = (what: string, pattern: RegExp): Promise<true> =>
      until(
        what,
        // In a narrow terminal the line goes on in the next row.
        async () => pattern.test((await screenOf(view)).replaceAll("\n", "")) || null,
        () => screenOf(view),
      );
    await untilShown("the shell's prompt", /[$#] ?$/);
    await typeInto(view, "claude");
    await untilShown("`claude` typed", /[$#] ?claude$/);
    await workbench.page.keyboard.press("Enter");
    const { pid } = await until(
      "a session of Claude Code",
      async () => (await sessionRecords(configDir)).find(({ pid }) => !before.has(pid)),
      () => screenOf(view),
    );
    const terminal = new ClaudeTerminal(workbench, configDir, view, pid);
    await terminal.untilPrompt("");
    await terminal.untilStatus("idle");
    return terminal;
  }

  /** The rows of this terminal, which must be in sight. */
  screen(): Promise<string> {
    return screenOf(this.#view);
  }

  /** Waits until the screen shows this. */
  async untilShown(pattern: RegExp): Promise<void> {
    await until(
      `${String(pattern)} on the screen`,
      async () => pattern.test(await this.screen()) || null,
      () => this.screen(),
    );
  }

  /** Waits until the screen does not show this. */
  async untilNotShown(pattern: RegExp): Promise<void> {
    await until(
      `no ${String(pattern)} on the screen`,
      async () => !pattern.test(await this.screen()) || null,
      () => this.screen(),
    );
  }

  /** Waits until the prompt reads exactly this. */
  async untilPrompt(text: string): Promise<void> {
    await until(
      `the prompt reading "${text}"`,
      async () => (await this.prompt()) === text || null,
      () => this.screen(),
    );
  }

  /** What the prompt holds, its rows with a space between them and none at the end; null when no prompt is on the screen. */
  async prompt(): Promise<string | null> {
    const rows = (await this.screen()).split("\n");
    const first = rows.findLastIndex((row) => PROMPT.test(row));
    if (first === -1) return null;
    const last = rows.findIndex((row, index) => index > first && RULE.test(row));
    return rows
      .slice(first, last === -1 ? first + 1 : last)
      .map((row) => row.slice(2))
      .join(" ")
      .trimEnd();
  }

  /** Waits until Claude Code says that it is in this state. */
  untilStatus(status: string): Promise<SessionRecord> {
    return until(
      `the status ${status}`,
      async () => (await this.records()).find((record) => record.status === status),
      async () => JSON.stringify(await this.records()),
    );
  }

  /** Waits until Claude Code has ended and taken its record back. */
  async untilEnded(): Promise<void> {
    await until("the end of its record", async () => ((await this.records()).length === 0 ? true : null));
  }

  /** Types, whatever takes the keys. */
  async type(text: string): Promise<void> {
    await typeInto(this.#view, text);
  }

  /** Presses a key or a chord, as Playwright names them. */
  async press(...keys: string[]): Promise<void> {
    await focus(this.#view);
    for (const key of keys) await this.#workbench.page.keyboard.press(key);
  }

  /** Types at the prompt, waits until it stands there, and presses Enter. */
  async submit(text: string): Promise<void> {
    await this.type(text);
    await this.untilPrompt(text);
    await this.press("Enter");
  }

  /** Answers the question of Claude Code's that is open. */
  async answerDialog(key: "Enter" | "Escape"): Promise<void> {
    let pressed = -Infinity;
    await until(
      "the end of the dialog",
      async () => {
        if (!DIALOG.test(await this.screen())) return true;
        // Claude Code ignores a key that comes right after the dialog has opened.
        if (performance.now() - pressed > KEY_AGAIN_MS) {
          await this.press(key);
          pressed = performance.now();
        }
        return null;
      },
      () => this.screen(),
    );
  }

  /** What Claude Code calls its session now. */
  async name(): Promise<string> {
    const [record] = await this.records();
    return record?.name ?? "";
  }

  /** Of its session now. */
  async sessionId(): Promise<string> {
    const [record] = await this.records();
    return record?.sessionId ?? "";
  }

  async records(): Promise<SessionRecord[]> {
    return (await sessionRecords(this.#configDir)).filter(({ pid }) => pid === this.pid);
  }
}

const focus = (view: Locator): Promise<void> => view.locator("textarea.xterm-helper-textarea").focus();

async function typeInto(view: Locator, text: string): Promise<void> {
  await focus(view);
  await view.page().keyboard.type(text);
}

async function screenOf(view: Locator): Promise<string> {
  const rows = await view.locator(".xterm-rows > div").allTextContents();
  return rows.map((row) => row.replaceAll("\u00A0", " ").trimEnd()).join("\n");
}
