import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { dataDir } from "../../shared/dataDir.ts";
import { type Disposable, DisposableStore } from "../../shared/disposables.ts";
import type { Snapshot } from "../../shared/snapshot.ts";
import { contextKeys } from "../contributions.ts";
import {
  type BridgeSource,
  connect,
  type ConnectPlan,
  disconnect,
  planConnection,
  refreshConnections,
} from "./connection.ts";
import { readConnectionState } from "./connectionState.ts";
import { findOverrides, managedSettings } from "./overrides.ts";
import { withoutIcons } from "../../shared/withoutIcons.ts";

/** A document that shows a settings.json before or after the change. */
const SCHEME = "bursar-settings";

/** Connects and disconnects the status line: asks, shows the change, carries it out. */
export class LiveLimits implements Disposable {
  readonly #extension: string;
  readonly #snapshot: () => Snapshot | null;
  readonly #disposables = new DisposableStore();
  readonly #shown = new Map<string, string>();

  /** @param extension the extension's folder */
  constructor(extension: string, snapshot: () => Snapshot | null, log: (message: string) => void) {
    this.#extension = extension;
    this.#snapshot = snapshot;
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: ({ path }) => this.#shown.get(path) ?? "",
      }),
    );
    this.#refresh().catch((error: unknown) => {
      log(`The status-line bridge could not be brought up to date: ${String(error)}`);
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** @param asked the config directory to connect, when a click has named one */
  async connect(asked: unknown): Promise<void> {
    const configDir = await this.#chooseDir(
      asked,
      l10n.t("Which account should Bursar read the limits of?"),
      this.#known(),
    );
    if (configDir === null) return;
    const source = await this.#source();
    const result = await planConnection(configDir, source);
    const overrides = await findOverrides({
      configDir,
      managed: managedSettings(process.platform),
      folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    });
    if (result.kind === "connected") {
      const noted = (await readConnectionState(source.dataDir)).connections.some(
        (each) => each.configDir === configDir,
      );
      if (!noted) {
        throw new Error(
          l10n.t(
            "{0} runs Bursar's status line, but the note of what was there before is lost. Remove its statusLine, then connect again.",
            join(configDir, "settings.json"),
          ),
        );
      }
      await this.#refresh();
      void vscode.window.showInformationMessage([l10n.t("Live limits are connected."), ...overrides].join(" "));
      return;
    }
    if (!(await this.#confirmed(result.plan, overrides))) return;
    await connect(result.plan, source);
    await this.#refresh();
    void vscode.window.showInformationMessage(
      [
        l10n.t("Live limits are connected. They show with the next answer of Claude Code in a terminal."),
        ...overrides,
      ].join(" "),
    );
  }

  async disconnect(): Promise<void> {
    const source = await this.#source();
    const { connections } = await readConnectionState(source.dataDir);
    if (connections.length === 0) {
      void vscode.window.showInformationMessage(l10n.t("Live limits are not connected."));
      return;
    }
    const dirs = connections.map(({ configDir }) => configDir);
    const configDir = await this.#chooseDir(undefined, l10n.t("Which account should be disconnected?"), dirs);
    if (configDir === null) return;
    const settings = join(configDir, "settings.json");
    const result = await disconnect(configDir, source.dataDir, source.platform);
    await this.#refresh();
    void vscode.window.showInformationMessage(
      {
        restored: l10n.t("Live limits are disconnected: {0} is as it was before.", settings),
        restoredMember: l10n.t("Live limits are disconnected: the status line in {0} is as it was before.", settings),
        notOurs: l10n.t(
          "Live limits are disconnected. {0} no longer ran Bursar's status line and was left as it is.",
          settings,
        ),
      }[result],
    );
  }

  #known(): string[] {
    const snapshot = this.#snapshot();
    if (!snapshot) throw new Error(l10n.t("Bursar is still starting. Try again in a moment."));
    return snapshot.windows.map(({ configDir }) => configDir);
  }

  async #chooseDir(asked: unknown, question: string, dirs: readonly string[]): Promise<string | null> {
    if (typeof asked === "string" && dirs.includes(asked)) return asked;
    const [only] = dirs;
    if (dirs.length === 1 && only !== undefined) return only;
    const chosen = await vscode.window.showQuickPick(
      dirs.map((dir) => ({ label: withoutIcons(basename(dir)), description: withoutIcons(dir), dir })),
      { title: l10n.t("Live Limits"), placeHolder: question },
    );
    return chosen?.dir ?? null;
  }

  /** Shows the file before and after, and asks. */
  async #confirmed({ settings, before, after, command }: ConnectPlan, overrides: readonly string[]): Promise<boolean> {
    const documents = ["before", "after"].map((state) =>
      vscode.Uri.from({ scheme: SCHEME, path: `/${state}/settings.json` }),
    );
    const [left, right] = documents;
    if (!left || !right) return false;
    this.#shown.set(left.path, before?.toString() ?? "").set(right.path, after);
    await vscode.commands.executeCommand(
      "vscode.diff",
      left,
      right,
      l10n.t("{0}: what Bursar would change", settings),
      {
        preview: true,
      },
    );
    const connect = l10n.t("Connect");
    const answer = await vscode.window.showInformationMessage(
      l10n.t("Connect live limits?"),
      {
        modal: true,
        detail: [
          l10n.t(
            "Bursar changes {0} as shown and keeps a copy of it. Claude Code then hands its status-line figures to a script in Bursar's data folder.",
            settings,
          ),
          command === null
            ? l10n.t("The status line stays empty.")
            : l10n.t("Your own status line goes on as before: the script runs it with the same input."),
          l10n.t("“Disconnect Live Limits” and uninstalling Bursar put the file back."),
          ...overrides.map((sentence) => `⚠ ${sentence}`),
        ].join("\n\n"),
      },
      connect,
    );
    await closeTabs(documents);
    this.#shown.clear();
    return answer === connect;
  }

  async #refresh(): Promise<void> {
    const source = await this.#source();
    await refreshConnections(this.#extension, source);
    const { connections } = await readConnectionState(source.dataDir);
    await vscode.commands.executeCommand("setContext", contextKeys["bursar.connected"], connections.length > 0);
  }

  async #source(): Promise<BridgeSource> {
    const { platform } = process;
    const name = platform === "win32" ? "bridge.ps1" : "bridge.sh";
    const body = await readFile(join(this.#extension, "dist", name), "utf8");
    return { dataDir: dataDir(process.env, platform, homedir()), platform, body };
  }
}

async function closeTabs(documents: readonly vscode.Uri[]): Promise<void> {
  const shown = new Set(documents.map(String));
  const tabs = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && shown.has(input.modified.toString()));
  await vscode.window.tabGroups.close(tabs);
}
