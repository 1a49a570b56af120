import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { BursarApi } from "../../src/extension.ts";
import { formatCount } from "../../src/shared/format.ts";
import { activateBursar, untilSnapshot } from "./bursar.ts";
import { appendRequest, type FakeSession } from "./claudeFiles.ts";

/** Stands in for the user at VS Code's own questions, which a test cannot click. */
type Answers = Partial<
  Record<"showQuickPick" | "showSaveDialog" | "showInputBox" | "showWarningMessage" | "showInformationMessage", unknown>
>;

describe("history", () => {
  let api: BursarApi;
  let folder: string;
  const asked: { question: string; text: string }[] = [];
  const restore: (() => void)[] = [];

  before(async () => {
    api = await activateBursar();
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bursar-history-")));
  });
  afterEach(() => {
    asked.length = 0;
    for (const undo of restore.splice(0)) undo();
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** `answers`: a value, or a function of what is offered. */
  const answer = (answers: Answers): void => {
    const window = vscode.window as unknown as Record<string, unknown>;
    for (const [question, reply] of Object.entries(answers)) {
      const original = window[question];
      restore.push(() => {
        window[question] = original;
      });
      window[question] = async (first: unknown, ...rest: unknown[]) => {
        const offered: unknown = await first;
        asked.push({ question, text: JSON.stringify([offered, ...rest]) });
        return typeof reply === "function" ? (reply as (offered: unknown) => unknown)(offered) : reply;
      };
    }
  };
  /** Picks the items with these labels, one a question. */
  const pick = (...labels: string[]) => {
    const left = [...labels];
    return (offered: unknown): unknown => {
      const wanted = left.shift();
      return (offered as { label: string }[]).find(({ label }) => label === wanted);
    };
  };

  /** A session in a project of its own with one request, known to the engine. */
  const newSession = async (): Promise<FakeSession> => {
    const session = { sessionId: randomUUID(), cwd: join(folder, randomUUID()) };
    mkdirSync(session.cwd);
    appendRequest(session, { input: 100, cacheRead: 1_000, output: 50 });
    await untilSnapshot(api, ({ recent }) => recent.some(({ sessionId }) => sessionId === session.sessionId));
    return session;
  };
  const exported = async (format: string, extension: string): Promise<string> => {
    const path = join(folder, `export.${extension}`);
    answer({ showQuickPick: pick(format), showSaveDialog: vscode.Uri.file(path), showInformationMessage: undefined });
    await vscode.commands.executeCommand("bursar.exportHistory");
    for (const undo of restore.splice(0)) undo();
    return readFileSync(path, "utf8");
  };

  it("is exported into the file that the user names", async () => {
    const { sessionId, cwd } = await newSession();
    const requests = JSON.parse(await exported("JSON", "json")) as { sessionId: string; project: string }[];
    assert.equal(requests.find((request) => request.sessionId === sessionId)?.project, cwd);
    assert.match(asked.at(-1)?.text ?? "", new RegExp(`^\\["${formatCount(requests.length)} requests? written to .*export\\.json\\.","Open"\\]$`)); // prettier-ignore
    const csv = await exported("CSV", "csv");
    assert.equal(csv.trimEnd().split("\r\n").length, requests.length + 1);
    assert.equal((await exported("JSON lines", "jsonl")).trimEnd().split("\n").length, requests.length);
  });

  it("opens the export when asked to", async () => {
    await newSession();
    const path = join(folder, "opened.jsonl");
    answer({
      showQuickPick: pick("JSON lines"),
      showSaveDialog: vscode.Uri.file(path),
      showInformationMessage: "Open",
    });
    await vscode.commands.executeCommand("bursar.exportHistory");
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, path);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("of a project is forgotten after a confirmation that says what goes, and stays away", async () => {
    const kept = await newSession();
    const gone = await newSession();
    answer({
      showQuickPick: pick("A project…", basename(gone.cwd)),
      showWarningMessage: "Forget",
      showInformationMessage: undefined,
    });
    await vscode.commands.executeCommand("bursar.forgetHistory");
    const question = asked.find(({ question: name }) => name === "showWarningMessage")?.text ?? "";
    assert.match(question, /Forget 1 request of 1 session \(/);
    assert.match(question, /"modal":true/);
    assert.match(question, /cannot be brought back/);
    await untilSnapshot(api, ({ recent }) => !recent.some(({ sessionId }) => sessionId === gone.sessionId));
    const requests = JSON.parse(await exported("JSON", "json")) as FakeSession[];
    const sessions = new Set(requests.map(({ sessionId }) => sessionId));
    assert.ok(sessions.has(kept.sessionId) && !sessions.has(gone.sessionId));
    // What comes later counts again.
    appendRequest(gone, { input: 1, cacheRead: 1, output: 1 });
    await untilSnapshot(api, ({ recent }) =>
      recent.some(({ sessionId, cost }) => sessionId === gone.sessionId && cost.requests === 1),
    );
  });

  it("is kept when the user does not confirm", async () => {
    const { sessionId } = await newSession();
    answer({
      showQuickPick: pick("Everything before a date…"),
      showInputBox: "2099-01-01",
      showWarningMessage: undefined,
      showInformationMessage: undefined,
    });
    await vscode.commands.executeCommand("bursar.forgetHistory");
    assert.match(asked.find(({ question }) => question === "showWarningMessage")?.text ?? "", /before 2099-01-01\?/);
    const requests = JSON.parse(await exported("JSON", "json")) as FakeSession[];
    assert.ok(requests.some((request) => request.sessionId === sessionId));
  });

  it("says so when there is nothing to forget", async () => {
    answer({
      showQuickPick: pick("Everything before a date…"),
      showInputBox: "2001-01-01",
      showInformationMessage: undefined,
    });
    await vscode.commands.executeCommand("bursar.forgetHistory");
    assert.match(asked.at(-1)?.text ?? "", /holds nothing before 2001-01-01\./);
  });
});
