import { homedir } from "node:os";
import { basename } from "node:path";
import * as vscode from "vscode";
import { localDay, parseDay } from "../../shared/days.ts";
import type { ForgetCount, ForgetRule, ProjectHistory } from "../../shared/engineProtocol.ts";
import { formatCount, formatUsd } from "../../shared/format.ts";
import type { EngineProcess } from "../engineProcess.ts";

/** Removing much of a long history takes the engine a while. */
const TIMEOUT_MS = 120_000;

/** Asks what to forget, says what that means, and has the engine do it. */
export async function forgetHistory(engine: Pick<EngineProcess, "request">, now: number): Promise<void> {
  const rule = await askRule(engine, now);
  if (!rule) return;
  const count = await engine.request("countForgettable", rule, TIMEOUT_MS);
  const what =
    rule.kind === "project" ? `of the project “${basename(rule.project)}”` : `before ${localDay(rule.before)}`;
  if (count.requests === 0) {
    void vscode.window.showInformationMessage(`Bursar's ledger holds nothing ${what}.`);
    return;
  }
  const answer = await vscode.window.showWarningMessage(
    `Forget ${described(count)} ${what}?`,
    {
      modal: true,
      detail: [
        "They go from Bursar's ledger and its backups, with their prompts and titles, and cannot be brought back.",
        rule.kind === "project" ? "What you do in this project from now on is counted again." : "",
        "Claude Code's own transcripts stay as they are; Bursar does not count this part of them again.",
      ]
        .filter((sentence) => sentence !== "")
        .join("\n\n"),
    },
    "Forget",
  );
  if (answer !== "Forget") return;
  const forgotten = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Forgetting history" },
    () => engine.request("forget", rule, TIMEOUT_MS),
  );
  void vscode.window.showInformationMessage(`Forgotten: ${described(forgotten)} ${what}.`);
}

async function askRule(engine: Pick<EngineProcess, "request">, now: number): Promise<ForgetRule | null> {
  const chosen = await vscode.window.showQuickPick(
    [
      { label: "A project…", detail: "What was done in one project up to now.", choice: "project" },
      { label: "Everything before a date…", detail: "All projects.", choice: "before" },
    ],
    { title: "Forget History", placeHolder: "What should Bursar forget?" },
  );
  if (!chosen) return null;
  return chosen.choice === "project" ? askProject(engine) : askDay(now);
}

async function askProject(engine: Pick<EngineProcess, "request">): Promise<ForgetRule | null> {
  const projects = await engine.request("projects", null);
  const chosen = await vscode.window.showQuickPick(projects.map(projectPick), {
    title: "Forget a Project",
    placeHolder: "Which project should Bursar forget?",
    matchOnDescription: true,
  });
  return chosen ? { kind: "project", project: chosen.project } : null;
}

const projectPick = ({ project, requests, lastRequest }: ProjectHistory) => ({
  label: basename(project),
  description: project.startsWith(homedir()) ? `~${project.slice(homedir().length)}` : project,
  detail: `${formatCount(requests)} requests, the last on ${localDay(lastRequest)}`,
  project,
});

async function askDay(now: number): Promise<ForgetRule | null> {
  const text = await vscode.window.showInputBox({
    title: "Forget Everything before a Date",
    prompt: "The first day to keep, as YYYY-MM-DD",
    value: `${localDay(now).slice(0, 8)}01`,
    validateInput: (value) => {
      const day = parseDay(value.trim());
      if (day === null) return "A day is written YYYY-MM-DD.";
      return day > now ? "This day is yet to come." : null;
    },
  });
  const before = text === undefined ? null : parseDay(text.trim());
  return before === null ? null : { kind: "before", before };
}

const described = ({ requests, sessions, usd }: ForgetCount) =>
  `${counted(requests, "request")} of ${counted(sessions, "session")} (${formatUsd(usd)})`;

const counted = (number: number, noun: string) => `${formatCount(number)} ${noun}${number === 1 ? "" : "s"}`;
