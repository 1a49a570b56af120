import { homedir } from "node:os";
import { basename } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { requests as counted } from "../../shared/costNote.ts";
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
  if (count.requests === 0) {
    void vscode.window.showInformationMessage(
      rule.kind === "project"
        ? l10n.t("Bursar's ledger holds nothing of the project “{0}”.", basename(rule.project))
        : l10n.t("Bursar's ledger holds nothing before {0}.", localDay(rule.before)),
    );
    return;
  }
  const forget = l10n.t("Forget");
  const answer = await vscode.window.showWarningMessage(
    rule.kind === "project"
      ? l10n.t("Forget {what} of the project “{project}”?", { what: described(count), project: basename(rule.project) })
      : l10n.t("Forget {what} before {day}?", { what: described(count), day: localDay(rule.before) }),
    {
      modal: true,
      detail: [
        l10n.t(
          "They go from Bursar's ledger and its backups, with their prompts and titles, and cannot be brought back.",
        ),
        rule.kind === "project" ? l10n.t("What you do in this project from now on is counted again.") : "",
        l10n.t("Claude Code's own transcripts stay as they are; Bursar does not count this part of them again."),
      ]
        .filter((sentence) => sentence !== "")
        .join("\n\n"),
    },
    forget,
  );
  if (answer !== forget) return;
  const forgotten = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t("Forgetting history") },
    () => engine.request("forget", rule, TIMEOUT_MS),
  );
  void vscode.window.showInformationMessage(
    rule.kind === "project"
      ? l10n.t("Forgotten: {what} of the project “{project}”.", {
          what: described(forgotten),
          project: basename(rule.project),
        })
      : l10n.t("Forgotten: {what} before {day}.", { what: described(forgotten), day: localDay(rule.before) }),
  );
}

async function askRule(engine: Pick<EngineProcess, "request">, now: number): Promise<ForgetRule | null> {
  const chosen = await vscode.window.showQuickPick(
    [
      { label: l10n.t("A project…"), detail: l10n.t("What was done in one project up to now."), choice: "project" },
      { label: l10n.t("Everything before a date…"), detail: l10n.t("All projects."), choice: "before" },
    ],
    { title: l10n.t("Forget History"), placeHolder: l10n.t("What should Bursar forget?") },
  );
  if (!chosen) return null;
  return chosen.choice === "project" ? askProject(engine) : askDay(now);
}

async function askProject(engine: Pick<EngineProcess, "request">): Promise<ForgetRule | null> {
  const projects = await engine.request("projects", null);
  const chosen = await vscode.window.showQuickPick(projects.map(projectPick), {
    title: l10n.t("Forget a Project"),
    placeHolder: l10n.t("Which project should Bursar forget?"),
    matchOnDescription: true,
  });
  return chosen ? { kind: "project", project: chosen.project } : null;
}

const projectPick = ({ project, requests, lastRequest }: ProjectHistory) => ({
  label: basename(project),
  description: project.startsWith(homedir()) ? `~${project.slice(homedir().length)}` : project,
  detail: l10n.t("{requests}, the last on {day}", { requests: counted(requests), day: localDay(lastRequest) }),
  project,
});

async function askDay(now: number): Promise<ForgetRule | null> {
  const text = await vscode.window.showInputBox({
    title: l10n.t("Forget Everything before a Date"),
    prompt: l10n.t("The first day to keep, as YYYY-MM-DD"),
    value: `${localDay(now).slice(0, 8)}01`,
    validateInput: (value) => {
      const day = parseDay(value.trim());
      if (day === null) return l10n.t("A day is written YYYY-MM-DD.");
      return day > now ? l10n.t("This day is yet to come.") : null;
    },
  });
  const before = text === undefined ? null : parseDay(text.trim());
  return before === null ? null : { kind: "before", before };
}

const described = ({ requests, sessions, usd }: ForgetCount) =>
  l10n.t("{requests} of {sessions} ({usd})", {
    requests: counted(requests),
    sessions: sessions === 1 ? l10n.t("1 session") : l10n.t("{0} sessions", formatCount(sessions)),
    usd: formatUsd(usd),
  });
