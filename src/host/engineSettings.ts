import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { dataDir } from "../shared/dataDir.ts";
import type { EngineSettings } from "../shared/engineProtocol.ts";
import type { Clock } from "../shared/clock.ts";
import { narrowPriceSettings } from "../shared/priceSettings.ts";
import type { Settings } from "./config.ts";
import { chooseConfigDirs, dropAliases } from "./configDirs.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import { within } from "../shared/within.ts";

/** A folder on a dead network drive must not hold up the rest. */
const REALPATH_TIMEOUT_MS = 2_000;

const TERMINAL_ENVIRONMENT: Partial<Record<NodeJS.Platform, string>> = { darwin: "osx", win32: "windows" };
const FOREIGN_SETTINGS = ["claudeCode.environmentVariables", "terminal.integrated.env"];

/** Works out what the engine is to read, and again whenever a setting it depends on changes. */
export class EngineSettingsFeed implements Disposable {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #deliver: (settings: EngineSettings) => void;
  readonly #disposables = new DisposableStore();
  #latest = 0;
  #delivered = "";

  constructor(
    settings: Settings,
    clock: Clock,
    log: (message: string) => void,
    deliver: (settings: EngineSettings) => void,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#log = log;
    this.#deliver = deliver;
    this.#disposables.add(settings.onChange(() => void this.#read()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (FOREIGN_SETTINGS.some((key) => event.affectsConfiguration(key))) void this.#read();
      }),
    );
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#read()));
    void this.#read();
  }

  dispose(): void {
    this.#latest = -1;
    this.#disposables.dispose();
  }

  async #read(): Promise<void> {
    const turn = ++this.#latest;
    const configuration = vscode.workspace.getConfiguration();
    const { dirs, skipped } = chooseConfigDirs({
      platform: process.platform,
      home: homedir(),
      env: process.env,
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? null,
      claudeCodeEnvironment: configuration.get<unknown>("claudeCode.environmentVariables"),
      terminalEnvironment: configuration.get<unknown>(
        `terminal.integrated.env.${TERMINAL_ENVIRONMENT[process.platform] ?? "linux"}`,
      ),
      extra: this.#settings.get("bursar.configDirs"),
    });
    const configDirs = await dropAliases(dirs, (path) => within(REALPATH_TIMEOUT_MS, this.#clock, realpath(path)));
    // A newer reading has begun, or all is over.
    if (turn !== this.#latest) return;
    const { prices, problems } = narrowPriceSettings(configuration.get<unknown>("bursar.prices"));
    const engineSettings: EngineSettings = {
      configDirs,
      dataDir: dataDir(process.env, process.platform, homedir()),
      readUsageCache: this.#settings.get("bursar.readUsageCache"),
      contextWindows: this.#settings.get("bursar.contextWindows"),
      prices,
      storePromptExcerpts: this.#settings.get("bursar.storePromptExcerpts"),
    };
    const text = JSON.stringify([engineSettings, skipped, problems]);
    if (text === this.#delivered) return;
    this.#delivered = text;
    for (const line of [...skipped, ...problems]) this.#log(line);
    this.#deliver(engineSettings);
  }
}
