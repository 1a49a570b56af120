import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { Settings } from "../../src/host/config.ts";
import { CommandInserter, type InsertResult, type TypingSessions } from "../../src/host/typing/insertCommand.ts";
import { textOf } from "../../src/host/typing/screen.ts";
import { TerminalScreens } from "../../src/host/typing/terminalScreens.ts";
import { vscodeTyping } from "../../src/host/typing/vscodeTyping.ts";
import { type Clock, systemClock } from "../../src/shared/clock.ts";
import { activateBursar, firstOf, untilSnapshot } from "./bursar.ts";
import { appendCommit, appendPastSessions, appendRequest, untilFile, writeSessionRecord } from "./claudeFiles.ts";

/** Gives a busy machine ten times as long; what comes in time is not held up by it. */
const patientClock: Clock = { now: systemClock.now, after: (ms, run) => systemClock.after(10 * ms, run) };

/** A program in a terminal that shows a view of Claude Code's. */
interface PromptTerminal {
  terminal: vscode.Terminal;
  pid: number;
  /** What was typed into the terminal. */
  record: string;
}

describe("typing at a prompt", () => {
  let api: BursarApi;
  let folder: string;
  let program: string;
  let screens: TerminalScreens;
  let inserterWith: (clock: Clock) => CommandInserter;
  let session: PromptTerminal;
  const settings = new Settings();
  const pressEnter = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration().update("bursar.actions.pressEnter", value, vscode.ConfigurationTarget.Global);

  before(async function () {
    // The shells' ways are those of Linux here.
    if (process.platform !== "linux") this.skip();
    api = await activateBursar();
    program = join(vscode.extensions.getExtension("bursar.bursar")?.extensionPath ?? "", "test/host/promptProgram.mjs");
    folder = mkdtempSync(join(tmpdir(), "bursar-typing-"));
    appendPastSessions(folder, { sessions: 6, requests: 60 });
    screens = new TerminalScreens();
    const state = new Map<string, unknown>();
    const memento = {
      keys: () => [...state.keys()],
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
    };
    const sessions: TypingSessions = {
      locate: async () => {
        const ancestors = [(await session.terminal.processId) ?? 0];
        return { kind: "process", pid: session.pid, ancestors, status: "idle", host: "terminal" };
      },
      usesVim: () => Promise.resolve(false),
    };
    const editor = vscodeTyping(screens, settings, memento as vscode.Memento);
    inserterWith = (clock) => new CommandInserter(editor, sessions, clock);
  });
  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await vscode.env.clipboard.writeText("");
    await pressEnter(undefined);
  });
  after(() => {
    settings.dispose();
    if (process.platform !== "linux") return;
    screens.dispose();
    rmSync(folder, { recursive: true });
  });

  const openTerminal = async (view: string, shell: "bash" | "without integration" = "bash"): Promise<void> => {
    const record = join(folder, randomUUID());
    writeFileSync(record, "");
    const command = [process.execPath, program, view, record];
    const terminal = vscode.window.createTerminal({
      name: view,
      env: { ELECTRON_RUN_AS_NODE: "1" },
      ...(shell === "bash"
        ? { shellPath: "/bin/bash" }
        : { shellPath: "/bin/sh", shellArgs: ["-c", '"$0" "$@"; exit', ...command] }),
    });
    if (shell === "bash") {
      const { shellIntegration } = await firstOf(
        vscode.window.onDidChangeTerminalShellIntegration,
        null,
        (event) => event.terminal === terminal,
      );
      const [node = "", ...args] = command;
      const started = firstOf(
        vscode.window.onDidStartTerminalShellExecution,
        null,
        (event) => event.terminal === terminal,
      );
      shellIntegration.executeCommand(node, args);
      await started;
    }
    const pid = Number(await untilFile(`${record}.pid`, (content) => content.endsWith("\n")));
    session = { terminal, pid, record };
  };

  /** The terminal is seen to show this. */
  const untilSeen = async (isShown: (text: string) => boolean = Boolean): Promise<void> => {
    const screen = screens.screenOf(session.terminal);
    assert.ok(screen, "the terminal is not followed");
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = (): void => {
      if (isShown(screen.screen?.rows.map(textOf).join("\n") ?? "")) resolve();
    };
    const listening = screen.onChange(check);
    check();
    await promise;
    listening.dispose();
  };

  /** All that the terminal was given: a mark is sent after it, so that nothing can still be on its way. */
  const typed = async (): Promise<string> => {
    session.terminal.sendText("<END>", false);
    return (await untilFile(session.record, (content) => content.endsWith("<END>"))).slice(0, -"<END>".length);
  };

  const insert = (command = "/compact", clock: Clock = systemClock): Promise<InsertResult> =>
    inserterWith(clock).insert(command, "s1");

  it("types into an empty prompt, leaves Enter to the user, and offers it once", async () => {
    const window = vscode.window as unknown as Record<string, unknown>;
    const { showInformationMessage } = vscode.window;
    const offered: string[] = [];
    window["showInformationMessage"] = (_message: string, button: string) => {
      offered.push(button);
      return Promise.resolve(undefined);
    };
    try {
      for (let time = 0; time < 2; time++) {
        await openTerminal("prompt");
        await untilSeen();
        assert.equal((await insert("/compact", patientClock)).kind, "inserted");
        assert.equal(await typed(), "/compact");
        assert.equal(vscode.window.activeTerminal, session.terminal);
      }
    } finally {
      window["showInformationMessage"] = showInformationMessage;
    }
    assert.deepEqual(offered, ["Press Enter for Me from Now On"]);
  });

  it("presses Enter, once, for the user who wants that", async () => {
    await pressEnter("always");
    await openTerminal("prompt");
    await untilSeen();
    const focus = "keep the parser and the failing tests of the tokenizer; drop what was tried before "
      .repeat(2)
      .trim();
    assert.deepEqual(await insert(`/compact ${focus}`, patientClock), { kind: "submitted" });
    assert.equal(await typed(), `/compact ${focus}\r`);
  });

  for (const view of ["draft", "shell", "search", "transcript", "dialog"]) {
    it(`types nothing, and copies, where the screen shows ${view} though the session says that it is idle`, async () => {
      await pressEnter("always");
      await openTerminal(view);
      await untilSeen();
      assert.equal((await insert()).kind, "copied");
      assert.equal(await typed(), "");
      assert.equal(await vscode.env.clipboard.readText(), "/compact");
      assert.equal(vscode.window.activeTerminal, session.terminal);
    });
  }

  it("types nothing in vim's NORMAL mode, which looks like no vim, once INSERT mode was seen", async () => {
    await openTerminal("vim");
    await untilSeen((text) => text.includes("-- INSERT --"));
    session.terminal.sendText("\u001B", false);
    await untilSeen((text) => text !== "" && !text.includes("-- INSERT --"));
    assert.equal((await insert()).kind, "copied");
    assert.equal(await typed(), "");
  });

  it("never presses Enter where there is no shell integration", async () => {
    await pressEnter("always");
    await openTerminal("prompt", "without integration");
    assert.equal(screens.screenOf(session.terminal), null);
    assert.equal((await insert()).kind, "inserted");
    assert.equal(await typed(), "/compact");
  });

  it("is what a click on a suggestion does", async () => {
    await pressEnter("always");
    await openTerminal("prompt");
    await untilSeen();
    const live = { sessionId: randomUUID(), cwd: folder };
    const end = writeSessionRecord(live, { pid: session.pid, status: "idle", entrypoint: "cli" });
    try {
      appendRequest(live, { input: 100, cacheRead: 20_000, output: 100 });
      appendCommit(live, { input: 100, cacheRead: 500_000, output: 1_000 });
      const isOurs = ({ id }: { id: string }): boolean => id === `compact:${live.sessionId}`;
      const { suggestions } = await untilSnapshot(api, (snapshot) => snapshot.suggestions.some(isOurs));
      await vscode.commands.executeCommand("bursar.act", suggestions.find(isOurs)?.id);
      assert.match(await typed(), /^\/compact[^\r]*\r$/);
    } finally {
      end();
    }
    await untilSnapshot(api, ({ suggestions }) => suggestions.length === 0);
  });
});
