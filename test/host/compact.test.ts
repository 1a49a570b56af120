import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { activateBursar, untilSnapshot } from "./bursar.ts";
import {
  appendCommit,
  appendPastSessions,
  appendRequest,
  type FakeSession,
  untilFile,
  writeSessionRecord,
} from "./claudeFiles.ts";

/** Sits in a terminal as Claude Code does: takes every key by itself, and keeps what it gets. */
const PROMPT = `
import { appendFileSync, writeFileSync } from "node:fs";
const [, , record] = process.argv;
process.stdin.setRawMode(true);
process.stdin.on("data", (chunk) => appendFileSync(record, chunk));
writeFileSync(record + ".pid", String(process.pid) + "\\n");
`;

interface TerminalSession extends FakeSession {
  terminal: vscode.Terminal;
  /** What was typed into the terminal. */
  record: string;
  end: () => void;
}

describe("/compact", () => {
  let api: BursarApi;
  let folder: string;
  const open: { end: () => void }[] = [];

  before(async function () {
    // The start time that tells a process from a later one with its id is read from /proc.
    if (process.platform !== "linux") this.skip();
    api = await activateBursar();
    folder = mkdtempSync(join(tmpdir(), "bursar-terminals-"));
    writeFileSync(join(folder, "prompt.mjs"), PROMPT);
    appendPastSessions(folder, { sessions: 6, requests: 60 });
  });
  afterEach(async () => {
    for (const { end } of open.splice(0)) end();
    await untilSnapshot(api, ({ suggestions }) => suggestions.length === 0);
    await vscode.env.clipboard.writeText("");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const newSession = (): FakeSession => ({ sessionId: randomUUID(), cwd: folder });

  /** A live session in a terminal of its own, below a shell, with a context far above what is worth compacting. */
  const openSession = async (status: string): Promise<TerminalSession> => {
    const session = newSession();
    const record = join(folder, session.sessionId);
    writeFileSync(record, "");
    const terminal = vscode.window.createTerminal({
      name: session.sessionId,
      shellPath: "/bin/sh",
      shellArgs: ["-c", '"$0" "$1" "$2"; exit', process.execPath, join(folder, "prompt.mjs"), record],
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
    const pid = Number(await untilFile(`${record}.pid`, (content) => content.endsWith("\n")));
    const endRecord = writeSessionRecord(session, { pid, status, entrypoint: "cli" });
    appendRequest(session, { input: 100, cacheRead: 20_000, output: 100 });
    appendCommit(session, { input: 100, cacheRead: 500_000, output: 1_000 });
    const opened = {
      ...session,
      terminal,
      record,
      end: () => {
        endRecord();
        terminal.dispose();
      },
    };
    open.push(opened);
    return opened;
  };

  const suggestionFor = async ({ sessionId }: FakeSession): Promise<string> => {
    const { suggestions } = await untilSnapshot(api, (snapshot) =>
      snapshot.suggestions.some(({ id }) => id === `compact:${sessionId}`),
    );
    return suggestions.find(({ id }) => id === `compact:${sessionId}`)?.id ?? "";
  };

  /** All that the terminal was given: a mark is sent after it, so that nothing can still be on its way. */
  const typedInto = async ({ terminal, record }: TerminalSession): Promise<string> => {
    terminal.sendText("<END>", false);
    return (await untilFile(record, (content) => content.endsWith("<END>"))).slice(0, -"<END>".length);
  };

  it("goes to the terminal of that session and no other, without Enter, and shows it", async () => {
    const one = await openSession("idle");
    const two = await openSession("idle");
    await suggestionFor(two);
    await vscode.commands.executeCommand("bursar.act", await suggestionFor(one));
    await untilFile(one.record, (content) => content !== "");
    assert.equal(await typedInto(one), "/compact");
    assert.equal(await typedInto(two), "");
    assert.equal(vscode.window.activeTerminal, one.terminal);

    await vscode.commands.executeCommand("bursar.act", await suggestionFor(two));
    await untilFile(two.record, (content) => content !== "<END>");
    assert.equal(await typedInto(two), "<END>/compact");
    assert.equal(readFileSync(one.record, "utf8"), "/compact<END>");
  });

  for (const status of ["waiting", "busy", "shell"]) {
    it(`goes to the clipboard, and not into the terminal, while the session is ${status}`, async () => {
      const session = await openSession(status);
      await vscode.commands.executeCommand("bursar.act", await suggestionFor(session));
      assert.equal(await vscode.env.clipboard.readText(), "/compact");
      assert.equal(await typedInto(session), "");
      assert.equal(vscode.window.activeTerminal, session.terminal);
    });
  }

  it("goes to the clipboard when the session sits in no terminal", async () => {
    const session = newSession();
    const end = writeSessionRecord(session, { pid: process.pid, status: "idle", entrypoint: "claude-vscode" });
    open.push({ end });
    appendRequest(session, { input: 100, cacheRead: 20_000, output: 100 });
    appendCommit(session, { input: 100, cacheRead: 500_000, output: 1_000 });
    await vscode.commands.executeCommand("bursar.act", await suggestionFor(session));
    assert.equal(await vscode.env.clipboard.readText(), "/compact");
  });
});
