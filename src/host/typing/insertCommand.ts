import * as l10n from "@vscode/l10n";
import type { SessionPlace } from "../../shared/engineProtocol.ts";
import type { Clock } from "../../shared/clock.ts";
import { within } from "../../shared/within.ts";
import { findTarget, reads, type Target, whyNotSend, whyNotType } from "./insertDecision.ts";
import { type PromptState, readPrompt } from "./promptScreen.ts";
import type { RenderedScreen } from "./renderedScreen.ts";
import { isTypable } from "../../shared/typableCommand.ts";

/** A terminal that still starts has no process yet, and then no session either. */
const PROCESS_ID_TIMEOUT_MS = 2_000;
/** A screen that is being redrawn, or whose beginning is still on its way, shows no prompt for a moment. */
const REDRAW_MS = 500;
/** From a key to its being seen: the way to Claude Code and back, over a slow connection too. */
const READ_BACK_MS = 3_000;

/** What became of a command. `why` is a sentence for the user. */
export type InsertResult =
  | { kind: "submitted" }
  /** It stands in the terminal, and Enter was not pressed. */
  | { kind: "inserted"; why: string }
  /** It stands in the input box of Claude Code's panel. */
  | { kind: "prefilled" }
  | { kind: "copied"; why: string };

/** Whether Bursar presses Enter itself: `ask` offers it, once. */
export type PressEnter = "ask" | "always" | "never";

export interface TypingTerminal {
  readonly processId: PromiseLike<number | undefined>;
  /** What it shows; null when that is not known. */
  readonly screen: RenderedScreen | null;
  isOpen(): boolean;
  /** Brings it to the front and gives it the keyboard. */
  show(): void;
  type(text: string): void;
  pressEnter(): void;
}

/** What inserting needs of the editor. */
export interface TypingEditor {
  terminals(): readonly TypingTerminal[];
  readonly pressEnter: PressEnter;
  offerToPressEnter(): void;
  /** Puts a command into the input box of a session in Claude Code's panel; false when that cannot be done. */
  prefill(command: string, sessionId: string): Promise<boolean>;
  copy(text: string): PromiseLike<void>;
  tell(message: string): void;
}

export interface TypingSessions {
  /** Where a session is at this moment; may reject when the engine is down. */
  locate(sessionId: string): Promise<SessionPlace>;
  /** Whether the session's settings turn vim keys on. */
  usesVim(sessionId: string): Promise<boolean>;
}

/**
 * Puts commands at a session's prompt, and sends them where the user wants that, as far as what the terminal shows makes
 * it certain that nothing else receives them; else copies them and tells the user where to paste. Nothing that stands in
 * a prompt is ever removed.
 */
export class CommandInserter {
  readonly #editor: TypingEditor;
  readonly #sessions: TypingSessions;
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(editor: TypingEditor, sessions: TypingSessions, clock: Clock) {
    this.#editor = editor;
    this.#sessions = sessions;
    this.#clock = clock;
  }

  /** One command after another, so that the second one sees what the first one did. Rejects for what Bursar never types. */
  insert(command: string, sessionId: string): Promise<InsertResult> {
    if (!isTypable(command)) return Promise.reject(new Error(l10n.t('Bursar does not type "{0}".', command)));
    const result = this.#last.then(() => this.#insert(command, sessionId));
    this.#last = result.catch(() => {});
    return result;
  }

