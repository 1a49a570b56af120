import * as vscode from "vscode";
import { AttentionFeed } from "./host/attention.ts";
import { systemClock } from "./shared/clock.ts";
import { act } from "./host/commands/act.ts";
import { exportHistory } from "./host/commands/exportHistory.ts";
import { forgetHistory } from "./host/commands/forgetHistory.ts";
import { openWalkthrough } from "./host/commands/openWalkthrough.ts";
import { newClaudeTerminal } from "./host/commands/newClaudeTerminal.ts";
import { pickAccount } from "./host/commands/pickAccount.ts";
import { pinSession } from "./host/commands/pinSession.ts";
import { registerCommands } from "./host/commands/register.ts";
import { Settings } from "./host/config.ts";
import { carryOut } from "./host/dashboardActions.ts";
import { DashboardPanel } from "./host/dashboardPanel.ts";
import { DisposableStore } from "./shared/disposables.ts";
import { EngineProcess } from "./host/engineProcess.ts";
import { EngineSettingsFeed } from "./host/engineSettings.ts";
import { forkEngine } from "./host/forkEngine.ts";
import { alertSettingsOf, changeAlertSettings, showNotification } from "./host/notificationsHost.ts";
import { LiveLimits } from "./host/connect/liveLimits.ts";
import { Notifications } from "./host/notifications.ts";
import { pinnedSession } from "./host/pinnedSession.ts";
import { StatusBar } from "./host/statusBar.ts";
import { putOnTerminalPath } from "./host/terminalPath.ts";
import { CommandInserter } from "./host/typing/insertCommand.ts";
import { TerminalScreens } from "./host/typing/terminalScreens.ts";
import { settingsUseVim } from "./host/typing/vimSettings.ts";
import { vscodeTyping } from "./host/typing/vscodeTyping.ts";
import { configureWords, engineWords } from "./host/words.ts";
import { WorkspaceChoice } from "./host/workspaceChoice.ts";
import type { LogLevel } from "./shared/engineProtocol.ts";
import type { Meter } from "./shared/meter.ts";
import type { Snapshot } from "./shared/snapshot.ts";

/** What the extension's own tests look at from outside. */
export interface BursarApi {
  latestSnapshot(): Snapshot | null;
  onSnapshot(listener: (snapshot: Snapshot) => void): vscode.Disposable;
  /** What the status bar shows. */
  meter(): Meter | null;
  onMeter(listener: (meter: Meter) => void): vscode.Disposable;
}

let shutDown = (): Promise<void> => Promise.resolve();

/** Composes the features. Nothing here waits: what reads a disk does so after the return. */
export function activate(context: vscode.ExtensionContext): BursarApi {
  configureWords();
  const disposables = new DisposableStore();
  context.subscriptions.push(disposables);
  const clock = systemClock;

  const channel = disposables.add(vscode.window.createOutputChannel("Bursar", { log: true }));
  const log = (level: LogLevel, message: string): void => {
    channel[level](message);
  };
  const logError = (message: string): void => {
    log("error", message);
  };
  const settings = disposables.add(new Settings());
  const pin = disposables.add(pinnedSession(context.workspaceState));
  const account = disposables.add(new WorkspaceChoice(context.workspaceState, "statusBarConfigDir"));
  const engine = disposables.add(
    new EngineProcess(() => forkEngine(context.asAbsolutePath("dist/engine.js"), engineWords()), clock, log),
  );
  shutDown = () => engine.shutDown();
  const inserter = new CommandInserter(
    vscodeTyping(disposables.add(new TerminalScreens()), settings, context.globalState),
    {
      locate: (sessionId) => engine.request("locate", { sessionId }),
      usesVim: async (sessionId) => {
        const session = engine.snapshot?.live.find((candidate) => candidate.sessionId === sessionId);
        return !session || settingsUseVim(session.configDir, session.cwd);
      },
    },
    clock,
  );

  const statusBar = disposables.add(new StatusBar(engine, settings, account, clock));
  const dashboard = disposables.add(
    new DashboardPanel(context.extensionUri, engine, settings, (request) => {
      void carryOut(request, {
        pin,
        clock,
        extensionId: context.extension.id,
        logError,
      });
    }),
  );
  const liveLimits = disposables.add(
    new LiveLimits(
      context.extensionPath,
      () => engine.snapshot,
      (message) => {
        log("warn", message);
      },
    ),
  );
  disposables.add(
    registerCommands(
      {
        "bursar.openDashboard": () => {
          dashboard.show();
        },
        "bursar.pinSession": () => pinSession(engine.snapshot, pin, clock.now()),
        "bursar.unpinSession": () => pin.set(null),
        "bursar.pickAccount": () => pickAccount(engine.snapshot, account, clock.now()),
        "bursar.act": async (suggestionId) => {
          const acted = await act(suggestionId, engine.snapshot, inserter);
          if (acted) await engine.request("acted", { suggestionId: acted.suggestion.id, result: acted.result.kind });
        },
        "bursar.connect": (configDir) => liveLimits.connect(configDir),
        "bursar.disconnect": () => liveLimits.disconnect(),
        "bursar.newClaudeTerminal": (configDir) => newClaudeTerminal(configDir, engine.snapshot, clock),
        "bursar.exportHistory": () => exportHistory(engine, clock),
        "bursar.forgetHistory": () => forgetHistory(engine, clock.now()),
        "bursar.restartEngine": () => engine.restart(),
        "bursar.openWalkthrough": () => openWalkthrough(context.extension.id),
        "bursar.showLog": () => {
          channel.show();
        },
      },
      logError,
    ),
  );

  disposables.add(
    new Notifications(engine, clock, {
      settings: () => alertSettingsOf(settings),
      focused: () => vscode.window.state.focused,
      show: showNotification,
      openDashboard: () => {
        dashboard.show();
      },
      change: changeAlertSettings,
      log: (message) => {
        log("warn", message);
      },
    }),
  );
  disposables.add(
    new AttentionFeed(pin, (attention) => {
      engine.attend(attention);
    }),
  );
  disposables.add(
    new EngineSettingsFeed(
      settings,
      clock,
      (message) => {
        log("warn", message);
      },
      (engineSettings) => {
        engine.configure(engineSettings);
      },
    ),
  );
  putOnTerminalPath(
    context.globalStorageUri.fsPath,
    context.asAbsolutePath("dist/cli.js"),
    context.environmentVariableCollection,
  ).catch((error: unknown) => {
    log("warn", `The bursar command could not be put on the terminals' PATH: ${String(error)}`);
  });

  return {
    latestSnapshot: () => engine.snapshot,
    onSnapshot: (listener) => {
      engine.events.on("snapshot", listener);
      return new vscode.Disposable(() => engine.events.off("snapshot", listener));
    },
    meter: () => statusBar.shown,
    onMeter: (listener) => statusBar.onPaint(listener),
  };
}

/** VS Code waits for this, some seconds at most: the engine closes its store. */
export function deactivate(): Promise<void> {
  return shutDown();
}
