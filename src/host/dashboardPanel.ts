import * as vscode from "vscode";
import type { FromWebview, ToWebview } from "../shared/webviewProtocol.ts";
import { dashboardViewType } from "./contributions.ts";
import type { DashboardRequest } from "./dashboardActions.ts";
import { answerDashboard } from "./dashboardAnswer.ts";
import { dashboardHtml } from "./dashboardHtml.ts";
import { parseFromWebview, type TooLong } from "./dashboardMessage.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import type { Settings } from "./config.ts";
import type { EngineProcess } from "./engineProcess.ts";
import { settingsView } from "./settingsView.ts";
import { pageWords } from "./words.ts";

interface OpenPanel {
  panel: vscode.WebviewPanel;
  ready: boolean;
  disposables: DisposableStore;
}

/** The one dashboard of a window: opens or reveals it, and takes it over again after a reload. */
export class DashboardPanel implements Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #engine: EngineProcess;
  readonly #settings: Settings;
  readonly #carryOut: (request: DashboardRequest) => void;
  readonly #disposables = new DisposableStore();
  #open: OpenPanel | null = null;

  constructor(
    extensionUri: vscode.Uri,
    engine: EngineProcess,
    settings: Settings,
    carryOut: (request: DashboardRequest) => void,
  ) {
    this.#extensionUri = extensionUri;
    this.#engine = engine;
    this.#settings = settings;
    this.#carryOut = carryOut;
    this.#disposables.add(
      vscode.window.registerWebviewPanelSerializer(dashboardViewType, {
        deserializeWebviewPanel: (panel) => {
          // Two were left open by hand-split editors: one is enough.
          if (this.#open) panel.dispose();
          else this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    );
    const post = (): void => {
      this.#post();
    };
    engine.events.on("snapshot", post).on("down", post);
    this.#disposables.add(settings.onChange(post));
    this.#disposables.add({ dispose: () => engine.events.off("snapshot", post).off("down", post) });
  }

  show(): void {
    if (this.#open) {
      this.#open.panel.reveal();
      return;
    }
    this.#adopt(vscode.window.createWebviewPanel(dashboardViewType, "Bursar", vscode.ViewColumn.Active));
  }

  dispose(): void {
    this.#disposables.dispose();
    // The panel itself stays: after a reload or an update it is restored.
    this.#open?.disposables.dispose();
    this.#open = null;
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.#extensionUri, "dist");
    const open: OpenPanel = { panel, ready: false, disposables: new DisposableStore() };
    this.#open = open;
    open.disposables.add(
      panel.onDidDispose(() => {
        open.disposables.dispose();
        if (this.#open === open) this.#open = null;
      }),
    );
    open.disposables.add(
      panel.onDidChangeViewState(() => {
        // What was posted while the panel was hidden is lost. A page that VS Code loads anew says `ready` as well.
        this.#post();
      }),
    );
    open.disposables.add(
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = parseFromWebview(value);
        if (message) this.#receive(message, open);
      }),
    );
    panel.iconPath = new vscode.ThemeIcon("dashboard");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const address = (name: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    panel.webview.html = dashboardHtml({
      script: address("webview.js"),
      style: address("webview.css"),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
      words: pageWords(),
    });
  }

  #receive(message: FromWebview | TooLong, open: OpenPanel): void {
    if (message.type === "ready") {
      open.ready = true;
      this.#post();
    } else if (message.type === "ask") {
      void this.#answer(message, open);
    } else {
      this.#carryOut(message);
    }
  }

  async #answer(question: Extract<FromWebview, { type: "ask" }>, open: OpenPanel): Promise<void> {
    const answer = await answerDashboard(question, this.#engine);
    // Closed meanwhile: its webview takes nothing any more.
    if (this.#open === open) void open.panel.webview.postMessage(answer);
  }

  #post(): void {
    const open = this.#open;
    if (!open?.ready || !open.panel.visible) return;
    const { snapshot, down } = this.#engine;
    const send = (message: ToWebview): void => {
      void open.panel.webview.postMessage(message);
    };
    if (snapshot) {
      const settings = settingsView(this.#settings);
      send({ type: "snapshot", snapshot, thresholds: settings.thresholds, settings });
    }
    if (down !== null) send({ type: "engineDown", message: down });
  }
}