  async #insert(command: string, sessionId: string): Promise<InsertResult> {
    const terminals = this.#editor.terminals();
    const pids = await Promise.all(
      terminals.map(({ processId }) => within(PROCESS_ID_TIMEOUT_MS, this.#clock, processId)),
    );
    const find = async (): Promise<Target> => findTarget(await this.#locate(sessionId), pids);

    const first = await find();
    if (first.kind === "nowhere") return this.#copy(command, first.why);
    if (first.kind === "panel") return this.#prefill(command, sessionId);
    const terminal = terminals[first.terminal];
    terminal?.show();
    const usesVim = await this.#usesVim(sessionId);
    const screen = terminal?.screen ?? null;
    const prompt = (): PromptState | null => promptOn(screen, usesVim);
    const isSeen = screen !== null && (await this.#isSeen(screen, prompt));

    // Showing takes a moment in which a dialog may have opened: what is true now counts.
    const now = await find();
    if (now.kind === "nowhere") return this.#copy(command, now.why);
    if (!terminal?.isOpen() || !isSame(first, now)) return this.#copy(command, l10n.t("The terminal has just closed."));
    const seen = prompt();
    if (isSeen && seen === null) return this.#copy(command, l10n.t("Claude Code has just left the terminal."));
    const why = whyNotType(now.status, seen, usesVim);
    if (why !== null) return this.#copy(command, why);
    terminal.type(command);
    if (seen === null || !screen) return this.#leaveEnter(command, whyNotSend(now.status, seen, command));
    if (!(await this.#until(screen, READ_BACK_MS, () => reads(prompt(), command)))) {
      const why = l10n.t("The prompt does not read exactly {0}: look before you press Enter.", command);
      this.#editor.tell(`${l10n.t("Bursar typed {0}.", command)} ${why}`);
      return { kind: "inserted", why };
    }
    if (this.#editor.pressEnter === "never") return this.#leaveEnter(command, null);

    const last = await find();
    await this.#isSeen(screen, prompt);
    const status = terminal.isOpen() && isSame(first, last) ? last.status : "background";
    const whyLeave = whyNotSend(status, prompt(), command);
    if (whyLeave !== null) return this.#leaveEnter(command, whyLeave);
    if (this.#editor.pressEnter === "ask") {
      this.#editor.offerToPressEnter();
      return this.#leaveEnter(command, null);
    }
    terminal.pressEnter();
    return { kind: "submitted" };
  }

  /** @param why null when the user wants to press it. */
  #leaveEnter(command: string, why: string | null): InsertResult {
    if (why !== null && this.#editor.pressEnter === "always")
      this.#editor.tell(`${l10n.t("Bursar typed {0}.", command)} ${why}`);
    return { kind: "inserted", why: why ?? l10n.t("Press Enter to send it.") };
  }

  /** Whether the terminal's screen is known, when all that it was given is drawn and no redrawing is under way. */
  async #isSeen(screen: RenderedScreen, prompt: () => PromptState | null): Promise<boolean> {
    await screen.settled();
    await this.#until(screen, REDRAW_MS, () => {
      const state = prompt();
      return state !== null && state.kind !== "notAPrompt";
    });
    return prompt() !== null;
  }

  async #prefill(command: string, sessionId: string): Promise<InsertResult> {
    if (await this.#editor.prefill(command, sessionId)) return { kind: "prefilled" };
    return this.#copy(
      command,
      l10n.t("This session runs in Claude Code's own panel: paste it into the panel's input box."),
    );
  }

  async #copy(command: string, why: string): Promise<InsertResult> {
    await this.#editor.copy(command);
    this.#editor.tell(`${l10n.t("Copied {0} to the clipboard.", command)} ${why}`);
    return { kind: "copied", why };
  }

  async #locate(sessionId: string): Promise<SessionPlace> {
    try {
      return await this.#sessions.locate(sessionId);
    } catch (error) {
      return { kind: "none", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Settings that cannot be read in time may say anything. */
  async #usesVim(sessionId: string): Promise<boolean> {
    return (await within(REDRAW_MS, this.#clock, this.#sessions.usesVim(sessionId))) ?? true;
  }

  /** Whether it becomes true in time. */
  async #until(screen: RenderedScreen, ms: number, isTrue: () => boolean): Promise<boolean> {
    if (isTrue()) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const listening = screen.onChange(() => {
      if (isTrue()) resolve(true);
    });
    const callOff = this.#clock.after(ms, () => {
      resolve(false);
    });
    const became = await promise;
    callOff();
    listening.dispose();
    return became;
  }
}

function promptOn(screen: RenderedScreen | null, usesVim: boolean): PromptState | null {
  const shown = screen?.screen;
  return shown ? readPrompt(shown, usesVim || screen.vimSeen) : null;
}

function isSame(
  one: Extract<Target, { kind: "terminal" }>,
  other: Target,
): other is Extract<Target, { kind: "terminal" }> {
  return other.kind === "terminal" && other.terminal === one.terminal && other.pid === one.pid;
}
