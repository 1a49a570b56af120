import { homedir } from "node:os";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { requests } from "../../shared/costNote.ts";
import type { Clock } from "../../shared/clock.ts";
import { localDay } from "../../shared/days.ts";
import type { ExportFormat, ExportState } from "../../shared/engineProtocol.ts";
import { formatCount } from "../../shared/format.ts";
import type { EngineProcess } from "../engineProcess.ts";

const formats = (): { label: string; detail: string; format: ExportFormat }[] => [
  { label: "CSV", detail: l10n.t("For spreadsheets: one row a request."), format: "csv" },
  { label: "JSON", detail: l10n.t("An array with one object a request."), format: "json" },
  { label: "JSON lines", detail: l10n.t("One object a line, for tools that read as they go."), format: "jsonl" },
];
const REFRESH_MS = 200;

/** Asks for a format and a file, and has the engine write every request into it. */
export async function exportHistory(engine: Pick<EngineProcess, "request">, clock: Clock): Promise<void> {
  const chosen = await vscode.window.showQuickPick(formats(), {
    title: l10n.t("Export History"),
    placeHolder: l10n.t("Every request that Bursar's ledger holds, as…"),
  });
  if (!chosen) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const file = await vscode.window.showSaveDialog({
    title: l10n.t("Export History"),
    saveLabel: l10n.t("Export"),
    defaultUri: vscode.Uri.joinPath(folder, `bursar-${localDay(clock.now())}.${chosen.format}`),
    filters: { [chosen.label]: [chosen.format] },
  });
  if (!file) return;
  if (file.scheme !== "file") {
    throw new Error(l10n.t("The engine can write to this machine's disk only: choose a file there."));
  }

  const { job } = await engine.request("startExport", { format: chosen.format, path: file.fsPath });
  const end = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t("Exporting history"), cancellable: true },
    (progress, cancellation) => followed(engine, job, clock, progress, cancellation),
  );
  if (end.kind === "failed") throw new Error(l10n.t("The export could not be written: {0}", end.reason));
  if (end.kind !== "written") return;
  const open = l10n.t("Open");
  const message = l10n.t("{requests} written to {file}.", { requests: requests(end.requests), file: file.fsPath });
  const answer = await vscode.window.showInformationMessage(message, open);
  if (answer === open) await vscode.commands.executeCommand("vscode.open", file);
}

/** Shows how far the engine is until it has ended. */
async function followed(
  engine: Pick<EngineProcess, "request">,
  job: number,
  clock: Clock,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancellation: vscode.CancellationToken,
): Promise<Exclude<ExportState, { kind: "writing" }>> {
  let shown = 0;
  for (;;) {
    const state = await engine.request(cancellation.isCancellationRequested ? "cancelExport" : "exportState", { job });
    if (state.kind !== "writing") return state;
    const percent = state.total === 0 ? 100 : (state.done / state.total) * 100;
    const message = l10n.t("{0} of {1} requests", formatCount(state.done), formatCount(state.total));
    progress.report({ message, increment: percent - shown });
    shown = percent;
    await new Promise<void>((resolve) => clock.after(REFRESH_MS, resolve));
  }
}
